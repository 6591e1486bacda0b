# hours -- the time axis and the panels of figures by interval.
#
# Sets panels (1 to most_panels), their names, their ranks, step (width of an interval
# in hours) and the range of x. Shown are the largest, by rank, in the order of the
# table, which is that of the scenario: so all figures have one order; which are left
# out is said. main, set
# before, is the column without which a panel has no data. A table without rows
# has one panel.
panels = 0
first = 0.0
last = 24.0
step = 0.25
before = -1.0
# A figure may set parts to 2 and part[1], part[2]: two panels for each.
parts = exists('parts') ? parts : 1
array names[parts * most_panels]
names[1] = ''
array has[parts * most_panels]
array ranks[parts * most_panels]
do for [i = 1:parts * most_panels] { has[i] = 0; ranks[i] = 0 }
left_out = ''
left_outs = 0
last_out = -1
look(rank, start, name, x) = ( \
    rank > most_panels && rank != last_out ? (last_out = rank, left_outs = left_outs + 1, \
        left_out = left_out.(left_outs > 1 ? ', ' : '').name) : 0, \
    rank <= most_panels && (panels == 0 || ranks[panels > 0 ? panels : 1] != rank) ? \
        (panels = panels + 1, ranks[panels] = int(rank), names[panels] = name) : 0, \
    rank <= most_panels && x > -1 ? has[panels] = 1 : 0, \
    first = before < 0 ? start : first, \
    last = start > last || before < 0 ? start : last, \
    step = before >= 0 && start > before && panels <= 1 ? start - before : step, \
    before = start, 0)
set table '/dev/null'
plot tsv using (look(column('rank'), column('start[h]'), strcol(2), column(main))):(0) with table
unset table
panels = panels > 0 ? panels : 1
if (left_outs > 0) {
    left_out = strlen(left_out) > 230 ? left_out[1:227].'...' : left_out
    also = also.(also eq '' ? '' : '; ').sprintf('shown: the %d largest of %d; not shown: %s', panels, panels + left_outs, left_out)
}
if (parts == 2) {
    do for [j = 1:panels] {
        i = panels + 1 - j
        do for [h = 1:2] { at = 2 * i + 1 - h; has[at] = has[i]; ranks[at] = ranks[i]; names[at] = names[i].': '.part[3 - h] }
    }
    panels = 2 * panels
}

# An interval's number stands in its middle.
middle(start) = start + step / 2
last = before < 0 ? last : last + step
set xrange [first:last]

# Hours between ticks, and what stands at a tick.
every = last - first <= 3 ? 0.25 : last - first <= 14 ? 1 : last - first <= 30 ? 3 : last - first <= 60 ? 6 : 24
tick(h) = every == 24 ? sprintf('day %d', int(h) / 24 + 1) : sprintf('%02d:%02d', int(h) % 24, int(h * 60) % 60)

# What is counted in an interval says how long it is.
said = exists('unit') ? sprintf(unit, sprintf(step < 1.6 ? '%.3g' : '%.0f', 60 * step)).said : said

# Panels lie one above the other, below a head and above a foot, in pixels.
load folder.'frame.gp'
key_rows = exists('key_rows') ? key_rows : 1
head = head + 18 * (key_rows - 1)
gap = panels == 1 ? 0 : 32.0
foot = 92.0 - gap
height = (panels == 1 ? 422 : 82 + (panels <= 6 ? 190 : 168) * panels) + head
pitch = (height - head - foot) / panels
top(k) = 1 - (head + pitch * (k - 1)) / height
bottom(k) = top(k) - (pitch - gap) / height

# A row that belongs to panel k, else nothing.
in(k, x) = column('rank') == ranks[k] ? x : NaN
