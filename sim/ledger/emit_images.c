/* emit_images -- the ledgers of images and of records become rows. */
#include "sim/ledger/ledger.h"
#include "sim/ledger/results.h"

struct place {
    const struct ledger *l;
    struct results *r;
    int32_t replication, port;
};

/* Nobody has stored a thing: no row. */
static int emit_image(const struct place *e, int class, int why, int row)
{
    const struct model_retention *is = &e->l->m->retention;
    const struct image_count *c =
        &e->l->image[(class * WHYS + why) * is->rows + row];

    if (!c->stored)
        return 0;
    struct images_row *w = results_add(e->r, TABLE_images);
    if (!w)
        return -1;
    *w = (struct images_row){
        .replication = e->replication,
        .port = e->port,
        .store = is->store[row],
        .class = e->l->is->first_class + class,
        .why = why,
        .rule = row,
        .trigger = (int32_t)is->row[row].trigger,
        .period_us = is->row[row].period,
        .stored = c->stored,
        .confirmed = c->confirmed,
        .deleted = c->deleted,
        .held = c->stored - c->deleted,
        .longer = c->longer,
        .age_sum_us = (double)c->age,
        .age_max_us = c->age_max,
        .since_sum_us = (double)c->since,
        .since_max_us = c->since_max,
    };
    return 0;
}

static int emit_held(const struct place *e, int store, int class)
{
    int n = e->l->m->intervals;
    const struct held_count *h = e->l->held[store * e->l->is->classes + class];
    int64_t held = 0;
    struct images_held_row *w;
    size_t rows = 0;

    if (!h)
        return 0;
    if (!(w = results_room(e->r, TABLE_images_held, (size_t)n)))
        return -1;
    for (int i = 0; i < n; i++) {
        held += h[i].stored - h[i].deleted;
        if (h[i].stored || h[i].deleted || held)
            w[rows++] = (struct images_held_row){e->replication,
                                                 e->port,
                                                 store,
                                                 e->l->is->first_class + class,
                                                 i,
                                                 h[i].stored,
                                                 h[i].deleted,
                                                 held};
    }
    e->r->table[TABLE_images_held].count += rows;
    return 0;
}

static int emit_record(const struct place *e, int exit, int class, int how)
{
    int n = e->l->m->intervals;
    const int64_t *persons =
        e->l->record[(exit * e->l->is->classes + class) * RECORD_HOWS + how];

    struct records_row *w;
    size_t rows = 0;

    if (!persons)
        return 0;
    if (!(w = results_room(e->r, TABLE_records, (size_t)n)))
        return -1;
    for (int i = 0; i < n; i++)
        if (persons[i])
            w[rows++] = (struct records_row){e->replication,
                                             e->port,
                                             exit,
                                             e->l->is->first_class + class,
                                             how,
                                             i,
                                             persons[i]};
    e->r->table[TABLE_records].count += rows;
    return 0;
}

int images_emit(const struct ledger *l, int replication, int port,
                struct results *r)
{
    const struct place e = {l, r, replication, port};
    const struct model_retention *is = &l->m->retention;
    int bad = 0;

    for (int c = 0; c < l->is->classes; c++)
        for (int row = 0; row < is->rows; row++)
            for (int why = 0; why < WHYS; why++)
                bad |= emit_image(&e, c, why, row);
    for (int s = 0; s < is->stores; s++)
        for (int c = 0; c < l->is->classes; c++)
            bad |= emit_held(&e, s, c);
    for (int exit = 0; l->m->records && exit < 2; exit++)
        for (int c = 0; c < l->is->classes; c++)
            for (int how = 0; how < RECORD_HOWS; how++)
                bad |= emit_record(&e, exit, c, how);
    return bad;
}
