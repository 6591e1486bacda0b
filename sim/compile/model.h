#ifndef SIM_COMPILE_MODEL_H
#define SIM_COMPILE_MODEL_H

#include "models/person.h"
#include "models/quantile.h"
#include "models/retention.h"
#include "models/roster.h"
#include "sim/compile/rate.h"
#include "sim/engine/arena.h"
#include "sim/engine/keyed.h"
#include "sim/engine/service.h"
#include "sim/flow/flow.h"

/*
 * model -- a compiled scenario: names are indices, probabilities are thresholds
 * of 53-bit uniforms, distributions are quantile tables. Read-only.
 *
 * Units     simtime; thresholds in [0, 2^53]; a threshold of 0 or 2^53 means
 *           that nothing is drawn
 * Owns      everything, in one arena, and its quantile tables
 */
enum { NO_GROUP = GROUPS_MOST }; /* group number of a member without one */

struct choice { /* of one among n, by cumulative thresholds */
    int n;
    const uint64_t *until; /* the last is 2^53 */
};

struct model_condition {
    uint64_t classes; /* bit by class number */
    uint64_t groups;  /* bit by group number; used where by_group */
    uint64_t share;
    uint32_t facts; /* 0: any */
    bool always;
    bool by_group;
    bool by_party;    /* the share is drawn with the lead */
    uint8_t enrolled; /* enum enrolled_is */
};

struct model_class {
    enum status status;
    uint64_t opt_out, refusal, look_out, impostor, photo, enrolled;
    struct choice group;
    const uint8_t *group_number; /* NULL: no groups */
    bool alike; /* nothing of a member is drawn: all are as the class says */
};

struct model_population {
    struct key key; /* of persons */
    int first_class;
    struct choice class;
    struct choice party;
    const uint8_t *party_size;
    uint64_t mixed;
};

/* Own probabilities of persons, by group, NO_GROUP included: NULL where nobody
 * or everybody fails. */
struct model_persons {
    enum modality modality;
    const struct person_rate *of[NO_GROUP + 1];
};

struct model_camera {
    enum modality modality;
    const struct quantile *time[NO_GROUP + 1]; /* by group */
    struct choice once; /* per traveller; the rest is no failure */
    const uint8_t *once_cause;
    int causes; /* per attempt */
    const uint8_t *cause;
    const uint64_t *until; /* [group number][cause], NO_GROUP included */
    const struct model_persons *persons; /* NULL: all are alike */
    const uint64_t *part; /* as until: cumulative parts of a person's own
                             probability */
};

struct model_enrol { /* by group, NO_GROUP included */
    const struct quantile *time[NO_GROUP + 1];
    uint64_t fails[NO_GROUP + 1];
    int cause;
};

/* Error rates of answers: 1:1 and 1:N of a service where no gallery is named,
 * numbers 2 x service and the next; then of every gallery, size and mixture of
 * groups that it is asked with. Thresholds by group, NO_GROUP included. */
struct model_search {
    int service;
    bool one_to_many;
    int gallery;              /* -1: none */
    int64_t size;             /* of the gallery; 0: none */
    int64_t from, to;         /* sizes in the same row of results */
    const uint64_t *mated;    /* false negatives; NULL: not given, nor others */
    const uint64_t *old;      /* of an old photo; NULL: no gallery */
    const double *old_missed; /* the mean of that over persons, likewise */
    const uint64_t *wrong_person; /* of these; NULL: no gallery */
    const uint64_t *non_mated, *impostor;
    const struct model_persons *persons; /* NULL: all are alike */
};

struct model_gallery {
    bool manifest;
    uint64_t missing, unlisted, late, late_or_old;
    double old_ratio;
    simtime staged;
    const struct quantile *late_by; /* NULL: nobody's photo is late */
};

