# errors -- false non-match rates by demographic group, with 95% intervals and
# the rate that the scenario asked for.
tsv = ARG1
out = ARG2
folder = ARG0[1:strlen(ARG0)-strlen('errors.gp')]
needs = 'errors'
load folder.'style.gp'

# A row of the figure for each group and search with exposure; those without
# share one line. place has the row of each line of the table, 0: none.
array place[records]
rows = 0
least = 1.0
most = 0.0
hollow = 0
solid = 0
idle = ''
unknown = 0
grouped = 0
longest = 14
service = ''
several = 0
limit(x) = (least = x > 0 && x < least ? x : least, most = x > most ? x : most, 0)
which(what) = (several = several || (service ne '' && service ne what), service = what, 0)
look(error, trials, basis, low, rate, high, force) = error ne 'false-non-match' ? (place[int($0) + 1] = 0) : \
    !(trials > 0) ? (place[int($0) + 1] = 0, which(strcol('place').' '.strcol('search')), \
        idle = idle.(idle eq '' ? 'no exposure: ' : ', ').strcol('group'), 0) : ( \
    rows = rows + 1, place[int($0) + 1] = rows, which(strcol('place').' '.strcol('search')), \
    hollow = hollow || basis eq 'illustrative', unknown = unknown || basis eq 'not stated', \
    grouped = grouped || strcol('group') ne '(none)', \
    longest = strlen(strcol('group')) > longest ? strlen(strcol('group')) : longest, \
    solid = solid || basis eq 'published', \
    limit(low), limit(rate), limit(high), limit(force), 0)
if (body > 1) {
    set table '/dev/null'
    plot tsv using (look(strcol('error'), column('trials'), strcol('basis'), column('rate_lo'), column('rate'), \
            column('rate_hi'), column('rate_in_force'))):(0) with table
    unset table
}
most = most > 0 ? most : 1
least = least < most ? least : most / 100

said = pooled.'; bars: 95% intervals, 1 in 20 misses the scenario''s rate by chance; dashed: no error seen'
searched(s) = word(s, 2) eq '1:N' ? 'searches 1:N' : 'comparisons '.word(s, 2)
also = service eq '' ? '' : several ? 'right: errors of trials, matching service and kind of search' : \
    'right: errors of trials; all are '.searched(service).' of the matching service "'.word(service, 1).'"'
idle = idle ne '' && rows > 0 && !grouped ? 'nobody has a group' : idle
idle = strlen(idle) > 110 ? idle[1:107].'...' : idle
also = also.(idle ne '' ? (also eq '' ? '' : '; ').idle : '')
load folder.'frame.gp'
height = 130 + head + 27 * (rows > 5 ? rows : 5)
eval terminal(900, height)
set output out
eval frame
if (rows == 0) { set label 1 'no data' at graph 0.5,0.5 center }

set tmargin at screen from_top(head + 44)
set bmargin at screen 92.0 / height
set lmargin at screen room_for(longest, 0.12)
set rmargin at screen 0.80
set logscale x
left = least / 1.3
right = most * 1.3 < 1 ? most * 1.3 : 1
# 1, 2, 5, 10, ...; a narrow range is made wider until it has two of them.
tick(i) = word('1 2 5', i % 3 + 1) * 10.0**(i / 3 - 8)
ticks = 0
while (ticks < 2) {
    ticks = 0
    do for [i = 0:24] { ticks = ticks + (tick(i) >= left && tick(i) <= right) }
    if (ticks < 2) { left = left / 1.2; right = right * 1.2 < 1 ? right * 1.2 : 1 }
}
set xrange [left:right]
unset xtics
set xtics out nomirror scale 0.6 textcolor rgb '#333333'
set xtics ()
do for [i = 0:24] {
    if (tick(i) >= left && tick(i) <= right) { set xtics add (sprintf('%g', tick(i)) tick(i)) }
}
set yrange [(rows > 0 ? -rows : -1) + 0.3:0.7]
set grid noytics xtics lt 1 lc rgb '#E4E4E4' lw 1
unset ytics
set xlabel 'false non-match rate (share of mated searches)' textcolor rgb '#333333'
set key at screen 0.96, from_top(head + 4) right top horizontal
set bars 0.5
dot = svg ? 0.9 : 1.3

# Rows that belong here, by what is known of them; y counts downwards.
row(x) = place[int(column(0)) + 1]
here(x) = row(0) > 0 ? x : NaN
stated(what) = strcol('basis') eq what && column('errors') > 0 ? here(column('rate')) : NaN
none(x) = column('errors') == 0 ? here(x) : NaN
y(x) = 1.0 - row(0)
who(x) = row(0) > 0 ? (strcol('group') eq '(none)' ? 'all travellers' : strcol('group')) : ''
count(x) = row(0) == 0 ? '' : strcol('errors').' of '.strcol('trials').(several ? ', '.strcol('place').' '.strcol('search') : '')

if (rows == 0) {
    plot -rows - 9 notitle
    exit status 0
}
plot -rows - 9 notitle, \
     tsv using (here(left)):(y(0)):(who(0)) with labels right offset -1,0 textcolor rgb '#333333' notitle, \
     '' using (here(right)):(y(0)):(count(0)) with labels left offset 1,0 font ','.small textcolor rgb grey notitle, \
     '' using (here(column('rate_in_force'))):(y(0) - 0.32):(0):(0.64) with vectors nohead lw 3 lc rgb vermillion title 'scenario''s rate', \
     '' using (stated('published')):(y(0)):(column('rate_lo')):(column('rate_hi')) \
        with xerrorbars pt 7 ps dot lw 1.5 lc rgb blue title (solid ? 'published' : ''), \
     '' using (stated('illustrative')):(y(0)):(column('rate_lo')):(column('rate_hi')) \
        with xerrorbars pt 6 ps dot lw 1.5 lc rgb blue title (hollow ? 'illustrative, no source' : ''), \
     '' using (stated('illustrative')):(y(0)) with points pt 7 ps 0.8 * dot lc rgb 'white' notitle, \
     '' using (stated('not stated')):(y(0)):(column('rate_lo')):(column('rate_hi')) \
        with xerrorbars pt 13 ps 1.2 * dot lw 1.5 lc rgb blue title (unknown ? 'travellers without a group' : ''), \
     '' using (none(left)):(y(0)):(column('rate_hi') - left):(0) with vectors nohead lw 1.5 dt 2 lc rgb blue notitle, \
     '' using (none(column('rate_hi'))):(y(0) - 0.15):(0):(0.3) with vectors nohead lw 1.5 lc rgb blue notitle
