/* check_flow -- who comes when. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/check/check.h"

/* Between rate_least and this, sums and multiples of gaps fit in 64 bits
 * (sim/compile/rate.h), and ordinals of parties in 32: a thousand million in
 * the run. */
static const double parties_most = 1e9;

/* Calls that nobody will see: said once for a flow, with how many. */
static void check_calls(const struct scenario *s, const struct port *p,
                        const struct flow *f, struct diag *d)
{
    const struct call *outside = NULL;
    int others = -1;
    for (int i = 0; i < f->calls; i++) {
        const struct call *c = &f->call[i];
        if (c->until < c->from)
            diag_error(d, &c->at,
                       "the call ends before it begins; swap the "
                       "times, or write two calls");
        if (s->doubted || c->daily ||
            (run_time(s, p, c->day, c->from) < s->duration &&
             run_time(s, p, c->day, c->until) >= 0))
            continue;
        if (!outside)
            outside = c;
        others++;
    }
    if (!outside)
        return;
    char more[60] = "";
    if (others > 0)
        snprintf(more, sizeof more, ", nor %s %d later calls of the flow",
                 f->boarding ? "those of" : "of", others);
    diag_warning(d, &outside->at, "the call on day %d is outside the run: %s%s",
                 outside->day,
                 f->boarding ? "its door is not seen" : "nobody of it comes",
                 more);
}

/* Parties have 32-bit ordinals, and each seat may be a party's. */
static void check_seats(const struct flow *f, struct diag *d)
{
    int64_t seats = 0;

    for (int i = 0; i < f->calls; i++) {
        seats += f->call[i].passengers;
        if (seats <= UINT32_MAX)
            continue;
        diag_error(d, &f->call[i].at,
                   "with this call those of flow \"%s\" have more than %" PRIu32
                   " passengers together; make two flows of them",
                   f->id.text, UINT32_MAX);
        return;
    }
}

static void check_unload(const struct flow *f, struct diag *d)
{
    if (f->unload > 0 && f->unload < rate_least)
        diag_error(d, &f->id.at,
                   "unload=\"%g /d\" is below 0.01 /d; write 0 /d where all "
                   "come off at once",
                   f->unload * (double)US_PER_DAY);
}

/* By name, by day, by place in the flow. */
static int compare_calls(const void *a, const void *b)
{
    const struct call *x = *(const struct call *const *)a;
    const struct call *y = *(const struct call *const *)b;
    int order = strcmp(x->id, y->id);

    if (order == 0)
        order = (x->day > y->day) - (x->day < y->day);
    return order ? order : (x > y) - (x < y);
}

/* A name twice on one day is a row that was pasted twice. */
static void check_call_names(const struct flow *f, struct diag *d)
{
    const struct call **call = calloc((size_t)f->calls + 1, sizeof *call);
    int n = 0;

    if (!call) {
        diag_error(d, &f->id.at, "memory is short");
        return;
    }
    for (int i = 0; i < f->calls; i++)
        if (f->call[i].id && *f->call[i].id)
            call[n++] = &f->call[i];
    qsort(call, (size_t)n, sizeof *call, compare_calls);
    for (int i = 1, first = 0; i < n; i++) {
        if (strcmp(call[i]->id, call[first]->id) != 0 ||
            call[i]->day != call[first]->day)
            first = i;
        else
            diag_error(d, &call[i]->at,
                       "a second call \"%s\" on day %d; the first is at "
                       "%s:%d; give it another id, or take one away",
                       call[i]->id, call[i]->day,
                       call[first]->at.file ? call[first]->at.file : "?",
                       call[first]->at.line);
    }
    free(call);
}

static void check_pieces(const struct flow *f, struct diag *d)
{
    for (int i = 0; i < f->pieces; i++) {
        const struct rate_piece *a = &f->piece[i];
        if (isnan(a->rate))
            continue;
        if (a->to <= a->from) {
            diag_error(d, &a->at,
                       "the piece does not end after it begins; to "
                       "go over midnight write two pieces");
            continue;
        }
        for (int k = 0; k < i; k++) {
            const struct rate_piece *b = &f->piece[k];
            if (isnan(b->rate) || b->to <= b->from || a->from >= b->to ||
                b->from >= a->to)
                continue;
            diag_error(d, &a->at,
                       "the piece overlaps that at %s:%d, so two rates would "
                       "hold at once; let it begin where the other ends",
                       b->at.file ? b->at.file : "?", b->at.line);
            break;
        }
    }
}

/* `rate`: of batches, the greatest that there is. */
static void check_parties(const struct scenario *s, const struct flow *f,
                          double rate, struct diag *d)
{
    double parties = rate * fmax(f->batch, 1);
    if (parties * (double)s->duration >= parties_most)
        diag_error(d, &f->id.at,
                   "at %g /s over 1e9 parties could come in the run; is the "
                   "unit of the rate right?",
                   parties * (double)US_PER_S);
}

static void check_rates(const struct scenario *s, const struct flow *f,
                        struct diag *d)
{
    double most = f->rate;
    for (int i = -1; i < f->pieces; i++) {
        double rate = i < 0 ? f->rate : f->piece[i].rate;
        most = fmax(most, rate);
        if (rate > 0 && rate < rate_least)
            diag_error(d, i < 0 ? &f->id.at : &f->piece[i].at,
                       "a rate of %g /d is below 0.01 /d; write 0 /d",
                       rate * (double)US_PER_DAY);
    }
    check_parties(s, f, most, d);
    if (most <= 0 && !f->by_volume && !s->doubted)
        diag_warning(d, &f->id.at,
                     "the rate of flow \"%s\" is 0 all day: nobody comes",
                     f->id.text);
    check_pieces(f, d);
}

