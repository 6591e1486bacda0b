# frame -- what stands above and below a figure: title, what is said of it (said,
# also), the table's warning, the origin of its data. Sets head, the pixels that
# the top takes, and frame, to be evaluated once when height is known.
array line[9]
array tint[9]
lines = 0
wide = 138
blank(s, n) = n <= 1 ? wide : s[n:n] eq ' ' ? n : blank(s, n - 1)
do for [i = 1:3] {
    rest = i == 1 ? said : i == 2 ? also : warning
    while (rest ne '' && lines < 9) {
        end = strlen(rest) <= wide ? wide : blank(rest, wide)
        lines = lines + 1
        line[lines] = rest[1:end]
        tint[lines] = i == 3 ? vermillion : grey
        rest = rest[end + 1:*]
    }
}
head = 62.0 + 16 * lines
frame = label(101, 'title', '0.012, screen from_top(17.0) left', big, 'black') \
    .label(102, 'from', '0.988, screen 11.0 / height right', small, 'grey')
do for [i = 1:lines] {
    frame = frame.label(102 + i, sprintf('line[%d]', i), sprintf('0.012, screen from_top(%.1f) left', 23.0 + 16 * i), small, sprintf('tint[%d]', i))
}
