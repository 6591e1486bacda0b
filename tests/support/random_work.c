/* random_work -- steps that decide nothing, shares of parties, cameras that
 * are out. */
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

static void whose(struct dice *d, const struct condition *of)
{
    struct condition *c = (struct condition *)of;

    if (dice_happens(d, 20) && c->share == 1)
        c->share = dice_between(d, 1, 7) / 8.0;
    if (c->share < 1)
        c->share_of_party = dice_happens(d, 60);
}

/* The last route stays for all. */
static void whose_routes(struct dice *d, const struct route *r, int n)
{
    for (int i = 0; i < n - 1; i++)
        whose(d, &r[i].when);
}

void random_party_shares(struct dice *d)
{
    const struct scenario *s = d->s;

    for (int i = 0; i < s->ports && d->part[PART_PARTY_SHARE]; i++) {
        const struct port *p = &s->port[i];
        for (int k = 0; k < p->walks; k++)
            whose_routes(d, p->walk[k].route, p->walk[k].routes);
        for (int k = 0; k < p->stations; k++) {
            const struct station *t = &p->station[k];
            whose_routes(d, t->route, t->routes);
            for (int n = 0; n < t->steps; n++)
                whose(d, &t->step[n].when);
            for (int n = 0; n < t->priorities; n++)
                whose(d, &t->first[n].when);
        }
    }
}

/* By the clock of each port; where they differ, of the last one here. */
void random_cameras_out(struct dice *d)
{
    struct camera *c = (struct camera *)d->s->camera;

    for (int i = 0; i < d->s->cameras; i++) {
        if (dice_part(d, PART_CAMERA_OUT, 70)) {
            c[i].outages = dice_between(d, 1, 3);
            c[i].outage = random_spans(d, c[i].outages, 1);
        }
        if (dice_part(d, PART_CAMERA_FAILS, 70)) {
            c[i].fails = true;
            c[i].failing = random_breakdown(d);
        }
    }
}
