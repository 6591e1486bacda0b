# panel -- sets the k-th panel up: its place, name, ticks; the first has the
# title, origin and key, the last the clock.
set tmargin at screen top(k)
set bmargin at screen bottom(k)
set lmargin at screen 0.09
set rmargin at screen 0.965
unset xlabel
unset key
unset label
unset xtics
set xtics ()
set xtics out nomirror scale 0.6 textcolor rgb '#333333'
do for [i = int(ceil(first / every)) : int(last / every + 1e-6)] {
    set xtics add ((k == panels ? tick(i * every) : '') i * every)
}
set label 1 names[k] at graph 0,1 offset 0.3,0.6 left noenhanced textcolor rgb '#333333'
if (!has[k]) { set label 2 (exists('nothing') ? nothing : 'no data') at graph 0.5,0.5 center textcolor rgb grey }
if (k == 1) {
    eval frame
    set key at screen 0.965, top(1) + (12.0 + 9 * (key_rows - 1)) / height right center horizontal
}
if (k == panels) {
    set xlabel (every == 24 ? 'local time' : 'local time (hour of the day)') textcolor rgb '#333333'
}
set yrange [0:1<*]
set offsets 0, 0, graph 0.05, 0 # the name stands above, and no line in it
