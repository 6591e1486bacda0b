# service -- of each matching service two panels by interval: requests and what
# became of them, and busy workers beside the wait for one. Where many were given up
# or lost, as in an outage, the ground is orange.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('service.gp')]
needs = 'service'
load folder.'style.gp'
main = 'members[persons]'
most_panels = 6
parts = 2
array part[2] = ['requests', 'workers']

# A service without workers, timeout and outages has answered members alone.
bad(x) = column('given_up[1]') + column('lost[1]') > 0.05 * column('requests[1]') || column('unanswered[persons]') > 0.05 * (column('members[persons]') + column('unanswered[persons]'))
limited = 0
endless = 0
failed = 0
lost = 0
look_at(requests, members, x) = (limited = limited || requests >= 0, endless = endless || !(requests >= 0), failed = failed || bad(0), lost = lost || column('lost[1]') > 0, 0)
set table '/dev/null'
plot tsv using (column('rank') <= most_panels ? look_at(column('requests[1]'), column('members[persons]'), 0) : 0):(0) with table
unset table

said = 'means over replications; shaded: 95% confidence interval of the mean; requests: retries among them, by the interval in which they came'
also = (failed ? 'orange ground: over 5% were not answered in time, as in an outage' : '') \
    .(endless ? (failed ? '; ' : '').'no requests: the service has a worker for every request' : '')
load folder.'hours.gp'

eval terminal(900, height)
set output out
set multiplot
do for [k = 1:panels] {
    load folder.'panel.gp'
    set y2range [0:1]
    set key at screen 0.965, top(k) + 12.0 / height right center horizontal
    if (k > 2) { unset key }
    if (k % 2 == 1) {
        set ylabel 'requests' textcolor rgb '#333333'
        plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
             tsv using (middle(column('start[h]'))):(in(k, bad(0) ? 1 : NaN)):(step) axes x1y2 \
                with boxes lc rgb orange fs transparent solid light noborder notitle, \
             '' using (middle(column('start[h]'))):(in(k, column('requests_lo[1]'))):(column('requests_hi[1]')) \
                with filledcurves lc rgb black fs transparent solid 0.12 notitle, \
             '' using (middle(column('start[h]'))):(in(k, column('requests[1]'))) with lines lw 2 lc rgb black title 'came', \
             '' using (middle(column('start[h]'))):(in(k, column('given_up[1]'))) with lines lw 2 lc rgb vermillion title 'given up', \
             '' using (middle(column('start[h]'))):(lost ? in(k, column('lost[1]')) : NaN) with lines lw 2 lc rgb purple title (lost ? 'lost' : ''), \
             '' using (middle(column('start[h]'))):(in(k, column('answered[1]'))) with lines lw 2 lc rgb blue title 'answered', \
             '' using (middle(column('start[h]'))):(in(k, column('requests[1]') >= 0 ? NaN : column('members[persons]'))) \
                with lines lw 2 lc rgb green title (endless ? 'members answered' : '')
    } else {
        set ylabel 'workers; wait [s]' textcolor rgb '#333333'
        plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
             tsv using (middle(column('start[h]'))):(in(k, bad(0) ? 1 : NaN)):(step) axes x1y2 \
                with boxes lc rgb orange fs transparent solid light noborder notitle, \
             '' using (middle(column('start[h]'))):(in(k, column('busy_lo[workers]'))):(column('busy_hi[workers]')) \
                with filledcurves lc rgb green fs transparent solid light notitle, \
             '' using (middle(column('start[h]'))):(in(k, column('busy[workers]'))) with lines lw 2 lc rgb green title 'busy workers', \
             '' using (middle(column('start[h]'))):(in(k, column('wait[s]'))) with lines lw 2 lc rgb blue title 'wait for a worker [s]'
    }
}
unset multiplot
