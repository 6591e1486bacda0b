/* random_images -- schedules of retention, and who reports his crossing. */
#include <string.h>

#include "models/retention.h"
#include "tests/support/random_parts.h"

enum { ALL = (1 << STATUSES) - 1 };

static unsigned statuses(const struct retention *r)
{
    return r->statuses ? r->statuses : ALL;
}

/* Has a store a row that takes all that this one could? */
static bool is_idle(const struct retention *row, int rows,
                    const struct retention *r)
{
    for (int i = 0; i < rows; i++)
        if (strcmp(row[i].store.text, r->store.text) == 0 &&
            (statuses(r) & ~statuses(&row[i])) == 0 &&
            (row[i].trigger == r->trigger ||
             (row[i].trigger == TRIGGER_CAPTURE &&
              r->trigger != TRIGGER_CROSSING)))
            return true;
    return false;
}

static void add(struct retention *row, int *rows, struct retention r)
{
    if (!is_idle(row, *rows, &r))
        row[(*rows)++] = r;
}

static simtime period(struct dice *d)
{
    int most = dice_happens(d, 50) ? 12 : d->ticks * 3 / 2;

    return d->tick * dice_between(d, 0, dice_happens(d, 20) ? 3 * most : most);
}

static void reports(struct dice *d, const struct route *r, int n)
{
    for (int i = 0; i < n; i++)
        ((struct route *)&r[i])->report = dice_happens(d, 25);
}

/* Matches that come later, also long after who they are about has left. */
static void later(struct dice *d, const struct port *p)
{
    for (int i = 0; i < p->stations; i++)
        for (int k = 0; k < p->station[i].steps; k++) {
            struct step *st = (struct step *)&p->station[i].step[k];
            for (int v = 0; v < d->s->services; v++)
                if (st->kind == STEP_MATCH && d->s->service[v].timeout > 0 &&
                    strcmp(d->s->service[v].id.text, st->service.text) == 0 &&
                    dice_happens(d, 50))
                    st->later =
                        d->tick *
                        dice_between(d, 1, dice_happens(d, 60) ? 8 : d->ticks);
        }
}

void random_images(struct dice *d)
{
    struct scenario *s = d->s;
    struct retention *row;
    int stores = dice_between(d, 1, 3), tries = dice_between(d, 1, 9);

    for (int i = 0; i < s->ports && dice_part(d, PART_IMAGES, 70); i++) {
        for (int k = 0; k < s->port[i].stations; k++)
            reports(d, s->port[i].station[k].route,
                    s->port[i].station[k].routes);
        for (int k = 0; k < s->port[i].walks; k++)
            reports(d, s->port[i].walk[k].route, s->port[i].walk[k].routes);
    }
    if (!dice_part(d, PART_IMAGES, 90))
        return;
    for (int i = 0; i < s->ports; i++)
        later(d, &s->port[i]);
    s->retention = row = dice_array(d, tries + 3, sizeof *row);
    for (int i = 0; i < tries; i++)
        add(row, &s->retentions,
            (struct retention){
                .store = dice_name(d, "store", dice_between(d, 1, stores)),
                .statuses =
                    dice_happens(d, 50) ? 0 : (unsigned)dice_between(d, 1, 7),
                .trigger =
                    (enum retention_trigger)dice_between(d, 0, TRIGGERS - 1),
                .period = period(d),
                .basis = ""});
    for (int i = 1; i <= stores; i++)
        if (i == 1 || dice_happens(d, 30))
            add(row, &s->retentions,
                (struct retention){.store = dice_name(d, "store", i),
                                   .trigger = TRIGGER_CAPTURE,
                                   .period = period(d),
                                   .basis = ""});
}
