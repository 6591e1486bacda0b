/* compile_flow -- how a flow's travellers come. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/gallery.h"
#include "sim/compile/compile.h"

/* Keys of the flow: crossings, and visits to each station and walk. */
static void compile_keys(struct compiler *c, const struct port *p,
                         const struct flow *f, struct model_flow *to)
{
    struct key *visit = compile_array(c, p->stations + p->walks, sizeof *visit);
    const char *name[3] = {p->id.text, f->id.text, NULL};

    to->crossing = key_make(c->s->seed, FAMILY_CROSSING, name, 2);
    to->person_salt =
        mix64((uint64_t)to->crossing.word[1] << 32 | to->crossing.word[0]);
    to->visit = visit;
    for (int i = 0; visit && i < p->stations + p->walks; i++) {
        name[2] = i < p->stations ? p->station[i].id.text
                                  : p->walk[i - p->stations].id.text;
        visit[i] = key_make(c->s->seed, FAMILY_VISIT, name, 3);
    }
}

static void compile_calls(struct compiler *c, const struct port *p,
                          const struct flow *f, struct model_flow *to)
{
    struct model_call *call = compile_array(c, f->calls, sizeof *call);
    uint32_t party = 0;

    for (int i = 0; call && i < f->calls; i++) {
        const struct call *k = &f->call[i];
        simtime from = compile_clock(c->s, p, k->day, k->from);
        simtime until = compile_clock(c->s, p, k->day, k->until);
        call[i] = (struct model_call){
            .from = from,
            .span = until > from ? until - from : 0,
            .passengers = gallery_aboard(k),
            .first_party = party,
        };
        party += (uint32_t)k->passengers;
    }
    to->calls = f->calls;
    to->call = call;
    to->delay = compile_quantile(c, &f->delay);
    to->early = f->early;
    to->unload_gap =
        f->unload > 0 ? (uint64_t)floor(65536 / f->unload + 0.5) : 0;
}

static void compile_boarding(struct compiler *c, const struct flow *f,
                             struct model_flow *to)
{
    const struct boarding *b = &f->board;

    to->boarding = true;
    to->show_up = compile_quantile(c, &b->show_up);
    if (to->show_up)
        to->window = quantile_at(to->show_up, UNIFORM_END - 1);
    to->closes = b->closes;
    to->opens = b->opens;
    to->groups = b->groups;
    to->group_gap = b->group_gap;
    to->no_show = keyed_threshold(b->no_show);
}

struct corner { /* the rate changes here */
    simtime at;
    double rate;
    bool begins; /* a piece; else one ends */
};

/* At one instant ends come first: what begins holds. */
static int corner_order(const void *a, const void *b)
{
    const struct corner *x = a, *y = b;

    if (x->at != y->at)
        return x->at > y->at ? 1 : -1;
    return x->begins - y->begins;
}

/* Corners of one day: pieces do not overlap on the clock; between them holds
 * f->rate. Where the clock jumps ahead, a piece ends when a later one begins,
 * and one in the hour that is lost is not there. */
static int day_corners(const struct compiler *c, const struct port *p,
                       const struct flow *f, int day, struct corner *corner)
{
    int n = 0;

    for (int i = 0; i < f->pieces; i++) {
        const struct rate_piece *r = &f->piece[i];
        simtime from = compile_clock(c->s, p, day, r->from);
        simtime end = compile_clock(c->s, p, day, r->to);
        for (int k = 0; k < f->pieces; k++) {
            if (f->piece[k].from < r->to)
                continue;
            simtime next = compile_clock(c->s, p, day, f->piece[k].from);
            end = next < end ? next : end;
        }
        if (end <= from)
            continue;
        corner[n++] = (struct corner){from, r->rate, true};
        corner[n++] = (struct corner){end, f->rate, false};
    }
    return n;
}

