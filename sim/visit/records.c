/* records -- who crosses leaves an entry or exit record: how it was made. */
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
    if (h == RECORD_NONE)
        return;
    struct image_life made = image_new(at);
    made.crossing = true;
    images_settle(p, t, &made, 0);
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