struct model_service {
    enum modality modality;
    const struct quantile *network, *service;
    bool waits;  /* requests are events: workers, a timeout or outages */
    int workers; /* 0: one for every request */
    simtime timeout;
    int retries;
    bool late_costs;
    int outages; /* planned */
    const struct outage *outage;
    const struct quantile *up, *down; /* of random outages; NULL: none */
    struct key resource;
};

struct model_step {
    enum step_kind kind;
    unsigned nth; /* of its kind, in file order */
    int ahead;    /* its first of the draws ahead of the visit; -1: none */
    enum party_mode party;
    struct model_condition when;
    const struct model_camera *camera;
    bool by_rules;
    int attempts;
    int64_t relief_queue; /* INT64_MAX: never */
    int outs;             /* levels: over 0 while the camera is out; 0: never */
    const struct level *out;
    int unit; /* of the port's, from 1: its camera fails at random; 0: no */
    int out_cause;
    simtime relief_door; /* -1: never */
    int service;
    bool one_to_many;
    int gallery;   /* -1: none */
    simtime later; /* a match without an answer; 0: never */
    const struct model_enrol *enrol;
    const struct quantile *time; /* inspect; NULL: from the trace */
    uint64_t refer_until, false_reject, false_accept;
};

enum target { TO_STATION, TO_WALK, TO_END };

struct model_route {
    struct model_condition when;
    enum target to;
    int index;  /* station, walk, or enum end_state */
    int others; /* stations to choose from besides */
    const int *other;
    bool split;
    bool report; /* who takes it has reported */
};

struct model_walk {
    const struct quantile *time;
    int routes;
    const struct model_route *route;
};

struct model_place { /* where a party goes without asking its members */
    enum target to;
    int index;
};

struct model_station {
    int positions;
    int pool;      /* -1: none */
    int monitored; /* positions an officer of the pool watches; 0: attending */
    simtime headway;
    int closures;
    const struct level *closure; /* positions closed; closure[0].at is 0 */
    int least;                   /* opening rule; 0: none */
    int64_t above, below;        /* persons queued */
    simtime after;
    const struct quantile *up, *down; /* of breakdowns; NULL: none */
    struct key failure;
    bool preemptive;
    bool may_stop; /* visits can be interrupted */
    bool own_queues;
    int levels; /* of priority: 1 + priorities */
    const struct model_condition *first;
    int64_t balk; /* persons queued; INT64_MAX: nobody balks */
    struct model_place balk_to, patience_to;
    int room; /* parties; 0: endless */
    bool turns_away;
    struct model_place full_to;      /* where it turns away */
    const struct quantile *patience; /* NULL: for ever */
    int limits;
    const simtime *limit;
    int steps;
    const struct model_step *step;
    const struct keyed_steps *ahead; /* draws that nearly all members make;
                                        NULL: too few to be drawn at a time */
    int routes;
    const struct model_route *route;
    int journeys; /* that end here */
    const int *journey;
};

struct model_pool {
    uint64_t mishandled; /* opt-outs */
    int changes;
    const struct level *change; /* officers rostered; change[0].at is 0 */
    bool hand_over;
};

struct model_call {
    simtime from;
    simtime span;   /* of the range, 0: fixed */
    int passengers; /* aboard */
    uint32_t first_party;
};

struct model_flow {
    bool exit;
    struct key crossing;
    uint64_t person_salt;
    const struct key *visit; /* by station, then by walk */
    const struct model_population *population;
    enum target start;
    int start_index;
    enum arrival_kind kind;
    int calls;
    const struct model_call *call;
    const struct quantile *delay;
    simtime early;
    bool boarding; /* calls are departures */
    const struct quantile *show_up;
    simtime window;                   /* the longest show-up */
    simtime closes, opens, group_gap; /* opens 0: nobody waits */
    int groups;
    uint64_t no_show;
    uint64_t unload_gap; /* 2^-16 us a traveller */
    struct rate_curve curve;
    const struct quantile *gap; /* unit exponential, or renewal */
    uint32_t batch;             /* fixed */
    struct choice batch_size;   /* geometric: n > 0 */
    int rows;
    const struct model_row {
        simtime at;
        const simtime *time; /* by station; -1 where not in the trace */
        int size;
        int class; /* -1: drawn */
    } * row;
};

