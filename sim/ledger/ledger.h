#ifndef SIM_LEDGER_LEDGER_H
#define SIM_LEDGER_LEDGER_H

#include <stdbool.h>

#include "sim/compile/model.h"
#include "sim/engine/arena.h"
#include "sim/engine/histogram.h"
#include "sim/ledger/milestone.h"

/*
 * ledger -- what is recorded of one port in one replication, and the exact
 * checks on it. emit.c turns it into result rows.
 *
 * Units     us; persons; time integrals in person us
 * Owns      an arena that is used again from port to port
 * Errors    ledger->failed: memory
 */
__extension__ typedef __int128 wide;

enum { WAITS_OPEN = 128 }; /* histograms of intervals at hand, of a port */

struct wait_total {
    _Alignas(64) int64_t persons;
    int64_t waited, sum, max, left, unserved;
    uint32_t *histogram; /* directory; NULL until the first wait */
};

struct wait_interval {
    int64_t persons, sum, max;
    uint32_t *histogram; /* coarse directory; NULL: not yet, or it rests */
    uint32_t resting;    /* on the tape; 0: nothing */
};

/* What a station has more and less of while it runs. */
enum level_kind {
    LEVEL_QUEUED, /* persons */
    LEVEL_BUSY,   /* positions: with a visit in progress */
    LEVEL_OPEN,
    LEVEL_BLOCKED, /* positions of who cannot go on */
    LEVEL_HELD,    /* persons who wait for room here */
    LEVEL_BROKEN,  /* positions */
    LEVEL_STOPPED, /* persons whose visit is */
    LEVELS
};

struct series {
    int64_t arrivals, visits, served, service_time;
    int64_t time[LEVELS]; /* integrals over the interval */
    int64_t queue_max, stops;
};

struct departure_count {
    int64_t came, boarded, other; /* persons; who else came has missed it */
};

struct officer_time {
    int64_t rostered_time, busy_time;
};

struct capture_count {
    int64_t transactions, attempts, failed_attempts, no_image;
    int64_t not_in_scope, opt_outs, mishandled, refused;
};

struct look_out_count {
    int64_t matched, hits;
};

struct capture_cause {
    int64_t failed_attempts, no_image;
};

struct enrolment_count {
    int64_t tried, failed, time;
};

struct error_count {
    int64_t mated, old, non_matches, wrong_persons, non_mated, false_positives,
        impostors, impostor_matches;
};

struct answer_count {
    int64_t answers, unanswered, later, later_matched, sum, max;
};

struct inspection_count {
    int64_t persons, referred, false_rejects, impostors, false_accepts, time;
};

struct journey_count {
    int64_t persons, sum, max;
    int64_t *bin; /* limits + 1 */
};

struct image_count {
    int64_t stored, confirmed, deleted, longer;
    wide age, since; /* at deletion: since the capture, the confirmation */
    int64_t age_max, since_max;
};

struct held_count {
    int64_t stored, deleted;
};

enum record_how { /* of entry and exit */
                  RECORD_BIOMETRIC,
                  RECORD_WRONG_PERSON,
                  RECORD_DOCUMENT,
                  RECORD_REPORT,
                  RECORD_NONE,
                  RECORD_HOWS
};
extern const char *const record_how_names[RECORD_HOWS];

/* A station at the moment; what visits touch lies in two lines of memory. */
struct gauge {
    _Alignas(64) int32_t level[LEVELS];
    int32_t queued_max; /* in the interval at hand */
    wide wait_sum;
    struct series now;          /* of the interval at hand */
    wide held_sum, stopped_sum; /* as wait_sum for the checks */
};

struct pool_gauge {
    int32_t rostered, busy;
};

struct ledger { /* first what any event touches */
    const struct model *m;
    const struct model_port *is;
    simtime interval_end; /* of the one at hand */
    int interval;         /* at hand */
    bool failed;
    struct gauge *gauge; /* [station] */
    struct pool_gauge *pool_gauge;
    struct officer_time *officer_now; /* of the interval at hand */
    /* exact checks and counts */
    int64_t present;
    wide present_integral, stay_sum; /* persons us */
    int64_t events, milestones;
    uint64_t milestone_digest, arrival_digest;
    int64_t arrived, parties;
    int64_t images_taken, images_settled;
    int64_t ended[END_STATES];
    /* what is counted */
    struct wait_total *total;          /* [station][class] */
    struct wait_interval *by_interval; /* [station][interval] */
    struct histogram_pool fine, coarse;
    int *over_first;              /* [station] */
    int64_t *over;                /* [station's limit][interval] */
    struct series *series;        /* [interval][station], of those over */
    struct officer_time *officer; /* [interval][pool] */
    int64_t *arrival;             /* [class][interval] */
    int64_t **end; /* [class][end state] -> [interval], as those below: NULL
                      until somebody counts */
    struct capture_count *capture;       /* [station][group] */
    struct capture_cause *capture_cause; /* [station][group][cause] */
    struct enrolment_count *enrolment;   /* [station][group] */
    struct error_count *error;           /* [search][group] */
    struct answer_count *answer;         /* [service][interval] */
    struct look_out_count *look_out;     /* [service][class] */
    struct inspection_count *inspection; /* [station][class][result] */
    int64_t *cause;                      /* [class][cause] */
    struct journey_count **journey;      /* [journey][class] -> [interval] */
    struct departure_count **departure;  /* [flow] -> [call] */
    struct image_count *image;           /* [class][why][row] */
    struct held_count **held;            /* [store][class] -> [interval] */
    int64_t **record;                    /* [exit][class][how] -> [interval] */
    struct histogram_tape tape; /* of coarse ones that nobody adds to */
    struct wait_interval *open[WAITS_OPEN]; /* in turn: others rest */
    uint32_t *directory[WAITS_OPEN + 1];    /* of these; one to read with */
    unsigned opened;                        /* ever */
    struct arena arena;
};

