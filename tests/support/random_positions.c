/* random_positions -- closures, breakdowns, opening rules and breaks. */
#include "tests/support/random_parts.h"

struct breakdown random_breakdown(struct dice *d)
{
    bool often = dice_happens(d, 50);

    return (struct breakdown){.up = dice_time(d, 1, often ? 12 : d->ticks / 3),
                              .down = dice_time(d, 1, often ? 6 : 60)};
}

/* Parts of every day, or of the first, by the clock of the port at hand. */
const struct clock_span *random_spans(struct dice *d, int n, int most)
{
    struct clock_span *s = dice_array(d, n, sizeof *s);

    for (int i = 0; i < n; i++) {
        int step = d->tick == US_PER_S / 4 ? 4 : 1; /* whole seconds */
        int from = step * dice_between(d, 0, d->ticks / step);
        int to =
            from +
            step * dice_between(d, 1,
                                dice_happens(d, 50) ? 8 : d->ticks / step + 1);
        s[i] = (struct clock_span){.from = dice_clock(d, from),
                                   .to = dice_clock(d, to),
                                   .count = dice_between(d, 1, most),
                                   .day = dice_happens(d, 80) ? 0 : 1};
    }
    return s;
}

/* A break within a shift of so many ticks, or none. */
void random_rest(struct dice *d, struct officers *o, int shift, int from,
                 int to, int step)
{
    const struct clock_span *s = &o->shift[shift];
    struct clock_span *r = (struct clock_span *)&o->rest[o->rests];
    int length = (to - from) / step, a, b;

    if (length < 1 || s->count < 1 || !dice_part(d, PART_BREAKS, 70))
        return;
    a = dice_between(d, 0, length - 1);
    b = dice_between(d, a + 1, length);
    *r = (struct clock_span){.from = dice_clock(d, from + step * a),
                             .to = dice_clock(d, from + step * b),
                             .count = dice_between(d, 1, s->count),
                             .day = s->day};
    if (s->day == 0 || (s->from < s->to && r->from < r->to))
        o->rests++;
}

static void random_opening(struct dice *d, struct station *st)
{
    struct opening *o = &st->opening;

    st->opens = dice_part(d, PART_OPENING, 60);
    if (!st->opens)
        return;
    st->positions += dice_between(d, 0, 2);
    o->least = dice_between(d, 1, st->positions);
    o->above = dice_between(d, 1, 6);
    o->below = dice_between(d, 0, o->above - 1);
    o->after = dice_happens(d, 20)
                   ? 0
                   : d->tick * dice_between(d, 1, dice_happens(d, 50) ? 2 : 12);
}

void random_positions(struct dice *d, struct station *st)
{
    random_opening(d, st);
    if (dice_part(d, PART_CLOSED, 60)) {
        st->closures = dice_between(d, 1, 3);
        st->closed = random_spans(d, st->closures, st->positions);
    }
    st->breaks = dice_part(d, PART_BREAKDOWN, 60);
    st->breakdown = random_breakdown(d);
}
