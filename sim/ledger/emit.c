/* emit -- a port's ledger becomes rows of the result tables. */
#include <inttypes.h>

#include "sim/ledger/ledger.h"
#include "sim/ledger/results.h"

struct emitter {
    struct ledger *l;
    const struct model *m;
    const struct model_port *is;
    int32_t replication, port;
    struct results *r;
    const struct emission *to;
    bool failed, refused;
};

/* A new row of table TABLE_stem, or NULL with e->failed; the replication, the
 * first column of every table, is set. */
static void *row(struct emitter *e, enum result_table t)
{
    void *p = results_add(e->r, t);

    if (p)
        *(int32_t *)p = e->replication;
    else
        e->failed = true;
    return p;
}

/* Rows of waits are many. */
static void hand_on(struct emitter *e)
{
    if (e->to->take && results_bytes(e->r) >= RESULTS_PIECE && !e->refused)
        e->refused = e->to->take(e->to->context, e->r) != 0;
}

static int first_interval(const struct model *m)
{
    return (int)((m->warm_up + m->interval - 1) / m->interval);
}

/* Bins of a histogram that hold somebody, one call of `add` each. */
struct bins {
    int32_t station, second; /* class or interval */
    simtime longest;         /* of the waits */
    enum result_table table;
};

static void emit_histogram(struct emitter *e, const struct histogram_pool *p,
                           const uint32_t *directory, struct bins of)
{
    size_t page = (size_t)1 << p->page_bits;
    size_t entries =
        (histogram_bin(p->sub_bits, of.longest) >> p->page_bits) + 1;

    for (size_t k = 0; directory && k < entries; k++) {
        const uint32_t *count = histogram_counts(p, directory, k);
        for (size_t i = 0; count && i < page; i++) {
            if (!count[i])
                continue;
            simtime from = histogram_from(p->sub_bits, k * page + i);
            simtime to = histogram_to(p->sub_bits, k * page + i);
            /* waits_histogram and waits_interval_histogram have one shape */
            struct waits_histogram_row *w = row(e, of.table);
            if (w)
                *w = (struct waits_histogram_row){
                    e->replication, of.station, of.second, from, to, count[i]};
        }
    }
    hand_on(e);
}

static void emit_waits(struct emitter *e, int s)
{
    const struct ledger *l = e->l;
    int32_t station = e->is->first_station + s;

    for (int c = 0; c < e->is->classes; c++) {
        const struct wait_total *t = &l->total[s * e->is->classes + c];
        if (!t->persons && !t->left && !t->unserved)
            continue;
        struct waits_totals_row *w = row(e, TABLE_waits_totals);
        if (w)
            *w = (struct waits_totals_row){
                e->replication, station,   e->is->first_class + c,
                t->persons,     t->waited, t->sum,
                t->max,         t->left,   t->unserved};
        emit_histogram(e, &l->fine, t->histogram,
                       (struct bins){station, e->is->first_class + c, t->max,
                                     TABLE_waits_histogram});
    }
    for (int i = 0; i < e->m->intervals; i++) {
        struct wait_interval *t = &l->by_interval[s * e->m->intervals + i];
        if (!t->persons)
            continue;
        struct waits_intervals_row *w = row(e, TABLE_waits_intervals);
        if (w)
            *w = (struct waits_intervals_row){e->replication, station, i,
                                              t->persons,     t->sum,  t->max};
        emit_histogram(
            e, &l->coarse, ledger_read_waits(e->l, t),
            (struct bins){station, i, t->max, TABLE_waits_interval_histogram});
    }
}

static void emit_over(struct emitter *e, int s)
{
    const struct model_station *is = &e->is->station[s];

    for (int k = 0; k < is->limits; k++)
        for (int i = 0; i < e->m->intervals; i++) {
            int64_t n =
                e->l->over[(e->l->over_first[s] + k) * e->m->intervals + i];
            struct waits_over_row *w = n ? row(e, TABLE_waits_over) : NULL;
            if (w)
                *w = (struct waits_over_row){e->replication,
                                             e->is->first_station + s, i,
                                             is->limit[k], n};
        }
}

