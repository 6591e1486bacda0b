# held -- what the largest stores hold at the end of each interval, by class
# of travellers.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('held.gp')]
needs = 'retention --by interval'
load folder.'style.gp'
main = 'held[1]'

array class[records]
classes = 0
which = 0
array weight[records]
number(name) = (which = 0, sum [i = 1:classes] (class[i] eq name ? (which = i, 0) : 0), \
    which == 0 ? (classes = classes + 1, class[classes] = name, weight[classes] = 0.0, which = classes) : 0, which)
look_at(c, x) = (c ne 'all' ? (number(c), weight[which] = weight[which] + (x > 0 ? x : 0)) : 0, 0)
set table '/dev/null'
plot tsv using (look_at(strcol('class'), column('held[1]'))):(0) with table
unset table
said = 'held at the end of each interval, all ports together: captured, or made, by then, less deleted by then'
limit = 5
load folder.'largest.gp'
key_rows = int((shown + 3) / 3)
also = 'means over replications; shaded: 95% confidence interval of the mean' \
    .(fewer eq '' ? '' : '; lines: '.fewer)
load folder.'hours.gp'

eval terminal(900, height)
set output out
set ylabel 'images, or records' textcolor rgb '#333333'
array tints[5] = [vermillion, green, purple, orange, sky]
of(k, name, x) = strcol('class') eq name ? in(k, x) : NaN
end(start) = start + step
set multiplot
do for [k = 1:panels] {
    load folder.'panel.gp'
    plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
         tsv using (end(column('start[h]'))):(of(k, 'all', column('held_lo[1]'))):(column('held_hi[1]')) \
            with filledcurves lc rgb blue fs transparent solid light notitle, \
         '' using (end(column('start[h]'))):(of(k, 'all', column('held[1]'))) with lines lw 2 lc rgb blue title 'all', \
         for [c = 1:shown] '' using (end(column('start[h]'))):(of(k, class[pick[c]], column('held[1]'))) \
            with lines lw 2 lc rgb tints[c] title class[pick[c]]
}
unset multiplot
