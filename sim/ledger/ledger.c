/* ledger -- gauges, waits and journeys of one port while it runs. */
#include "sim/ledger/ledger.h"

#include "sim/engine/inlined.h"

enum {
    FINE_SUB_BITS = 11, /* 2,048 bins an octave: within 0.05% */
    FINE_PAGE_BITS = 6,
    COARSE_SUB_BITS = 4, /* 16 bins an octave: within 6.25% */
    COARSE_PAGE_BITS = 4
};

static void *made(struct ledger *l, void *p)
{
    if (!p)
        l->failed = true;
    return p;
}

static void *array(struct ledger *l, size_t n, size_t size)
{
    return made(l, arena_array(&l->arena, n, size));
}

/* Where an element is a line of memory, or some. */
static void *lines(struct ledger *l, size_t n, size_t size)
{
    return made(l, arena_lines(&l->arena, n, size));
}

static void make_departures(struct ledger *l)
{
    const struct model_port *is = l->is;

    l->departure = array(l, (size_t)is->flows, sizeof *l->departure);
    for (int i = 0; l->departure && i < is->flows; i++)
        if (is->flow[i].boarding)
            l->departure[i] = array(l, (size_t)is->flow[i].calls,
                                    sizeof(struct departure_count));
}

/* Where the counts of a station's limits begin. */
static size_t make_limits(struct ledger *l)
{
    size_t limits = 0;

    l->over_first = array(l, (size_t)l->is->stations, sizeof *l->over_first);
    for (int i = 0; l->over_first && i < l->is->stations; i++) {
        l->over_first[i] = (int)limits;
        limits += (size_t)l->is->station[i].limits;
    }
    return limits;
}

/* Arrays in numbers of stations, classes, ... of this port; those first that
 * many events touch. */
static void make_arrays(struct ledger *l)
{
    const struct model *m = l->m;
    const struct model_port *is = l->is;
    size_t intervals = (size_t)m->intervals, classes = (size_t)is->classes;
    size_t stations = (size_t)is->stations, groups = (size_t)m->groups + 1;
    size_t pools = (size_t)is->pools, rows = (size_t)m->retention.rows;

    l->gauge = lines(l, stations, sizeof *l->gauge);
    l->pool_gauge = array(l, pools, sizeof *l->pool_gauge);
    l->total = lines(l, stations * classes, sizeof *l->total);
    l->end = array(l, classes * END_STATES, sizeof *l->end);
    l->journey = array(l, (size_t)is->journeys * classes, sizeof *l->journey);
    l->held = array(l, (size_t)m->retention.stores * classes, sizeof *l->held);
    l->record =
        array(l, m->records ? 2 * classes * RECORD_HOWS : 0, sizeof *l->record);
    l->officer = array(l, pools * intervals, sizeof *l->officer);
    l->cause = array(l, classes * (size_t)m->causes, sizeof *l->cause);
    l->capture = lines(l, stations * groups, sizeof *l->capture);
    l->inspection =
        array(l, stations * classes * RESULTS, sizeof *l->inspection);
    l->look_out = array(l, (size_t)m->services * classes, sizeof *l->look_out);
    l->image = array(l, classes * WHYS * rows, sizeof *l->image);
    l->error = lines(l, (size_t)m->searches * groups, sizeof *l->error);
    l->by_interval = array(l, stations * intervals, sizeof *l->by_interval);
    l->over = array(l, make_limits(l) * intervals, sizeof *l->over);
    l->arrival = array(l, classes * intervals, sizeof *l->arrival);
    l->answer = array(l, (size_t)m->services * intervals, sizeof *l->answer);
    l->capture_cause = array(l, stations * groups * (size_t)m->causes,
                             sizeof *l->capture_cause);
    l->enrolment = array(l, stations * groups, sizeof *l->enrolment);
    l->series = array(l, stations * intervals, sizeof *l->series);
    make_departures(l);
}

/* Levels as they are, for the whole of the interval that begins. */
static void open_interval(struct ledger *l)
{
    simtime begin = l->interval * l->m->interval;

    l->interval_end = begin + l->m->interval;
    if (l->interval_end > l->m->duration)
        l->interval_end = l->m->duration;
    l->officer_now = &l->officer[l->interval * l->is->pools];
    simtime span = l->interval_end - begin;
    for (int i = 0; i < l->is->stations; i++) {
        struct gauge *g = &l->gauge[i];
        g->now = (struct series){0};
        for (int k = 0; k < LEVELS; k++)
            g->now.time[k] = g->level[k] * span;
    }
    for (int i = 0; i < l->is->pools; i++)
        l->officer_now[i] = (struct officer_time){
            l->pool_gauge[i].rostered * span, l->pool_gauge[i].busy * span};
}

/* The rows of the interval that is over. */
static void close_interval(struct ledger *l)
{
    for (int i = 0; i < l->is->stations; i++) {
        struct gauge *g = &l->gauge[i];
        g->now.queue_max = g->queued_max;
        g->queued_max = g->level[LEVEL_QUEUED];
        l->series[l->interval * l->is->stations + i] = g->now;
    }
}

