# errors -- false non-match rates by demographic group, with exact intervals and
# the rate that the scenario asked for.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('errors.gp')]
load folder.'style.gp'

# A row of the figure for each group and search; they come first in the table.
rows = 0
least = 1.0
most = 0.0
hollow = 0
limit(x) = (least = x > 0 && x < least ? x : least, most = x > most ? x : most, 0)
look(error, basis, low, rate, high, force) = error ne 'false-non-match' ? 0 : ( \
    rows = rows + 1, hollow = hollow || basis eq 'illustrative', \
    limit(low), limit(rate), limit(high), limit(force), 0)
set table '/dev/null'
plot tsv using (look(strcol('error'), strcol('basis'), column('rate_lo'), column('rate'), \
        column('rate_hi'), column('rate_in_force'))):(0) with table
unset table
most = most > 0 ? most : 1
least = least < most ? least : most / 100

height = 178 + 27 * (rows > 5 ? rows : 5)
eval terminal(900, height)
set output out
said = 'pooled over replications; bars: 95% Clopper-Pearson intervals; dashed: no error seen, the rate may be up to its end'
eval frame
if (rows == 0) { set label 1 'no data' at graph 0.5,0.5 center }

set tmargin at screen from_top(86.0)
set bmargin at screen 92.0 / height
set lmargin at screen 0.215
set rmargin at screen 0.80
set logscale x
left = least / 1.3
right = most * 1.3 < 1 ? most * 1.3 : 1
set xrange [left:right]
unset xtics
set xtics out nomirror scale 0.6 textcolor rgb '#333333'
set xtics ()
do for [e = -8:0] { do for [m in '1 2 5'] {
    tick = m * 10.0**e
    if (tick >= left && tick <= right) { set xtics add (sprintf('%g', tick) tick) }
} }
set yrange [(rows > 0 ? -rows : -1) + 0.3:0.7]
set grid noytics xtics lt 1 lc rgb '#E4E4E4' lw 1
unset ytics
set xlabel 'false non-match rate (share of mated searches)' textcolor rgb '#333333'
set key at screen 0.988, from_top(10.0) right top vertical
set bars 0.5
dot = svg ? 0.9 : 1.3

# Rows that belong here, by what is known of them; y counts downwards.
here(x) = strcol('error') eq 'false-non-match' ? x : NaN
found(basis) = strcol('basis') eq basis && column('errors') > 0 ? here(column('rate')) : NaN
none(x) = column('trials') > 0 && column('errors') == 0 ? here(x) : NaN
y(row) = -row
who(row) = strcol('error') eq 'false-non-match' ? strcol('group') : ''
count(row) = strcol('error') ne 'false-non-match' ? '' : column('trials') == 0 ? 'no exposure' : \
    sprintf('%s of %s, %s %s', strcol('errors'), strcol('trials'), strcol('place'), strcol('search'))

if (rows == 0) {
    plot -rows - 9 notitle
    exit status 0
}
plot -rows - 9 notitle, \
     tsv using (here(left)):(y($0)):(who(0)) with labels right offset -1,0 textcolor rgb '#333333' notitle, \
     '' using (here(right)):(y($0)):(count(0)) with labels left offset 1,0 font ','.small textcolor rgb grey notitle, \
     '' using (here(column('rate_in_force'))):(y($0) - 0.32):(0):(0.64) with vectors nohead lw 3 lc rgb vermillion title 'rate in force', \
     '' using (found('published')):(y($0)):(column('rate_lo')):(column('rate_hi')) \
        with xerrorbars pt 7 ps dot lw 1.5 lc rgb blue title 'published', \
     '' using (found('illustrative')):(y($0)):(column('rate_lo')):(column('rate_hi')) \
        with xerrorbars pt 6 ps dot lw 1.5 lc rgb blue title (hollow ? 'illustrative' : ''), \
     '' using (found('illustrative')):(y($0)) with points pt 7 ps 0.8 * dot lc rgb 'white' notitle, \
     '' using (none(left)):(y($0)):(column('rate_hi') - left):(0) with vectors nohead lw 1.5 dt 2 lc rgb blue notitle, \
     '' using (none(column('rate_hi'))):(y($0) - 0.15):(0):(0.3) with vectors nohead lw 1.5 lc rgb blue notitle
