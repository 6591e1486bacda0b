/* random_work -- steps that take time and decide nothing. */
#include "tests/support/random_parts.h"

static void steps(struct dice *d, const struct station *t)
{
    for (int i = 0; i < t->steps; i++) {
        struct step *st = (struct step *)&t->step[i];
        if (st->kind != STEP_INSPECT || st->time.family == DIST_TRACE ||
            dice_happens(d, 50))
            continue;
        st->kind = STEP_WORK;
        st->refer = st->false_reject = st->false_accept = 0;
    }
}

void random_work(struct dice *d)
{
    const struct scenario *s = d->s;

    for (int i = 0; i < s->ports && d->part[PART_WORK]; i++)
        for (int k = 0; k < s->port[i].stations; k++)
            steps(d, &s->port[i].station[k]);
}
