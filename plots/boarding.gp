# boarding -- each departure where its door closes: what share missed it, and how
# many were on its manifest, boarded, missed it or did not come.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('boarding.gp')]
needs = 'boarding'
load folder.'style.gp'

rows = 0
first = 0.0
last = 24.0
all_missed = 0.0
all_came = 0.0
all_share = 0.0
most = 0.0
others = 0
before = -1.0
# Flows whose doors close at the same moment stand side by side.
array aside[records]
look(call, door, missed, came, share, high, other) = ( \
    call < 0 ? (all_missed = missed, all_came = came, all_share = share) : \
        (first = rows == 0 || door < first ? door : first, last = rows == 0 || door > last ? door : last, rows = rows + 1, \
        most = high > most ? high : most, most = share > most ? share : most), \
    aside[int($0) + 1] = call >= 0 && rows > 1 && door == before ? aside[int($0)] + 1 : 0, before = door, \
    others = others || other > 0, 0)
if (body > 1) {
    set table '/dev/null'
    plot tsv using (look(column('call'), column('door[h]'), column('missed[persons]'), column('manifest[persons]') - column('no_show[persons]'), \
        column('missed_share'), column('missed_share_hi'), column('other[persons]'))):(0) with table
    unset table
}

said = rows > 0 ? sprintf('%d departure%s: %.3g%% of those who came missed it, %.3g of %.0f persons in the mean of %d replication%s', \
    rows, rows == 1 ? '' : 's', 100 * all_share, all_missed, all_came, replications, replications == 1 ? '' : 's') : ''
also = 'percent of those who came; each departure stands where its door closes; bars: 95% intervals'
span = last - first
last = last + (span > 0 ? 0.04 * span : 0.5)
first = first - (span > 0 ? 0.04 * span : 0.5)
# Bars are as wide as departures stand apart, in the mean, and not wider than 10 min.
width = rows > 1 ? 0.6 * span / rows : 0.15
width = width > 0.17 ? 0.17 : width < 0.003 * (last - first) ? 0.003 * (last - first) : width
load folder.'frame.gp'
height = 470 + head
eval terminal(900, height)
set output out
every = last - first <= 3 ? 0.5 : last - first <= 14 ? 1 : last - first <= 30 ? 3 : last - first <= 60 ? 6 : 24
tick(h) = every == 24 ? sprintf('day %d', int(h) / 24 + 1) : sprintf('%02d:%02d', int(h) % 24, int(h * 60) % 60)
set lmargin at screen 0.09
set rmargin at screen 0.965
set xrange [first:last]
one(x) = column('call') >= 0 ? x : NaN
dot = svg ? 0.6 : 0.9
set boxwidth width
if (rows == 0) {
    eval frame
    set label 1 'no departure closed its door' at graph 0.5,0.5 center
    set tmargin at screen from_top(head + 8)
    set bmargin at screen 92.0 / height
    set yrange [0:1]
    plot -9 notitle
    exit status 0
}
set multiplot
do for [k = 1:2] {
    unset label
    unset xtics
    set xtics () out nomirror scale 0.6 textcolor rgb '#333333'
    do for [i = int(ceil(first / every)) : int(floor(last / every))] { set xtics add ((k == 2 ? tick(i * every) : '') i * every) }
    if (k == 1) {
        eval frame
        set tmargin at screen from_top(head + 8)
        set bmargin at screen from_top(head + 168)
        set yrange [0:(most > 0 ? 105 * most : 1)]
        set ylabel 'missed [%]' textcolor rgb '#333333'
        plot -9 notitle, tsv using (one(column('door[h]')) + 0.35 * width * aside[int(column(0)) + 1]):(100 * column('missed_share')):(100 * column('missed_share_lo')):(100 * column('missed_share_hi')) \
            with yerrorbars pt 7 ps dot lw 1.5 lc rgb vermillion notitle
    } else {
        set tmargin at screen from_top(head + 212)
        set bmargin at screen 92.0 / height
        set yrange [0:1<*]
        set key at screen 0.965, from_top(head + 196) right center horizontal
        set ylabel 'persons' textcolor rgb '#333333'
        set xlabel (every == 24 ? 'local time' : 'local time at which the door closes (hour of the day)') textcolor rgb '#333333'
        plot -9 notitle, tsv using (one(column('door[h]'))):(column('manifest[persons]')) smooth frequency with boxes lc rgb '#DDDDDD' fs solid title 'did not come', \
            '' using (one(column('door[h]'))):(column('manifest[persons]') - column('no_show[persons]')) smooth frequency with boxes lc rgb vermillion fs solid title 'missed', \
            '' using (one(column('door[h]'))):(column('boarded[persons]') + column('other[persons]')) smooth frequency with boxes lc rgb purple fs solid title (others ? 'ended otherwise' : ''), \
            '' using (one(column('door[h]'))):(column('boarded[persons]')) smooth frequency with boxes lc rgb sky fs solid title 'boarded'
    }
}
unset multiplot
