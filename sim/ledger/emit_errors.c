/* emit_errors -- answers of matching services become rows of matching/errors:
 * what went wrong, of how many, and how many were to be expected. */
#include "sim/ledger/ledger.h"
#include "sim/ledger/results.h"

static double rate(const uint64_t *until, int group)
{
    return until ? (double)until[group] / (double)UNIFORM_END : 0;
}

/* Sums of one group over the searches of a row. */
struct sums {
    struct error_count n;
    double missed, wrong_person, positive, impostor; /* expected */
    const struct model_search *first, *last;         /* asked */
};

static void add(struct sums *s, const struct model_search *k,
                const struct error_count *c, int group)
{
    double missed = (double)(c->mated - c->old) * rate(k->mated, group) +
                    (k->old ? (double)c->old * k->old_missed[group] : 0);

    if (!c->mated && !c->non_mated && !c->impostors)
        return;
    s->first = s->first ? s->first : k;
    s->last = k;
    s->n.mated += c->mated;
    s->n.old += c->old;
    s->n.non_matches += c->non_matches;
    s->n.wrong_persons += c->wrong_persons;
    s->n.non_mated += c->non_mated;
    s->n.false_positives += c->false_positives;
    s->n.impostors += c->impostors;
    s->n.impostor_matches += c->impostor_matches;
    s->missed += missed;
    s->wrong_person += missed * rate(k->wrong_person, group);
    s->positive += (double)c->non_mated * rate(k->non_mated, group);
    s->impostor += (double)c->impostors * rate(k->impostor, group);
}

/* The one rate that was in force, to its last digit, or the mean. */
static double in_force(const struct sums *s, double one, double expected,
                       int64_t exposures, bool same)
{
    return (same && s->first == s->last) || exposures == 0
               ? one
               : expected / (double)exposures;
}

static struct matching_errors_row errors_row(const struct sums *s, int group)
{
    const struct model_search *k = s->first;
    const struct error_count *n = &s->n;

    return (struct matching_errors_row){
        .service = k->service,
        .search = k->one_to_many,
        .gallery = k->gallery,
        .size_from = (int32_t)k->from,
        .size_to = (int32_t)k->to,
        .mated = n->mated,
        .old = n->old,
        .non_matches = n->non_matches,
        .wrong_persons = n->wrong_persons,
        .non_mated = n->non_mated,
        .false_positives = n->false_positives,
        .impostors = n->impostors,
        .impostor_matches = n->impostor_matches,
        .false_negative_rate = in_force(s, rate(k->mated, group), s->missed,
                                        n->mated, n->old == 0),
        .false_positive_rate = in_force(s, rate(k->non_mated, group),
                                        s->positive, n->non_mated, true),
        .impostor_rate = in_force(s, rate(k->impostor, group), s->impostor,
                                  n->impostors, true),
        .expected_non_matches = s->missed,
        .expected_wrong_persons = s->wrong_person,
        .expected_false_positives = s->positive,
        .expected_impostor_matches = s->impostor,
    };
}

static bool same_row(const struct model_search *x, const struct model_search *y)
{
    return x->service == y->service && x->one_to_many == y->one_to_many &&
           x->gallery == y->gallery && x->from == y->from;
}

int errors_emit(const struct ledger *l, int replication, int port,
                struct results *r)
{
    const struct model *m = l->m;
    int groups = m->groups + 1;

    for (int i = 0, end; i < m->searches; i = end) {
        const struct model_search *first = &m->search[m->search_order[i]];
        for (end = i; end < m->searches &&
                      same_row(first, &m->search[m->search_order[end]]);)
            end++;
        for (int g = 0; g < groups; g++) {
            int number = g < groups - 1 ? g : NO_GROUP;
            struct sums s = {0};
            for (int k = i; k < end; k++)
                add(&s, &m->search[m->search_order[k]],
                    &l->error[m->search_order[k] * groups + g], number);
            if (!s.first)
                continue;
            struct matching_errors_row *row =
                results_add(r, TABLE_matching_errors);
            if (!row)
                return -1;
            *row = errors_row(&s, number);
            row->replication = replication;
            row->port = port;
            row->group = g < groups - 1 ? g : -1;
        }
    }
    return 0;
}
