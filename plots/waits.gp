# waits -- median and 95th percentile of the wait by interval of joining, at the
# busiest stations. What few replications know of is drawn weakly; where
# many joined who were never served, the ground is orange.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('waits.gp')]
needs = 'waits'
load folder.'style.gp'
main = 'persons[persons]'

# Are there intervals with data in less than half of the replications, and ones
# in which more than a twentieth of those who joined were not served?
few = 0
lost = 0
enough(x) = column('n') >= 0.5 * replications ? x : NaN
rare(x) = column('n') < 0.5 * replications ? x : NaN
lost_in(x) = column('not_served[persons]') > 0.05 * (column('persons[persons]') + column('not_served[persons]')) ? x : NaN
look(n, u) = (few = few || (n > 0 && n < 0.5 * replications), lost = lost || u > 0, 0)
set table '/dev/null'
plot tsv using (column('rank') <= most_panels ? look(column('n'), lost_in(1)) : 0):(0) with table
unset table

said = 'lines: means over replications; shaded: where nine of ten of their 95th percentiles lie' \
    .(few ? '; dots: data in less than half of them' : '')
also = lost ? 'orange ground: over 5% of those who joined then were not served; lines are of the served alone; '.not_served : ''
load folder.'hours.gp'

eval terminal(900, height)
set output out
set ylabel 'wait [min]' textcolor rgb '#333333'
set multiplot
do for [k = 1:panels] {
    load folder.'panel.gp'
    set y2range [0:1]
    plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
         tsv using (middle(column('start[h]'))):(in(k, lost_in(1))):(step) axes x1y2 \
            with boxes lc rgb orange fs transparent solid light noborder title (lost ? 'not served' : ''), \
         '' using (middle(column('start[h]'))):(in(k, enough(column('p95_q05[min]')))):(column('p95_q95[min]')) \
            with filledcurves lc rgb vermillion fs transparent solid light notitle, \
         '' using (middle(column('start[h]'))):(in(k, rare(column('p95[min]')))) \
            with points pt 7 ps 0.4 lc rgb '#EAAE80' notitle, \
         '' using (middle(column('start[h]'))):(in(k, rare(column('p50[min]')))) \
            with points pt 7 ps 0.4 lc rgb '#80B9D9' notitle, \
         '' using (middle(column('start[h]'))):(in(k, enough(column('p95[min]')))) \
            with linespoints lw 2 pt 7 ps 0.25 lc rgb vermillion title '95th percentile', \
         '' using (middle(column('start[h]'))):(in(k, enough(column('p50[min]')))) \
            with linespoints lw 2 pt 7 ps 0.25 lc rgb blue title 'median'
}
unset multiplot
