# throughput -- travellers who come to the busiest ports and leave them, by
# interval.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('throughput.gp')]
needs = 'throughput'
load folder.'style.gp'
unit = 'travellers per %s min; '
said = 'means over replications; shaded: 95% confidence interval of the mean'
main = 'admitted[persons]'
load folder.'hours.gp'

# Only what happens at one of the ports has a line.
admitted = 0
departed = 0
others = 0
other(row) = column('refused[persons]') + column('withdrew[persons]') + column('abandoned[persons]') \
        + column('missed[persons]') + column('unrecorded[persons]')
seen(x, y, z) = (admitted = admitted || x > 0, departed = departed || y > 0, others = others || z > 0, 0)
set table '/dev/null'
plot tsv using (column('rank') <= most_panels ? seen(column('admitted[persons]'), column('departed[persons]'), other(0)) : 0):(0) with table
unset table

eval terminal(900, height)
set output out
set ylabel 'travellers' textcolor rgb '#333333'
set multiplot
do for [k = 1:panels] {
    load folder.'panel.gp'
    plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
         tsv using (middle(column('start[h]'))):(in(k, column('arrivals_lo[persons]'))):(column('arrivals_hi[persons]')) \
            with filledcurves lc rgb orange fs transparent solid light notitle, \
         '' using (middle(column('start[h]'))):(admitted ? in(k, column('admitted_lo[persons]')) : NaN):(column('admitted_hi[persons]')) \
            with filledcurves lc rgb blue fs transparent solid light notitle, \
         '' using (middle(column('start[h]'))):(departed ? in(k, column('departed_lo[persons]')) : NaN):(column('departed_hi[persons]')) \
            with filledcurves lc rgb green fs transparent solid light notitle, \
         '' using (middle(column('start[h]'))):(in(k, column('arrivals[persons]'))) \
            with lines lw 2 lc rgb orange title 'came', \
         '' using (middle(column('start[h]'))):(admitted ? in(k, column('admitted[persons]')) : NaN) \
            with lines lw 2 lc rgb blue title (admitted ? 'admitted' : ''), \
         '' using (middle(column('start[h]'))):(departed ? in(k, column('departed[persons]')) : NaN) \
            with lines lw 2 lc rgb green title (departed ? 'departed' : ''), \
         '' using (middle(column('start[h]'))):(others ? in(k, other(0)) : NaN) \
            with lines lw 2 lc rgb purple title (others ? 'other ends' : '')
}
unset multiplot