int ledger_begin(struct ledger *l, const struct model *m,
                 const struct model_port *is); /* -1: memory */
void ledger_release(struct ledger *l);

/* The clock goes to `now`; closes intervals that end before or at it. */
void ledger_close_intervals(struct ledger *l, simtime now);
/* The run is over. */
void ledger_close(struct ledger *l);

static inline void ledger_clock(struct ledger *l, simtime now)
{
    if (now >= l->interval_end)
        ledger_close_intervals(l, now);
}

/* The row of a station for the interval at hand. */
static inline struct series *ledger_series(struct ledger *l, int station)
{
    return &l->gauge[station].now;
}

/* A level changes by `by`, now. What that comes to by the end of the interval
 * counts at once: nothing need be known of the last change. */
static inline void ledger_level(struct ledger *l, int station,
                                enum level_kind k, int by, simtime now)
{
    l->gauge[station].level[k] += by;
    l->gauge[station].now.time[k] += by * (l->interval_end - now);
}

static inline void ledger_rostered(struct ledger *l, int pool, int by,
                                   simtime now)
{
    l->pool_gauge[pool].rostered += by;
    l->officer_now[pool].rostered_time += by * (l->interval_end - now);
}

static inline void ledger_officers_busy(struct ledger *l, int pool, int by,
                                        simtime now)
{
    l->pool_gauge[pool].busy += by;
    l->officer_now[pool].busy_time += by * (l->interval_end - now);
}

/* Persons in the port, likewise until the end of the run. */
static inline void ledger_present(struct ledger *l, simtime now, int64_t change)
{
    l->present += change;
    l->present_integral += change * (l->m->duration - now);
}

/* Of a level over the whole run, when it is over. */
wide ledger_integral(const struct ledger *l, int station, enum level_kind k);

/* The slice, made at its first use, of so many bytes for each interval from its
 * first use on. NULL: memory, with l->failed. */
static inline void *ledger_slice(struct ledger *l, void *slice, size_t size)
{
    if (!slice &&
        !(slice = arena_array(&l->arena, (size_t)l->m->intervals, size)))
        l->failed = true;
    return slice;
}

/* Images of a class, or its records: by what became of them and row; in a
 * store, by interval (NULL: memory, with l->failed). */
static inline struct image_count *ledger_image(struct ledger *l, int class,
                                               enum image_why why, int row)
{
    return &l->image[(class * WHYS + (int)why) * l->m->retention.rows + row];
}

static inline struct held_count *ledger_held(struct ledger *l, int store,
                                             int class)
{
    struct held_count **h = &l->held[store * l->is->classes + class];

    return *h = ledger_slice(l, *h, sizeof **h);
}

/* A member's wait, which began in interval `joined`, not in the warm-up. */
void ledger_wait(struct ledger *l, int station, int class, int joined,
                 simtime wait);
/* All waits of an interval; valid until the next call. NULL: none, or memory.
 */
const uint32_t *ledger_read_waits(struct ledger *l, struct wait_interval *w);
/* A member of the queue is gone unserved. */
void ledger_left(struct ledger *l, int station, int class, simtime joined_at,
                 simtime wait);
void ledger_journey(struct ledger *l, int journey, int class, int arrived,
                    simtime took);

/* Every image that was captured is deleted or held, in the numbers of each
 * store; every crossing has one record, or none. */
bool images_hold(const struct ledger *l);
bool records_hold(const struct ledger *l);

/* Rows of all tables of this port; the run is over. */
struct results;
struct emission {
    int replication, port;
    simtime *const *door; /* [flow][call]: when departures closed */
    struct results *rows;
    /* NULL, or takes them when there are many; nonzero: give up. */
    int (*take)(void *context, struct results *rows);
    void *context;
};
enum { EMIT_MEMORY = -1, EMIT_REFUSED = -2 };
int ledger_emit(struct ledger *l, const struct emission *to);
int images_emit(const struct ledger *l, int replication, int port,
                struct results *r);

/* emit_errors.c: of these, matching/errors. */
int errors_emit(const struct ledger *l, int replication, int port,
                struct results *r);

#endif
