# records -- how entry and exit records were made, and who has none: a bar for
# each way, and a point for each class of travellers, at all ports together.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('records.gp')]
needs = 'records'
load folder.'style.gp'

# Lines of the table's first port: class_at is 0 for everybody, 1, 2, ... for the
# classes, -1 elsewhere; row_at is the number of direction and how.
array class_at[records]
array row_at[records]
array class[records]
array label[records]
port = ''
now = ''
turn = ''
array weight[records]
longest = 0
classes = 0
which = 0
row = 0
rows = 0
crossed = 0.0
number(name) = (which = 0, sum [i = 1:classes] (class[i] eq name ? (which = i, 0) : 0), \
    which == 0 ? (classes = classes + 1, class[classes] = name, weight[classes] = 0.0, which = classes) : 0, which)
place(name) = (row = 0, sum [i = 1:rows] (label[i] eq name ? (row = i, 0) : 0), \
    row == 0 ? (rows = rows + 1, label[rows] = name, row = rows) : 0, row)
look(p, d, c, how, all, x) = ( \
    port = port eq '' ? p : port, \
    class_at[int($0) + 1] = p ne port ? -1 : c eq 'all' ? 0 : number(c), \
    row_at[int($0) + 1] = p ne port ? 0 : place(d.': '.how), \
    p eq port && c ne 'all' ? (weight[which] = weight[which] + x) : 0, \
    longest = strlen(d.how) + 2 > longest ? strlen(d.how) + 2 : longest, \
    p eq port && c eq 'all' && d ne turn ? (turn = d, crossed = crossed + all) : 0, 0)
if (body > 1) {
    set table '/dev/null'
    plot tsv using (look(strcol('port'), strcol('direction'), strcol('class'), strcol('how'), \
            column('crossings[persons]'), column('persons[persons]'))):(0) with table
    unset table
}
limit = 6
load folder.'largest.gp'

said = crossed > 0 ? sprintf('%s: of %.0f travellers who crossed, in percent of the direction and of each class; none: no record was made', \
    port eq 'all' ? 'all ports' : port, crossed) : ''
also = sprintf('means over %d replication%s; thin lines: 95%% interval; right: persons in a replication', replications, replications == 1 ? '' : 's') \
    .(fewer ne '' ? '; points: '.fewer : '')
load folder.'frame.gp'
key_rows = int((shown + 2) / 2)
height = 114 + head + 18 * key_rows + 30 * (rows > 3 ? rows : 3)
eval terminal(900, height)
set output out
eval frame
if (rows == 0) { set label 1 "no data: records are counted where the scenario has <retention>,\nor a route with record=\"report\"" at graph 0.5,0.5 center noenhanced }

set tmargin at screen from_top(head + 20 + 18 * key_rows)
set bmargin at screen 92.0 / height
set lmargin at screen room_for(longest, 0.12)
set rmargin at screen 0.88
set xrange [0:100]
set xtics out nomirror scale 0.6 textcolor rgb '#333333'
set yrange [(rows > 0 ? -rows : -1) + 0.4:0.6]
set grid noytics xtics lt 1 lc rgb '#E4E4E4' lw 1
unset ytics
set xlabel 'travellers who crossed [%]' textcolor rgb '#333333'
set key at screen 0.96, from_top(head + 4) right top horizontal
dot = svg ? 0.7 : 1.1
array tints[6] = [vermillion, green, purple, black, sky, grey]
array shape[6] = [7, 5, 9, 13, 11, 4]

here(c) = class_at[int(column(0)) + 1] == c
y(c) = here(c) ? 1.0 - row_at[int(column(0)) + 1] : NaN
percent(name) = 100 * column(name)
what(x) = here(0) ? strcol('direction').': '.strcol('how') : ''
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
     '' using (100):(y(0)):(many(column('persons[persons]'))) with labels left offset 1,0 font ','.small textcolor rgb grey notitle
