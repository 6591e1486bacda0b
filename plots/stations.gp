# stations -- of each station two panels by interval: persons queued, and positions
# open, busy, blocked and broken.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('stations.gp')]
needs = 'stations'
load folder.'style.gp'
main = 'queue[persons]'
most_panels = 6
parts = 2
array part[2] = ['queue', 'positions']

# Lines of what never happens are left out.
held = 0
blocked = 0
broken = 0
seen(h, b, d) = (held = held || h > 0, blocked = blocked || b > 0, broken = broken || d > 0, 0)
set table '/dev/null'
plot tsv using (column('rank') <= most_panels ? seen(column('held_time[min]'), column('blocked_time[min]'), column('broken_time[min]')) : 0):(0) with table
unset table

said = 'means over replications; shaded: 95% confidence interval of the mean'.(blocked ? '; blocked: served, but no room where they go' : '')
also = ''
load folder.'hours.gp'
mean(minutes) = minutes / (60 * step)

eval terminal(900, height)
set output out
set multiplot
do for [k = 1:panels] {
    load folder.'panel.gp'
    set key at screen 0.965, top(k) + 12.0 / height right center horizontal
    if (k > 2) { unset key }
    if (k % 2 == 1) {
        set ylabel 'persons' textcolor rgb '#333333'
        plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
             tsv using (middle(column('start[h]'))):(in(k, column('queue_lo[persons]'))):(column('queue_hi[persons]')) \
                with filledcurves lc rgb blue fs transparent solid light notitle, \
             '' using (middle(column('start[h]'))):(in(k, column('queue_max[persons]'))) with lines lw 1.5 lc rgb vermillion title 'most at once', \
             '' using (middle(column('start[h]'))):(in(k, column('queue[persons]'))) with lines lw 2 lc rgb blue title 'queued, mean', \
             '' using (middle(column('start[h]'))):(held ? in(k, mean(column('held_time[min]'))) : NaN) \
                with lines lw 2 lc rgb purple title (held ? 'wait for room' : '')
    } else {
        set ylabel 'positions' textcolor rgb '#333333'
        plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
             tsv using (middle(column('start[h]'))):(in(k, column('busy_lo[positions]'))):(column('busy_hi[positions]')) \
                with filledcurves lc rgb orange fs transparent solid light notitle, \
             '' using (middle(column('start[h]'))):(in(k, column('busy[positions]'))) with lines lw 2 lc rgb orange title 'busy', \
             '' using (middle(column('start[h]'))):(blocked ? in(k, mean(column('blocked_time[min]'))) : NaN) \
                with lines lw 2 lc rgb vermillion title (blocked ? 'blocked' : ''), \
             '' using (middle(column('start[h]'))):(broken ? in(k, mean(column('broken_time[min]'))) : NaN) \
                with lines lw 2 lc rgb grey title (broken ? 'broken' : ''), \
             '' using (middle(column('start[h]'))):(in(k, column('open[positions]'))) with histeps lw 2 lc rgb black title 'open'
    }
}
unset multiplot
