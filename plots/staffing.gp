# staffing -- officers needed and officers on the roster by interval, for the
# largest pools.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('staffing.gp')]
needs = 'staffing'
load folder.'style.gp'
said = rule
also = 'lines: means over replications, so that officers needed may be fractions; shaded: 5th to 95th percentile of needed'
main = 'needed[officers]'
nothing = 'no data: no station has officers'
load folder.'hours.gp'

eval terminal(900, height)
set output out
set ylabel 'officers' textcolor rgb '#333333'
set multiplot
do for [k = 1:panels] {
    load folder.'panel.gp'
    plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
         tsv using (middle(column('start[h]'))):(in(k, column('needed_q05[officers]'))):(column('needed_q95[officers]')) \
            with filledcurves lc rgb blue fs transparent solid light notitle, \
         '' using (middle(column('start[h]'))):(in(k, column('busy[officers]'))) \
            with lines lw 2 lc rgb orange title 'busy', \
         '' using (middle(column('start[h]'))):(in(k, column('needed[officers]'))) \
            with lines lw 2 lc rgb blue title 'needed', \
         '' using (middle(column('start[h]'))):(in(k, column('rostered[officers]'))) \
            with histeps lw 2 lc rgb black title 'on the roster'
}
unset multiplot
