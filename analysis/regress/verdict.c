/* verdict -- compares two expectations, row by row. */
#include "analysis/regress/verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const verdict_names[VERDICTS] = {
    [VERDICT_EXACT] = "exact",
    [VERDICT_EQUIVALENT] = "equivalent",
    [VERDICT_CHANGED] = "changed",
};

static bool is_digest(const struct expected *x)
{
    return !strcmp(x->unit, "hex");
}

/* Sets all but the items. */
static void judge(struct difference *x)
{
    const struct expected *a = x->stored, *b = x->now;

    x->verdict = VERDICT_CHANGED;
    x->share = x->errors = NAN;
    if (!a || !b)
        return;
    if (!strcmp(a->value, b->value) && !strcmp(a->unit, b->unit)) {
        x->verdict = VERDICT_EXACT;
        return;
    }
    if (strcmp(a->unit, b->unit) || is_digest(a))
        return;
    double stored = strtod(a->value, NULL), now = strtod(b->value, NULL);
    if (stored != 0)
        x->share = (now - stored) / fabs(stored);
    if (a->class != EXPECTED_DERIVED)
        return;
    double se = hypot(a->se, b->se);
    if (se > 0)
        x->errors = (now - stored) / se;
    if (fabs(now - stored) <= a->margin * fabs(stored))
        x->verdict = VERDICT_EQUIVALENT;
}

static void take(struct verdicts *v, struct difference x)
{
    judge(&x);
    v->compared++;
    if (x.stored)
        v->of[x.stored->class][x.verdict]++;
    else
        v->missing++;
    if (x.verdict > v->worst)
        v->worst = x.verdict;
    if (x.verdict != VERDICT_EXACT)
        v->difference[v->differences++] = x;
}

int verdicts_find(struct verdicts *v, const struct expectation *stored,
                  const struct expectation *now)
{
    size_t most = (size_t)stored->items + (size_t)now->items + 1;

    *v = (struct verdicts){0};
    v->difference = malloc(most * sizeof *v->difference);
    if (!v->difference)
        return -1;
    for (int i = 0, k = 0; i < stored->items || k < now->items;) {
        const struct expected *a = i < stored->items ? &stored->item[i] : NULL;
        const struct expected *b = k < now->items ? &now->item[k] : NULL;
        int order = !a ? 1 : !b ? -1 : expected_compare(a, b);
        take(v, (struct difference){.stored = order <= 0 ? a : NULL,
                                    .now = order >= 0 ? b : NULL});
        i += order <= 0;
        k += order >= 0;
    }
    return 0;
}

void verdicts_release(struct verdicts *v)
{
    free(v->difference);
    *v = (struct verdicts){0};
}

static bool differs(const struct verdicts *v, const char *metric)
{
    for (int i = 0; i < v->differences; i++) {
        const struct difference *x = &v->difference[i];
        if (x->stored && !strcmp(x->stored->metric, metric))
            return true;
    }
    return false;
}

const char *verdicts_words(const struct verdicts *v)
{
    if (v->worst == VERDICT_EXACT)
        return "nothing differs";
    if (differs(v, "quantiles"))
        return "times are drawn from other tables: a distribution has changed, "
               "or the C library";
    if (differs(v, "arrivals"))
        return "other travellers come, or at other times";
    if (v->of[EXPECTED_EVENTS][VERDICT_CHANGED])
        return "the same travellers meet something else";
    if (v->of[EXPECTED_COUNTER][VERDICT_CHANGED])
        return "the same events are counted otherwise";
    if (v->missing && !v->of[EXPECTED_DERIVED][VERDICT_CHANGED])
        return "numbers are missing in the stored file: it was cut, or another "
               "version stored it; of those that it holds none has changed";
    return "the same counts give other derived numbers";
}
