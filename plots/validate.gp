# validate -- published and simulated times from block to the end of primary
# inspection: shares of the bins, and means by hour of landing. Several days are
# shown together, of one day itself.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('validate.gp')]
needs = 'validate'
load folder.'style.gp'

# Which rows: those of all days where there are any, else of the first day.
together = 0
port = ''
date = ''
array published[7]
array simulated[7]
bins = '0_15 16_30 31_45 46_60 61_90 91_120 over_120'
do for [b = 1:7] { published[b] = NaN; simulated[b] = NaN }
distance = NaN
chance = NaN
days = 0
share(name, b) = column(name.'_'.word(bins, b))
take(b) = (published[b] = share('observed', b), simulated[b] = share('simulated', b), 0)
look(p, d, hour) = (days = days + (hour eq 'day'), together = together || d eq 'all', \
    port = port eq '' ? p : port, date = date eq '' ? d : date, 0)
here(x) = together ? strcol('date') eq 'all' : strcol('port') eq port && strcol('date') eq date
sums(hour) = !here(0) || hour ne (together ? 'all' : 'day') ? 0 : ( \
    take(1), take(2), take(3), take(4), take(5), take(6), take(7), \
    distance = column('distance'), chance = column('distance_chance'), 0)
set table '/dev/null'
plot tsv using (look(strcol('port'), strcol('date'), strcol('hour'))):(0) with table
plot tsv using (sums(strcol('hour'))):(0) with table
unset table

said = 'time from block to the end of primary inspection, less an assumed walk; not a wait in a queue'
also = sprintf('shaded: where nine of ten simulated %s lie; %s of the shares %.2g, by chance alone %.2g', \
    days > 1 ? sprintf('means of %d days', days) : 'days', 'distance', distance, chance)
load folder.'frame.gp'
height = 510 + head
eval terminal(900, height)
set output out
set lmargin at screen 0.09
set rmargin at screen 0.965
set multiplot

# Shares of the bins.
eval frame
set tmargin at screen from_top(head + 22)
set bmargin at screen from_top(head + 190)
set key at screen 0.965, from_top(head + 8) right center horizontal
set xrange [0.4:7.6]
set yrange [0:1<*]
set xtics out nomirror scale 0 textcolor rgb '#333333' ('0-15' 1, '16-30' 2, '31-45' 3, '46-60' 4, '61-90' 5, '91-120' 6, 'over 120' 7)
set ylabel 'travellers [%]' textcolor rgb '#333333'
set xlabel 'time [min]' textcolor rgb '#333333'
if (days == 0) { set label 1 'no data' at graph 0.5,0.5 center textcolor rgb grey }
set print $bars
print "bin\tpublished\tsimulated"
do for [b = 1:7] { print sprintf("%d\t%g\t%g", b, 100 * published[b], 100 * simulated[b]) }
unset print
plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
     $bars using (column('bin') - 0.19):(column('published')):(0.36) with boxes lc rgb black fs solid title 'published', \
     $bars using (column('bin') + 0.19):(column('simulated')):(0.36) with boxes lc rgb sky fs solid title 'simulated'

# Means by hour of landing.
do for [i = 101:110] { unset label i }
set tmargin at screen from_top(head + 262)
set bmargin at screen 98.0 / height
unset key
set xrange [0:24]
set xtics out nomirror scale 0.6 textcolor rgb '#333333'
unset xtics
set xtics () out nomirror scale 0.6 textcolor rgb '#333333'
do for [h = 0:24:3] { set xtics add (sprintf('%02d:00', h) h) }
set ylabel 'mean time [min]' textcolor rgb '#333333'
set xlabel 'hour of landing' textcolor rgb '#333333'
low(x) = column('simulated_mean_q05[min]')
high(x) = column('simulated_mean_q95[min]')
at(hour) = here(0) && strlen(hour) == 5 ? 10 * hour[1:1] + hour[2:2] + 0.5 : NaN
plot 0 notitle lc rgb '#E4E4E4', 1 with dots lc rgb '#FFFFFFFF' notitle, \
     tsv using (at(strcol('hour'))):((low(0) + high(0)) / 2):(0.4):((high(0) - low(0)) / 2) \
        with boxxyerror lc rgb sky fs transparent solid 0.35 noborder notitle, \
     '' using (at(strcol('hour')) - 0.4):(column('simulated_mean[min]')):(0.8):(0) with vectors nohead lw 2.5 lc rgb blue notitle, \
     '' using (at(strcol('hour'))):(column('observed_mean[min]')) with points pt 7 ps (svg ? 0.6 : 0.9) lc rgb black notitle
unset multiplot