static void check_batch(const struct flow *f, struct diag *d)
{
    if (!(f->batch >= 1))
        diag_error(d, &f->id.at,
                   "the batches of flow \"%s\" have size %g; they hold at "
                   "least 1 party",
                   f->id.text, f->batch);
}

static bool has_class(const struct population *p, const char *name)
{
    for (int i = 0; i < p->classes; i++)
        if (strcmp(p->class[i].id.text, name) == 0)
            return true;
    return false;
}

static void check_rows(const struct scenario *s, const struct flow *f,
                       struct diag *d)
{
    const struct population *p = NULL;
    for (int i = 0; i < s->populations; i++)
        if (strcmp(s->population[i].id.text, f->population.text) == 0)
            p = &s->population[i];
    for (int i = 0; p && i < f->rows; i++) {
        const struct trace_row *w = &f->row[i];
        if (w->class && !has_class(p, w->class))
            diag_error(d, &w->at,
                       "population \"%s\" of flow \"%s\" has no class \"%s\"",
                       p->id.text, f->id.text, w->class);
        if (i > 0 && w->time < f->row[i - 1].time)
            diag_error(d, &w->at,
                       "the row is before the one above it; sort "
                       "the rows by time");
    }
    for (int i = 0; i < f->rows; i++)
        if (f->row[i].time >= s->duration && !s->doubted) {
            diag_warning(d, &f->row[i].at,
                         "this row is after the end of the run, and so are %d "
                         "below: nobody of them comes",
                         f->rows - i - 1);
            break;
        }
}

/* `what` names the gap in messages. */
static void check_gap(const struct scenario *s, const struct flow *f,
                      const char *what, struct diag *d)
{
    if (f->gap.family == DIST_TRACE || distribution_check(&f->gap))
        return; /* reported */
    double mean = distribution_mean(&f->gap);
    if (mean > 0)
        check_parties(s, f, 1 / mean, d);
    else
        diag_error(d, &f->id.at,
                   "%s is always 0, so all would come at once and for ever; "
                   "make it longer",
                   what);
}

/* Groups, and times before the departure that belong together. */
static void check_boarding_calls(const struct boarding *b, struct diag *d)
{
    char opens[40], closes[40], last[40];
    quantity_print_time(b->opens, opens, sizeof opens);
    quantity_print_time(b->closes, closes, sizeof closes);
    if (b->opens > 0 && b->opens <= b->closes) {
        diag_error(d, &b->at,
                   "boarding would open %s before the departure, when the "
                   "door has closed (%s before it); let it open earlier",
                   opens, closes);
        return;
    }
    if (b->groups > 1 && (b->opens == 0 || b->group_gap == 0))
        diag_error(d, &b->at,
                   "groups=\"%d\" has no meaning without opens and group-gap, "
                   "as all would be called at once; add them, or take groups "
                   "away",
                   b->groups);
    else if (b->group_gap > 0 && b->groups == 1)
        diag_error(d, &b->at,
                   "group-gap has no meaning with one group; add groups, or "
                   "take it away");
    simtime wait = (b->groups - 1) * b->group_gap;
    if (b->opens > 0 && wait >= b->opens - b->closes) {
        quantity_print_time(wait, last, sizeof last);
        diag_warning(d, &b->at,
                     "the last group is called %s after the first, when the "
                     "door has closed: all of it would miss the departure",
                     last);
    }
}

static void check_boarding(const struct flow *f, struct diag *d)
{
    const struct boarding *b = &f->board;
    char what[100];
    snprintf(what, sizeof what, "the show-up of flow \"%s\"", f->id.text);
    check_time(&b->show_up, &b->at, what, d);
    if (f->unload > 0)
        diag_error(d, &f->id.at,
                   "unload has no meaning in flow \"%s\", whose calls are "
                   "departures: nobody leaves a vehicle; take it away",
                   f->id.text);
    if (b->groups > BOARDING_GROUPS_MOST)
        diag_error(d, &b->at, "there are %d boarding groups; there may be %d",
                   b->groups, BOARDING_GROUPS_MOST);
    check_boarding_calls(b, d);
    if (b->show_up.family == DIST_CONSTANT &&
        b->show_up.mean <= (double)b->closes)
        diag_warning(d, &b->at,
                     "all come when the door has closed, but for delays; let "
                     "the show-up be longer than closes");
}

void check_flow(const struct scenario *s, const struct port *p,
                const struct flow *f, struct diag *d)
{
    char what[160];
    switch (f->kind) {
    case ARRIVE_TIMETABLE:
        snprintf(what, sizeof what, "the delay of flow \"%s\"", f->id.text);
        check_time(&f->delay, &f->id.at, what, d);
        check_calls(s, p, f, d);
        check_call_names(f, d);
        check_seats(f, d);
        check_unload(f, d);
        if (f->boarding)
            check_boarding(f, d);
        break;
    case ARRIVE_POISSON:
        check_rates(s, f, d);
        check_batch(f, d);
        break;
    case ARRIVE_RENEWAL:
        snprintf(what, sizeof what, "the time between arrivals of flow \"%s\"",
                 f->id.text);
        check_time(&f->gap, &f->id.at, what, d);
        check_gap(s, f, what, d);
        check_batch(f, d);
        break;
    case ARRIVE_TRACE:
        check_rows(s, f, d);
        break;
    }
}