int ledger_begin(struct ledger *l, const struct model *m,
                 const struct model_port *is)
{
    struct arena arena = l->arena;
    struct histogram_pool fine = l->fine, coarse = l->coarse;
    struct histogram_tape tape = l->tape;

    arena_reset(&arena);
    *l = (struct ledger){.m = m,
                         .is = is,
                         .fine = fine,
                         .coarse = coarse,
                         .tape = tape,
                         .arena = arena};
    l->tape.count = 0;
    l->tape.failed = false;
    l->fine.sub_bits = FINE_SUB_BITS;
    l->fine.page_bits = FINE_PAGE_BITS;
    l->coarse.sub_bits = COARSE_SUB_BITS;
    l->coarse.page_bits = COARSE_PAGE_BITS;
    histogram_pool_clear(&l->fine);
    histogram_pool_clear(&l->coarse);
    make_arrays(l);
    if (l->failed)
        return -1;
    open_interval(l);
    return 0;
}

void ledger_release(struct ledger *l)
{
    arena_release(&l->arena);
    histogram_pool_release(&l->fine);
    histogram_pool_release(&l->coarse);
    histogram_tape_release(&l->tape);
}

wide ledger_integral(const struct ledger *l, int station, enum level_kind k)
{
    wide sum = 0;

    for (int i = 0; i < l->m->intervals; i++)
        sum += l->series[i * l->is->stations + station].time[k];
    return sum;
}

void ledger_close_intervals(struct ledger *l, simtime now)
{
    while (now >= l->interval_end && l->interval < l->m->intervals - 1) {
        close_interval(l);
        l->interval++;
        open_interval(l);
    }
}

void ledger_close(struct ledger *l)
{
    ledger_close_intervals(l, l->m->duration);
    close_interval(l);
}

/* A directory for the interval; it is that of the one opened longest ago, which
 * rests from now on. So memory follows the bins of a year, not its pages. */
static void open_waits(struct ledger *l, struct wait_interval *w)
{
    unsigned at = l->opened++ % WAITS_OPEN;
    struct wait_interval *old = l->open[at];

    if (old) {
        old->resting =
            histogram_wind(&l->coarse, old->histogram, &l->tape, old->resting);
        old->histogram = NULL;
    }
    if (!l->directory[at])
        l->directory[at] =
            array(l, histogram_directory(&l->coarse), sizeof(uint32_t));
    l->open[at] = w;
    w->histogram = l->directory[at];
}

const uint32_t *ledger_read_waits(struct ledger *l, struct wait_interval *w)
{
    uint32_t **read = &l->directory[WAITS_OPEN];

    if (!w->resting)
        return w->histogram;
    if (w->histogram) {
        histogram_unwind(&l->coarse, w->histogram, &l->tape, w->resting);
        w->resting = 0;
        return w->histogram;
    }
    if (!*read)
        *read = array(l, histogram_directory(&l->coarse), sizeof **read);
    if (*read) {
        histogram_clear(&l->coarse, *read);
        histogram_unwind(&l->coarse, *read, &l->tape, w->resting);
    }
    return *read;
}

/* The directories of the first wait. */
SELDOM static bool begin_waits(struct ledger *l, struct wait_total *t,
                               struct wait_interval *w)
{
    if (!t->histogram)
        t->histogram =
            array(l, histogram_directory(&l->fine), sizeof(uint32_t));
    if (!w->histogram)
        open_waits(l, w);
    return t->histogram && w->histogram;
}

void ledger_wait(struct ledger *l, int station, int class, int joined,
                 simtime wait)
{
    const struct model_station *is = &l->is->station[station];
    struct wait_total *t =
        &l->total[station * l->is->classes + class - l->is->first_class];
    struct wait_interval *w =
        &l->by_interval[station * l->m->intervals + joined];

    if ((!t->histogram || !w->histogram) && !begin_waits(l, t, w))
        return;
    t->persons++;
    t->waited += wait > 0;
    t->sum += wait;
    if (wait > t->max)
        t->max = wait;
    histogram_count(&l->fine, FINE_PAGE_BITS, t->histogram,
                    histogram_bin(FINE_SUB_BITS, wait));
    w->persons++;
    w->sum += wait;
    if (wait > w->max)
        w->max = wait;
    histogram_count(&l->coarse, COARSE_PAGE_BITS, w->histogram,
                    histogram_bin(COARSE_SUB_BITS, wait));
    for (int i = 0; i < is->limits && wait > is->limit[i]; i++)
        l->over[(l->over_first[station] + i) * l->m->intervals + joined]++;
}

void ledger_left(struct ledger *l, int station, int class, simtime joined_at,
                 simtime wait)
{
    l->gauge[station].wait_sum += wait;
    if (joined_at >= l->m->warm_up)
        l->total[station * l->is->classes + class - l->is->first_class].left++;
}

void ledger_journey(struct ledger *l, int journey, int class, int arrived,
                    simtime took)
{
    const struct model_journey *is = &l->is->journey[journey];
    struct journey_count **of =
        &l->journey[journey * l->is->classes + class - l->is->first_class];
    int i = 0;

    if (!(*of = ledger_slice(l, *of, sizeof **of)))
        return;
    struct journey_count *j = &(*of)[arrived];

    if (!j->bin)
        j->bin = array(l, (size_t)is->limits + 1, sizeof *j->bin);
    if (!j->bin)
        return;
    took = took > is->less ? took - is->less : 0;
    j->persons++;
    j->sum += took;
    if (took > j->max)
        j->max = took;
    while (i < is->limits && took > is->limit[i])
        i++;
    j->bin[i]++;
}
