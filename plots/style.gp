# style -- what all figures share: how a table is read, colours, terminals.
#
# A figure is made by:  gnuplot -c plots/NAME.gp TABLE.tsv FIGURE.svg|.png|.pdf
# Before loading this, a script sets tsv and out from ARG1 and ARG2, and needs, the
# command that prints its table. Strings are single-quoted throughout: names may
# hold any character.

if (tsv eq '' || out eq '') {
    print 'usage: gnuplot -c plots/NAME.gp TABLE.tsv FIGURE.svg|.png|.pdf'
    exit status 2
}

set encoding utf8
set datafile separator tab

# Comment lines first, as data: each assigns what it says.
title = ''
from = ''
rule = ''
format = ''
pooled = ''
warning = ''
not_served = ''
replications = 1
records = 1
body = 0       # lines without #: the names of the columns, and rows
says(line, key) = line[1:strlen(key)+4] eq '# '.key.': '
text(line, key) = line[strlen(key)+5:*]
read(line) = ( \
    says(line, 'title') ? title = text(line, 'title') : \
    says(line, 'from') ? from = text(line, 'from') : \
    says(line, 'rule') ? rule = text(line, 'rule') : \
    says(line, 'pooled') ? pooled = text(line, 'pooled') : \
    says(line, 'replications') ? replications = int(text(line, 'replications')) : \
    says(line, 'not served') ? not_served = text(line, 'not served') : \
    says(line, 'format') ? format = word(text(line, 'format'), 1) : \
    says(line, 'warning') ? warning = warning.(warning eq '' ? '' : '; ').text(line, 'warning') : '', \
    body = body + (line[1:1] ne '#'), 0)
set datafile commentschars ''
stats tsv using (read(strcol(1))) nooutput
if (!exists('STATS_records')) {
    print sprintf('%s: there is no such table, or it is empty; make it with: poesim %s FILE.h5 > %s', tsv, needs, tsv)
    exit status 2
}
records = int(STATS_records)   # lines, at least as many as rows
set datafile commentschars '#'
set datafile columnheaders
made = needs[1:strstrt(needs.' ', ' ')-1]
made = strstrt(needs, ' --by ') ? made.'-by-'.needs[strstrt(needs, ' --by ')+6:*] : made
if (format ne made) {
    print sprintf('%s is not the table that this figure needs (format "%s", not "%s"); make it with: poesim %s FILE.h5 > %s', tsv, format, made, needs, tsv)
    exit status 2
}

# Okabe and Ito's colours, which colour-blind readers tell apart.
black = '#000000'; orange = '#E69F00'; sky = '#56B4E9'; green = '#009E73'
blue = '#0072B2'; vermillion = '#D55E00'; purple = '#CC79A7'; grey = '#767676'
light = 0.20   # of bands

ending(name, end) = name[strlen(name)-strlen(end)+1:*] eq end
terminal(w, h) = \
    ending(out, '.png') ? sprintf('set terminal pngcairo noenhanced size %d,%d font ''Sans,11''', w, h) : \
    ending(out, '.pdf') ? sprintf('set terminal pdfcairo noenhanced size %.2f,%.2f font ''Sans,9''', w/100.0, h/100.0) : \
    sprintf('set terminal svg noenhanced size %d,%d font ''sans-serif,14'' background ''white''', w, h)

set border 3 lc rgb '#555555' lw 1
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid ytics lt 1 lc rgb '#E4E4E4' lw 1
set style fill solid noborder
set key noenhanced samplen 2 textcolor rgb '#333333'

# Panels of a figure by interval: so many of the largest ranks.
most_panels = 12

# Left margin that has room for names of so many characters, in parts of 900 pixels.
room_for(chars, least) = (x = (24 + 8.4 * chars) / 900, x < least ? least : x > 0.5 ? 0.5 : x)

# Sizes of titles and remarks: an SVG counts pixels, the others points.
pdf = ending(out, '.pdf')
svg = !ending(out, '.png') && !pdf
big = pdf ? '12' : svg ? '18' : '14'
small = pdf ? '7' : svg ? '12' : '9'

# Title, what is said of the figure, a warning of the table and the origin of the
# data stand at fixed places, whatever the panels do. load 'frame.gp' puts them
# into lines. height is in pixels.
said = ''
also = ''
from_top(pixels) = 1 - pixels / height
label(n, what, place, size, colour) = \
    sprintf('set label %d %s at screen %s font '',%s'' textcolor rgb %s; ', n, what, place, size, colour)