struct model_journey {
    simtime less;
    int limits;
    const simtime *limit;
};

struct model_unit { /* up, then down, and so on, at random */
    const struct quantile *up, *down;
    struct key key;
};

struct model_port {
    uint64_t salt;  /* of digests */
    unsigned rank;  /* by name */
    bool asks;      /* a service that waits */
    uint64_t aware; /* that the photo may be refused */
    int rules;      /* that hold here */
    const struct rule_here *rule;
    int flows, walks, stations, pools, journeys;
    const struct model_flow *flow;
    const struct model_walk *walk;
    const struct model_station *station;
    const struct model_pool *pool;
    const struct model_journey *journey;
    uint64_t opening; /* stations with an opening rule */
    int units;        /* cameras of stations that fail */
    struct model_unit *unit;
    int first_flow, first_station, first_pool, first_journey; /* in /names */
    int first_class, classes; /* the range that its flows can bring */
    /* [service][gallery][flow]: number of the search, of a manifest by call;
     * NULL where nobody asks */
    const int *const *search;
};

struct model_retention { /* nothing is counted without rows */
    int rows, stores;
    const struct retention *row;
    const int *store; /* of each row */
    /* by status, why, and whether the owner is confirmed: the row of each store
     * that decides; -1: the store does not get it */
    const int8_t *decides[STATUSES][WHYS][2];
    simtime promise[STATUSES]; /* to who is confirmed; -1: none */
};

struct model {
    struct arena arena;
    const struct scenario *scenario;
    simtime duration, interval, warm_up;
    int intervals;
    uint64_t seed;
    bool ages; /* rules ask for them */
    int ports, populations, classes, groups, services, causes;
    struct model_port *port;
    struct model_population *population;
    struct model_class *class;
    struct model_camera *camera;
    struct model_service *service;
    struct model_gallery *gallery;
    struct model_search *search;
    const int *search_order; /* as in results; searches of one row together */
    int galleries, searches, search_capacity;
    struct quantile **quantile;
    int quantiles, quantile_capacity;
    struct model_retention retention;
    bool records; /* of crossings are counted */
    struct person_rate **person_rate;
    int person_rates, person_rate_capacity;
    struct name_table names;
};

/* Causes why a traveller was not confirmed; failure causes follow. */
enum cause {
    CAUSE_CONFIRMED,
    CAUSE_OPTED_OUT,
    CAUSE_NOT_ASKED,
    CAUSE_NO_PHOTO,
    CAUSE_NOT_MATCHED,
    CAUSE_WRONG_PERSON,
    CAUSE_IMPOSTOR,
    CAUSE_SUSPENDED,
    CAUSE_NO_ANSWER,
    CAUSE_NOT_IN_SCOPE,
    CAUSE_REFUSED,
    CAUSE_NO_IMAGE /* the first of the failure causes */
};

/* A request whose answer hangs on what happens meanwhile: on others at the
 * service, or on when it is sent, which a stop of the visit delays. */
static inline bool model_is_asked(const struct model *m,
                                  const struct model_station *at,
                                  const struct model_step *s)
{
    if (s->kind != STEP_MATCH)
        return false;
    return m->service[s->service].waits ||
           (at->may_stop && s->gallery >= 0 && m->gallery[s->gallery].late_by);
}

/* Whether a probability takes a draw; 0 and 1 do not. */
static inline bool share_is_drawn(uint64_t threshold)
{
    return threshold != 0 && threshold != UNIFORM_END;
}

/* One among the choices for uniform u. */
static inline int choose(const struct choice *c, uint64_t u)
{
    int i = 0;

    while (i < c->n - 1 && u >= c->until[i])
        i++;
    return i;
}

#endif
