# causes -- why travellers were not confirmed: a bar for each cause, and a point
# for each class of travellers, at all ports together.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('causes.gp')]
needs = 'causes'
load folder.'style.gp'

# Lines of the table's first port: class_at is 0 for everybody, 1, 2, ... for the
# classes, -1 elsewhere; row_at is 0 for "confirmed", then the causes.
array class_at[records]
array row_at[records]
array class[records]
port = ''
now = ''
array weight[records]
longest = 0
classes = -1
row = 0
rows = 0
most = 0.0
travellers = 0.0
confirmed = 0.0
missed = ''
look(p, c, cause, x, all, share, high) = ( \
    port = port eq '' ? p : port, \
    p eq port && c ne now ? (now = c, classes = classes + 1, row = -1, classes > 0 ? (class[classes] = c, weight[classes] = all) : 0) : 0, \
    row = row + 1, \
    class_at[int($0) + 1] = p eq port ? classes : -1, \
    row_at[int($0) + 1] = row, \
    p eq port && classes == 0 ? (rows = row, travellers = all, confirmed = row == 0 ? share : confirmed) : 0, \
    longest = strlen(cause) > longest ? strlen(cause) : longest, 0)
set table '/dev/null'
plot tsv using (look(strcol('port'), strcol('class'), strcol('cause'), column('persons[persons]'), \
        column('travellers[persons]'), column('share'), column('share_hi'))):(0) with table
unset table
classes = classes > 0 ? classes : 0
limit = 6
load folder.'largest.gp'
# The range is that of what is drawn.
drawn(c) = c == 0 || (sum [i = 1:6] (i <= shown && pick[i] == c)) > 0
reach(at, share, high) = row_at[int($0) + 1] > 0 && at >= 0 && drawn(at) ? (most = share > most ? share : most, \
        most = at == 0 && high > most ? high : most, 0) : 0
set table '/dev/null'
plot tsv using (reach(class_at[int($0) + 1], column('share'), column('share_hi'))):(0) with table
unset table
most = most > 0 ? 100 * most : 1

said = travellers > 0 ? sprintf('%s: %.3g%% of %.0f travellers were confirmed; shown are the others, in percent of all and of each class', \
    port eq 'all' ? 'all ports' : port, 100 * confirmed, travellers) : ''
also = sprintf('means over %d replication%s; thin lines: 95%% interval; right: persons in a replication', replications, replications == 1 ? '' : 's') \
    .(fewer ne '' ? '; points: '.fewer : '')
load folder.'frame.gp'
key_rows = int((shown + 2) / 2)
height = 114 + head + 18 * key_rows + 30 * (rows > 3 ? rows : 3)
eval terminal(900, height)
set output out
eval frame
if (rows == 0) { set label 1 (travellers > 0 ? 'everybody was confirmed' : 'no data') at graph 0.5,0.5 center }

set tmargin at screen from_top(head + 20 + 18 * key_rows)
set bmargin at screen 92.0 / height
set lmargin at screen room_for(longest, 0.12)
set rmargin at screen 0.88
set xrange [0:most * 1.08]
set xtics out nomirror scale 0.6 textcolor rgb '#333333'
set yrange [(rows > 0 ? -rows : -1) + 0.4:0.6]
set grid noytics xtics lt 1 lc rgb '#E4E4E4' lw 1
unset ytics
set xlabel 'travellers not confirmed [%]' textcolor rgb '#333333'
set key at screen 0.96, from_top(head + 4) right top horizontal
dot = svg ? 0.7 : 1.1
array tints[6] = [vermillion, green, purple, black, sky, grey]
array shape[6] = [7, 5, 9, 13, 11, 4]

here(c) = class_at[int(column(0)) + 1] == c && row_at[int(column(0)) + 1] > 0
y(c) = here(c) ? 1.0 - row_at[int(column(0)) + 1] : NaN
percent(name) = 100 * column(name)
what(x) = here(0) ? strcol('cause') : ''
many(x) = !here(0) ? '' : sprintf(x < 10 ? '%.2g' : '%.0f', x)
# points of classes lie one below the other within the bar
shift(c) = shown > 1 ? 0.36 * (1 - 2.0 * (c - 1) / (shown - 1)) : 0

if (rows == 0) {
    plot -9 notitle
    exit status 0
}
plot -rows - 9 notitle, \
     tsv using (percent('share') / 2):(y(0)):(percent('share') / 2):(0.36) with boxxyerror fs solid lc rgb '#A8CDE6' title 'all travellers', \
     '' using (percent('share')):(y(0)):(percent('share_lo')):(percent('share_hi')) with xerrorbars pt -2 lw 1.5 lc rgb blue notitle, \
     for [c = 1:shown] '' using (percent('share')):(y(pick[c]) + shift(c)) with points pt shape[c] ps dot lc rgb tints[c] title class[pick[c]], \
     '' using (0):(y(0)):(what(0)) with labels right offset -1,0 textcolor rgb '#333333' notitle, \
     '' using (most * 1.08):(y(0)):(many(column('persons[persons]'))) with labels left offset 1,0 font ','.small textcolor rgb grey notitle
