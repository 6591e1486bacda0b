/* records -- who crosses leaves an entry or exit record: how it was made, and
 * in which stores it is. */
#include "sim/port/site.h"

const char *const record_how_names[RECORD_HOWS] = {
    [RECORD_BIOMETRIC] = "biometric", [RECORD_WRONG_PERSON] = "wrong-person",
    [RECORD_DOCUMENT] = "document",   [RECORD_REPORT] = "report",
    [RECORD_NONE] = "none",
};

static bool crosses(enum end_state end)
{
    return end == END_ADMITTED || end == END_DEPARTED || end == END_UNRECORDED;
}

/* Of an impostor every record is somebody else's. */
static enum record_how how(const struct traveller *t, enum end_state end)
{
    int result =
        t->facts.result == RESULT_NO_ANSWER ? t->facts.late : t->facts.result;
    enum record_how h = result == RESULT_MATCHED ? RECORD_BIOMETRIC
                        : t->facts.decision == DECISION_CLEARED
                            ? RECORD_DOCUMENT
                        : result == RESULT_WRONG_PERSON ? RECORD_WRONG_PERSON
                        : t->facts.reported             ? RECORD_REPORT
                                                        : RECORD_NONE;

    if (end == END_UNRECORDED)
        return RECORD_NONE;
    return t->impostor && h != RECORD_NONE ? RECORD_WRONG_PERSON : h;
}

/* The row of each store. */
static const int8_t *rows_of(const struct model *m, int class)
{
    return m->retention.decides[m->class[class].status][WHY_CROSSING][false];
}

/* One made at that time. That the stores have it is counted when the run is
 * over; here, that they delete it before. */
static void store(struct site *p, int class, simtime at)
{
    const struct model *m = p->m;
    const int8_t *row = rows_of(m, class);
    int own = class - p->is->first_class;

    for (int of = 0; of < m->retention.stores; of++) {
        if (row[of] < 0)
            continue;
        simtime deleted = at + m->retention.row[row[of]].period;
        struct held_count *h;
        if (deleted >= m->duration)
            continue;
        if (!(h = ledger_held(&p->ledger, of, own)))
            return;
        h[deleted / m->interval].deleted++;
        ledger_image(&p->ledger, own, WHY_CROSSING, row[of])->deleted++;
    }
}

void records_leave(struct site *p, const struct traveller *t,
                   enum end_state end, simtime at)
{
    struct ledger *l = &p->ledger;
    int class = t->class - p->is->first_class;

    if (!crosses(end))
        return;
    enum record_how h = how(t, end);
    int64_t **of =
        &l->record[(p->is->flow[t->flow].exit * p->is->classes + class) *
                       RECORD_HOWS +
                   (int)h];
    if (!(*of = ledger_slice(l, *of, sizeof **of)))
        return;
    (*of)[l->interval]++;
    if (h != RECORD_NONE)
        store(p, t->class, at);
}

/* Records of one kind, by interval, are in the stores. */
static void keep(struct ledger *l, int own, const int64_t *persons)
{
    const struct model *m = l->m;
    const int8_t *row = rows_of(m, l->is->first_class + own);

    for (int of = 0; of < m->retention.stores; of++) {
        if (row[of] < 0)
            continue;
        struct image_count *c = ledger_image(l, own, WHY_CROSSING, row[of]);
        struct held_count *h = ledger_held(l, of, own);
        simtime period = m->retention.row[row[of]].period;
        for (int i = 0; h && i < m->intervals; i++) {
            h[i].stored += persons[i];
            c->stored += persons[i];
            c->age += (wide)persons[i] * period;
        }
        c->age_max = period;
    }
}

void records_close(struct ledger *l)
{
    int n = l->m->records ? 2 * l->is->classes * RECORD_HOWS : 0;

    for (int i = 0; i < n; i++)
        if (l->record[i] && i % RECORD_HOWS != RECORD_NONE)
            keep(l, i / RECORD_HOWS % l->is->classes, l->record[i]);
}

bool records_hold(const struct ledger *l)
{
    int n = l->m->records ? 2 * l->is->classes * RECORD_HOWS : 0;
    int64_t crossed = l->ended[END_ADMITTED] + l->ended[END_DEPARTED] +
                      l->ended[END_UNRECORDED];

    for (int i = 0; i < n; i++)
        for (int k = 0; l->record[i] && k < l->m->intervals; k++)
            crossed -= l->record[i][k];
    return !l->m->records || crossed == 0;
}
