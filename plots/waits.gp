# waits -- median and 95th percentile of the wait by interval of joining, at the
# four busiest stations.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('waits.gp')]
load folder.'style.gp'
said = 'means over replications; shaded: 5th to 95th percentile over replications of the 95th percentile'
main = 'p95[min]'
load folder.'hours.gp'

eval terminal(900, height)
set output out
set ylabel 'wait [min]' textcolor rgb '#333333'
set multiplot
do for [k = 1:panels] {
    load folder.'panel.gp'
    plot 0 notitle lc rgb '#E4E4E4', \
         tsv using (middle(column('start[h]'))):(in(k, column('p95_q05[min]'))):(column('p95_q95[min]')) \
            with filledcurves lc rgb vermillion fs transparent solid light notitle, \
         '' using (middle(column('start[h]'))):(in(k, column('p95[min]'))) \
            with linespoints lw 2 pt 7 ps 0.25 lc rgb vermillion title '95th percentile', \
         '' using (middle(column('start[h]'))):(in(k, column('p50[min]'))) \
            with linespoints lw 2 pt 7 ps 0.25 lc rgb blue title 'median'
}
unset multiplot
