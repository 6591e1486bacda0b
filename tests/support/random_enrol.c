/* random_enrol -- people without a reference photo, who may be enrolled. */
#include "tests/support/random_parts.h"

static void asks(struct dice *d, const struct condition *of)
{
    struct condition *c = (struct condition *)of;

    if ((c->facts || c->share < 1) && dice_happens(d, 20))
        c->enrolled = dice_happens(d, 50) ? ENROLLED_TRUE : ENROLLED_FALSE;
}

static void steps(struct dice *d, const struct station *t)
{
    for (int i = 0; i < t->routes; i++)
        asks(d, &t->route[i].when);
    for (int i = 0; i < t->steps; i++) {
        struct step *st = (struct step *)&t->step[i];
        asks(d, &st->when);
        if (st->kind != STEP_INSPECT || st->party == PARTY_ONCE ||
            st->time.family == DIST_TRACE || dice_happens(d, 60))
            continue;
        st->kind = STEP_ENROL;
        st->failure_to_enrol = dice_between(d, 0, 5) / 10.0;
        if (dice_happens(d, 60))
            st->camera = d->s->camera[dice_between(d, 0, d->s->cameras - 1)].id;
    }
}

void random_enrol(struct dice *d)
{
    const struct scenario *s = d->s;

    if (!d->part[PART_ENROL])
        return;
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++)
            ((struct class *)&s->population[i].class[k])->enrolled =
                dice_share(d);
    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].stations; k++)
            steps(d, &s->port[i].station[k]);
}