static void compile_curve(struct compiler *c, const struct port *p,
                          const struct flow *f, struct model_flow *to)
{
    int days = f->pieces ? (int)(c->s->duration / US_PER_DAY) + 4 : 0;
    struct corner *corner =
        calloc((size_t)(2 * f->pieces * days) + 1, sizeof *corner);
    struct rate_step *step =
        calloc((size_t)(2 * f->pieces * days) + 2, sizeof *step);
    int n = 0, steps = 0;

    if (!corner || !step) {
        c->failed = true;
        free(corner);
        free(step);
        return;
    }
    for (int day = -1; day < days - 1; day++)
        n += day_corners(c, p, f, day, corner + n);
    qsort(corner, (size_t)n, sizeof *corner, corner_order);
    double rate = f->rate;
    int i = 0;
    for (; i < n && corner[i].at <= 0; i++)
        rate = corner[i].rate;
    step[steps++] = (struct rate_step){0, 0, rate_slope(rate)};
    for (; i < n && corner[i].at < c->s->duration; i++) {
        const struct rate_step *last = &step[steps - 1];
        int64_t sum =
            last->cumulative + rate_cumulative(rate, corner[i].at - last->from);
        if (last->from == corner[i].at) /* one ended here */
            steps--;
        rate = corner[i].rate;
        step[steps++] = (struct rate_step){corner[i].at, sum, rate_slope(rate)};
    }
    struct rate_step *copy = compile_array(c, steps, sizeof *copy);
    if (copy)
        memcpy(copy, step, (size_t)steps * sizeof *copy);
    to->curve = (struct rate_curve){steps, copy};
    free(step);
    free(corner);
}

static void compile_batch(struct compiler *c, const struct flow *f,
                          struct model_flow *to)
{
    to->batch = (uint32_t)floor(f->batch + 0.5);
    if (f->batch_kind != BATCH_GEOMETRIC || f->batch <= 1)
        return;
    /* Enough sizes for all but 2^-53 of the probability. */
    double stay = log1p(-1 / f->batch);
    int n =
        (int)fmin(ceil(-UNIFORM_BITS * 0.693147180559945309 / stay) + 1, 40e6);
    uint64_t *until = compile_array(c, n, sizeof *until);
    for (int b = 0; until && b < n; b++)
        until[b] = keyed_threshold(-expm1((b + 1) * stay));
    if (until)
        until[n - 1] = UNIFORM_END;
    to->batch_size = (struct choice){n, until};
}

static void compile_rows(struct compiler *c, const struct port *p,
                         const struct flow *f, struct model_flow *to)
{
    struct model_row *row = compile_array(c, f->rows, sizeof *row);
    const struct population *pop = NULL;

    for (int i = 0; i < c->s->populations; i++)
        if (!strcmp(c->s->population[i].id.text, f->population.text))
            pop = &c->s->population[i];
    for (int i = 0; row && i < f->rows; i++) {
        simtime *time = compile_array(c, p->stations, sizeof *time);
        if (!time)
            return;
        for (int s = 0; s < p->stations; s++) {
            time[s] = -1;
            for (int k = 0; k < f->trace_stations; k++)
                if (!strcmp(p->station[s].id.text, f->trace_station[k].text))
                    time[s] = f->row[i].at_station[k];
        }
        row[i] = (struct model_row){f->row[i].time, time, f->row[i].size, -1};
        for (int k = 0; f->row[i].class && k < pop->classes; k++)
            if (!strcmp(pop->class[k].id.text, f->row[i].class))
                row[i].class = to->population->first_class + k;
    }
    to->rows = f->rows;
    to->row = row;
}

void compile_flow(struct compiler *c, const struct port *p,
                  const struct flow *f, struct model_flow *to)
{
    compile_keys(c, p, f, to);
    to->exit = f->exit;
    for (int i = 0; i < c->s->populations; i++)
        if (!strcmp(c->s->population[i].id.text, f->population.text))
            to->population = &c->m->population[i];
    compile_target(p, f->start.text, &to->start, &to->start_index);
    to->kind = f->kind;
    switch (f->kind) {
    case ARRIVE_TIMETABLE:
        compile_calls(c, p, f, to);
        if (f->boarding)
            compile_boarding(c, f, to);
        break;
    case ARRIVE_POISSON: {
        const struct distribution unit = {
            DIST_EXPONENTIAL, 4294967296.0, NAN, NAN, NAN, NAN, NAN, 0};
        to->gap = compile_quantile(c, &unit);
        compile_curve(c, p, f, to);
        compile_batch(c, f, to);
        break;
    }
    case ARRIVE_RENEWAL:
        to->gap = compile_quantile(c, &f->gap);
        compile_batch(c, f, to);
        break;
    case ARRIVE_TRACE:
        compile_rows(c, p, f, to);
        break;
    }
}