static void emit_series(struct emitter *e)
{
    const struct ledger *l = e->l;
    int n = e->m->intervals, first = first_interval(e->m);

    for (int s = 0; s < e->is->stations; s++)
        for (int i = first; i < n; i++) {
            const struct series *x = &l->series[i * e->is->stations + s];
            struct series_row *w = row(e, TABLE_series);
            if (w)
                *w = (struct series_row){e->replication,
                                         e->is->first_station + s,
                                         i,
                                         x->arrivals,
                                         x->visits,
                                         x->served,
                                         x->service_time,
                                         x->time[LEVEL_QUEUED],
                                         x->time[LEVEL_BUSY],
                                         x->time[LEVEL_OPEN],
                                         x->queue_max,
                                         x->time[LEVEL_BLOCKED],
                                         x->time[LEVEL_HELD],
                                         x->time[LEVEL_BROKEN],
                                         x->stops,
                                         x->time[LEVEL_STOPPED]};
        }
    for (int s = 0; s < e->is->pools; s++)
        for (int i = first; i < n; i++) {
            const struct officer_time *x = &l->officer[i * e->is->pools + s];
            struct officers_row *w = row(e, TABLE_officers);
            if (w)
                *w =
                    (struct officers_row){e->replication, e->is->first_pool + s,
                                          i, x->rostered_time, x->busy_time};
        }
}

static void emit_ends(struct emitter *e)
{
    int n = e->m->intervals;

    for (int c = 0; c < e->is->classes; c++)
        for (int i = 0; i < n; i++) {
            int64_t persons = e->l->arrival[c * n + i];
            struct arrivals_row *w = persons ? row(e, TABLE_arrivals) : NULL;
            if (w)
                *w = (struct arrivals_row){e->replication, e->port,
                                           e->is->first_class + c, i, persons};
        }

    for (int c = 0; c < e->is->classes; c++)
        for (int end = 0; end < END_STATES; end++)
            for (int i = 0; i < n; i++) {
                const int64_t *of = e->l->end[c * END_STATES + end];
                int64_t persons = of ? of[i] : 0;
                struct ends_row *w = persons ? row(e, TABLE_ends) : NULL;
                if (w)
                    *w = (struct ends_row){
                        e->replication, e->port, e->is->first_class + c, end, i,
                        persons};
            }
}

static void emit_capture(struct emitter *e)
{
    int groups = e->m->groups + 1;

    for (int s = 0; s < e->is->stations; s++)
        for (int g = 0; g < groups; g++) {
            const struct capture_count *c = &e->l->capture[s * groups + g];
            if (!c->transactions && !c->attempts && !c->not_in_scope &&
                !c->opt_outs && !c->refused)
                continue;
            struct capture_row *w = row(e, TABLE_capture);
            if (w)
                *w = (struct capture_row){e->replication,
                                          e->is->first_station + s,
                                          g < groups - 1 ? g : -1,
                                          c->transactions,
                                          c->attempts,
                                          c->failed_attempts,
                                          c->no_image,
                                          c->not_in_scope,
                                          c->opt_outs,
                                          c->mishandled,
                                          c->refused};
        }
}

static void emit_capture_causes(struct emitter *e)
{
    int groups = e->m->groups + 1, causes = e->m->causes;

    for (int s = 0; s < e->is->stations; s++)
        for (int g = 0; g < groups; g++)
            for (int k = CAUSE_NO_IMAGE; k < causes; k++) {
                const struct capture_cause *c =
                    &e->l->capture_cause[(s * groups + g) * causes + k];
                if (!c->failed_attempts && !c->no_image)
                    continue;
                struct capture_causes_row *w = row(e, TABLE_capture_causes);
                if (w)
                    *w = (struct capture_causes_row){
                        e->replication,          e->is->first_station + s,
                        g < groups - 1 ? g : -1, k,
                        c->failed_attempts,      c->no_image};
            }
}

static void emit_enrolment(struct emitter *e)
{
    int groups = e->m->groups + 1;

    for (int s = 0; s < e->is->stations; s++)
        for (int g = 0; g < groups; g++) {
            const struct enrolment_count *c = &e->l->enrolment[s * groups + g];
            struct enrolment_row *w = c->tried ? row(e, TABLE_enrolment) : NULL;
            if (w)
                *w = (struct enrolment_row){e->replication,
                                            e->is->first_station + s,
                                            g < groups - 1 ? g : -1,
                                            c->tried,
                                            c->failed,
                                            c->time};
        }
}

/* Of classes that can be on a look-out list. */
static void emit_look_outs(struct emitter *e, int service)
{
    for (int c = 0; c < e->is->classes; c++) {
        const struct look_out_count *x =
            &e->l->look_out[service * e->is->classes + c];
        int32_t class = e->is->first_class + c;
        if (!x->matched || !e->m->class[class].look_out)
            continue;
        struct look_outs_row *w = row(e, TABLE_look_outs);
        if (w)
            *w = (struct look_outs_row){e->replication, e->port,    service,
                                        class,          x->matched, x->hits};
    }
}

