# largest -- which classes a figure has points or lines for: those of most weight,
# in the order of the table. Wants classes, weight[], limit; sets shown, pick[] and
# fewer, what is to be said of it.
array pick[limit]
shown = 0
do for [i = 1:limit] { pick[i] = 1 }
do for [c = 1:classes] {
    before = 0
    do for [d = 1:classes] { before = before + (weight[d] > weight[c] || (weight[d] == weight[c] && d < c)) }
    if (before < limit) { shown = shown + 1; pick[shown] = c }
}
fewer = classes > limit ? sprintf('the %d largest of %d classes', limit, classes) : ''
