# retention -- of the images in each store, by class: how many were confirmed,
# deleted by the end of the run, and kept longer than the confirmed are.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('retention.gp')]
needs = 'retention'
load folder.'style.gp'

# Lines of the table's first port, whatever became of the image: row_at is the
# number of store and class, 0 elsewhere.
array row_at[records]
port = ''
rows = 0
images = 0.0
longer = 0.0
longest = 0
look(p, store, c, why, n, kept) = ( \
    port = port eq '' ? p : port, \
    row_at[int($0) + 1] = p eq port && why eq 'all' ? (rows = rows + 1, rows) : 0, \
    longest = p eq port && strlen(store.c) + 2 > longest ? strlen(store.c) + 2 : longest, \
    longer = longer + (p eq port && why eq 'all' && c eq 'all' ? kept : 0), 0)
if (body > 1) {
    set table '/dev/null'
    plot tsv using (look(strcol('port'), strcol('store'), strcol('class'), strcol('why'), column('stored[1]'), column('longer[1]'))):(0) with table
    unset table
}

said = rows > 0 ? (port eq 'all' ? 'all ports' : port).': in percent of what each store took in; deleted: by the end of the run; delete dates may lie later' : ''
also = sprintf('means over %d replication%s; thin lines: 95%% interval; right: images or records in a replication, and how old the oldest gets', \
    replications, replications == 1 ? '' : 's')
load folder.'frame.gp'
height = 150 + head + 30 * (rows > 3 ? rows : 3)
eval terminal(900, height)
set output out
eval frame
if (rows == 0) { set label 1 'nothing was stored' at graph 0.5,0.5 center }

set tmargin at screen from_top(head + 38)
set bmargin at screen 92.0 / height
set lmargin at screen room_for(longest, 0.12)
set rmargin at screen 0.80
set xrange [0:100]
set xtics out nomirror scale 0.6 textcolor rgb '#333333'
set yrange [(rows > 0 ? -rows : -1) + 0.4:0.6]
set grid noytics xtics lt 1 lc rgb '#E4E4E4' lw 1
unset ytics
set xlabel 'images, or records, in the store [%]' textcolor rgb '#333333'
set key at screen 0.96, from_top(head + 4) right top horizontal
dot = svg ? 0.7 : 1.1

here(x) = row_at[int(column(0)) + 1] > 0
y(x) = here(0) ? 1.0 - row_at[int(column(0)) + 1] : NaN
part(name) = 100 * column(name) / column('stored[1]')
share(name) = 100 * column(name)
what(x) = here(0) ? strcol('store').(strcol('class') eq 'all' ? '' : ', '.strcol('class')) : ''
span(h) = h < 48 ? sprintf('%.4g h', h) : h < 24 * 730 ? sprintf('%.4g d', h / 24) : sprintf('%.3g years', h / 24 / 365.25)
many(x) = !here(0) ? '' : sprintf(x < 10 ? '%.2g' : '%.0f', x).'; '.span(column('age_max[h]'))

if (rows == 0) {
    plot -9 notitle
    exit status 0
}
plot -rows - 9 notitle, \
     tsv using (part('confirmed[1]') / 2):(y(0)):(part('confirmed[1]') / 2):(0.36) with boxxyerror fs solid lc rgb '#A8CDE6' title 'confirmed', \
     '' using (part('deleted[1]') / 2):(y(0)):(part('deleted[1]') / 2):(0.2) with boxxyerror fs solid lc rgb blue title 'deleted', \
     '' using (share('longer_share')):(y(0)):(share('longer_share_lo')):(share('longer_share_hi')) with xerrorbars pt 7 ps dot lw 1.5 lc rgb vermillion title 'kept longer', \
     '' using (0):(y(0)):(what(0)) with labels right offset -1,0 textcolor rgb '#333333' notitle, \
     '' using (100):(y(0)):(many(column('stored[1]'))) with labels left offset 1,0 font ','.small textcolor rgb grey notitle