static void emit_services(struct emitter *e)
{
    int n = e->m->intervals;

    for (int s = 0; s < e->m->services; s++) {
        emit_look_outs(e, s);
        for (int i = 0; i < n; i++) {
            const struct answer_count *a = &e->l->answer[s * n + i];
            struct matching_service_row *w =
                a->answers || a->unanswered ? row(e, TABLE_matching_service)
                                            : NULL;
            if (w)
                *w = (struct matching_service_row){
                    e->replication, e->port,       s,        i,
                    a->answers,     a->unanswered, a->later, a->later_matched,
                    a->sum,         a->max};
        }
    }
}

static void emit_inspections(struct emitter *e, int s, int c)
{
    for (int r = 0; r < RESULTS; r++) {
        const struct inspection_count *x =
            &e->l->inspection[(s * e->is->classes + c) * RESULTS + r];
        struct inspections_row *w =
            x->persons ? row(e, TABLE_inspections) : NULL;
        if (w)
            *w = (struct inspections_row){e->replication,
                                          e->is->first_station + s,
                                          e->is->first_class + c,
                                          r,
                                          x->persons,
                                          x->referred,
                                          x->false_rejects,
                                          x->impostors,
                                          x->false_accepts,
                                          x->time};
    }
}

static void emit_causes(struct emitter *e, int c)
{
    for (int k = 0; k < e->m->causes; k++) {
        int64_t persons = e->l->cause[c * e->m->causes + k];
        struct causes_row *w = persons ? row(e, TABLE_causes) : NULL;
        if (w)
            *w = (struct causes_row){e->replication, e->port,
                                     e->is->first_class + c, k, persons};
    }
}

static void emit_journey(struct emitter *e, int j, int c, int i)
{
    const struct model_journey *is = &e->is->journey[j];
    const struct journey_count *x = &e->l->journey[j * e->is->classes + c][i];
    int32_t journey = e->is->first_journey + j, class = e->is->first_class + c;

    struct journeys_row *w = x->persons ? row(e, TABLE_journeys) : NULL;
    if (!w)
        return;
    *w = (struct journeys_row){e->replication, journey, class, i,
                               x->persons,     x->sum,  x->max};
    for (int k = 0; k <= is->limits; k++) {
        struct journey_bins_row *b =
            x->bin[k] ? row(e, TABLE_journey_bins) : NULL;
        if (b)
            *b = (struct journey_bins_row){
                e->replication,
                journey,
                class,
                i,
                k < is->limits ? is->limit[k] : INT64_MAX,
                x->bin[k]};
    }
}

/* `door` is when each departure of a flow closed. */
static void emit_deadlines(struct emitter *e, int flow, const simtime *door)
{
    const struct model_flow *f = &e->is->flow[flow];

    for (int i = 0; f->boarding && i < f->calls; i++) {
        const struct departure_count *c = &e->l->departure[flow][i];
        int64_t manifest = f->call[i].passengers;
        if (door[i] >= e->m->duration)
            continue;
        struct deadlines_row *w = row(e, TABLE_deadlines);
        if (w)
            *w = (struct deadlines_row){e->replication,
                                        e->is->first_flow + flow,
                                        i,
                                        door[i],
                                        manifest,
                                        c->boarded,
                                        c->came - c->boarded - c->other,
                                        manifest - c->came,
                                        c->other};
    }
}

int ledger_emit(struct ledger *l, const struct emission *to)
{
    struct emitter e = {.l = l,
                        .m = l->m,
                        .is = l->is,
                        .replication = to->replication,
                        .port = to->port,
                        .r = to->rows,
                        .to = to};

    for (int s = 0; s < l->is->stations; s++) {
        emit_waits(&e, s);
        emit_over(&e, s);
        for (int c = 0; c < l->is->classes; c++)
            emit_inspections(&e, s, c);
    }
    emit_series(&e);
    for (int f = 0; f < l->is->flows; f++)
        emit_deadlines(&e, f, to->door[f]);
    emit_ends(&e);
    emit_capture(&e);
    emit_capture_causes(&e);
    emit_enrolment(&e);
    if (errors_emit(l, to->replication, to->port, to->rows))
        e.failed = true;
    emit_services(&e);
    for (int c = 0; c < l->is->classes; c++)
        emit_causes(&e, c);
    for (int j = 0; j < l->is->journeys; j++)
        for (int c = 0; c < l->is->classes; c++)
            for (int i = 0;
                 l->journey[j * l->is->classes + c] && i < l->m->intervals; i++)
                emit_journey(&e, j, c, i);
    if (images_emit(l, to->replication, to->port, to->rows) || e.failed)
        return EMIT_MEMORY;
    return e.refused ? EMIT_REFUSED : 0;
}
