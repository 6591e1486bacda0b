#ifndef MODELS_SCENARIO_H
#define MODELS_SCENARIO_H

#include "models/civil.h"
#include "models/diag.h"
#include "models/distribution.h"

/*
 * scenario -- all that the user said, as plain data in the user's words.
 *
 * Model     docs/scenario-format.md; fields bear the names of the attributes
 * Units     simtime for times, events per microsecond for rates, [0, 1]
 * Owns      nothing: everything lies in the arena of whoever read it
 * Errors    scenario_check() reports what the schema cannot say
 * Threads   read-only once read
 *
 * References stay names here; sim/flow/compile turns them into indices. Arrays
 * are in the order of the file. Every struct knows where it came from.
 *
 * A scenario that was reported wrong can be checked for other errors: what is
 * `doubted` has been complained about, or lacks something, and a number that
 * was wrong is NaN (a share), 0 (a duration) or something harmless.
 */
struct name {
    const char *text;
    struct origin at;
    bool doubted;
};

struct name_list {
    const struct name *name;
    int count;
};

/* The facts about a member that conditions can ask for. */
enum result {                 /* of capture and matching; one at a time */
              RESULT_NONE,    /* "none": nothing was captured or asked */
              RESULT_MATCHED, /* "matched" */
              RESULT_NOT_MATCHED,
              RESULT_WRONG_PERSON, /* matched to somebody else */
              RESULT_NO_IMAGE,     /* capture failed */
              RESULT_NO_ANSWER,    /* the matching service did not answer */
              RESULT_OPTED_OUT,
              RESULT_NOT_IN_SCOPE,
              RESULT_SUSPENDED, /* the relief valve was open */
              RESULT_REFUSED,   /* "refused-photo": and may not opt out */
              RESULTS
};
enum decision { /* of the last officer */
                DECISION_NONE,
                DECISION_CLEARED,
                DECISION_REFERRED,
                DECISIONS
};
/* Bits of condition.facts: 1 << result, 1 << (RESULTS + decision), and of
 * those who are matched and on a look-out list 1 << FACT_LOOK_OUT. */
enum { FACT_LOOK_OUT = RESULTS + DECISIONS };
extern const char *const result_names[RESULTS];
extern const char *const decision_names[DECISIONS]; /* [0] is "undecided" */

enum status { /* of a class */
              STATUS_CITIZEN,
              STATUS_PERMANENT_RESIDENT,
              STATUS_VISA,
              STATUS_VISA_WAIVER,
              STATUS_CANADIAN,
              STATUS_DIPLOMAT,
              STATUS_PRESENT_WITHOUT_ADMISSION,
              STATUSES
};
extern const char *const status_names[STATUSES];

/* All that is given must hold; within a list any one is enough. */
struct condition {
    unsigned facts;           /* 0: any */
    unsigned statuses;        /* bits 1 << status; 0: any */
    struct name_list classes; /* of the flow's population; none: any */
    struct name_list groups;
    enum enrolled_is { ENROLLED_ANY, ENROLLED_TRUE, ENROLLED_FALSE } enrolled;
    double share;        /* [0, 1]; 1: no draw; NaN: some of the condition is in
                            doubt */
    bool share_of_party; /* drawn once for the party; else for each member */
};

/* Whom a step takes time for. */
enum party_mode { PARTY_ONCE, PARTY_EACH, PARTY_TOGETHER };

struct group {
    struct name id;
    int age_from, age_to; /* years, both included */
    enum group_basis {    /* of its rates: a published source, or none */
                       GROUP_NOT_STATED,
                       GROUP_PUBLISHED,
                       GROUP_ILLUSTRATIVE
    } basis;
};
extern const char *const group_basis_names[]; /* [0] is "not stated" */

struct class
{
    struct name id;
    enum status status;
    double share;         /* of the population */
    double opt_out;       /* wants no photo, where that may be refused */
    double refusal;       /* wants none, and may not refuse it */
    double look_out;      /* on a look-out list */
    double impostor;      /* uses somebody else's document */
    double gallery_photo; /* has a reference photo; of those enrolled before */
    double enrolled;      /* before this crossing */
    int groups;
    const struct group_share {
        struct name group;
        double share;
    } * group;
    bool doubted; /* it may lack groups, or have them wrong */
};

struct population {
    struct name id;
    double mixed; /* share of parties whose members draw classes apart */
    int classes;
    const struct class *class;
    int parties;
    const struct party_size {
        struct origin at;
        int size; /* 1 to 64; 0: in doubt */
        double share;
    } * party;
    bool doubted; /* it may lack classes or parties */
};

/* What is captured and compared. */
enum modality { MODALITY_FACE, MODALITY_FINGERPRINT, MODALITIES };
extern const char *const modality_names[MODALITIES];

/* A part of a day, or of every day, and how many are meant. */
struct clock_span {
    struct origin at;
    simtime from, to; /* local clock; to <= from: over midnight */
    int count;
    int day; /* 1: the first day; 0: every day */
};

struct camera {
    struct name id;
    enum modality modality;
    double correlation; /* of a person's attempts: 0, or 0.001 to 0.99 */
    struct distribution capture_time; /* per attempt */
    int failures;
    const struct failure {
        struct name cause; /* "pose", "light", "motion", "wave-through", ... */
        double probability;
        bool per_traveller; /* else per attempt */
    } * failure;
    int ratios;
    const struct group_ratio {
        struct name group;
        double failure;        /* camera: multiplies every failure */
        double false_negative; /* matcher: multiplies fnmr and fnir */
        double false_positive; /* matcher: multiplies fpir, impostor_match */
        double time;           /* camera: multiplies the capture time */
        struct name cause;     /* camera: of this failure; text NULL: of all */
    } * ratio;
    int outages;
    const struct clock_span *outage; /* by the port's clock; count: 1 */
};

struct matcher {
    struct name id;
    enum modality modality;
    double correlation;    /* of a person's false negatives */
    double fnmr;           /* 1:1, per comparison; NaN: not given */
    double impostor_match; /* 1:1: a document impostor is accepted; NaN */
    double fnir, fpir;     /* 1:N, per search; NaN: not given */
    double fmr; /* 1:N: of a comparison with a stranger; NaN: not given */
    int ratios;
    const struct group_ratio *ratio;
    int sizes; /* rates of searches by size of the gallery, ascending */
    const struct matcher_size {
        struct origin at;
        int64_t size;
        double fnir, fpir; /* fpir NaN: not given */
    } * size;
    bool scored;
    struct matcher_scores { /* impostors N(0, 1), genuine N(mean, sd) */
        struct origin at;
        double threshold, mean, sd;
        bool rank_1; /* the right photo must be on top, too */
    } scores;
    int crosses; /* fmr for pairs of groups */
    const struct matcher_cross {
        struct origin at;
        struct name probe, gallery;
        double fmr;
    } * cross;
    bool doubted; /* it may lack rows */
};

/* The photos that a search 1:N is among. */
struct gallery {
    struct name id;
    bool manifest;  /* of the traveller's own call; else standing */
    int64_t size;   /* standing: photos; 0: in doubt */
    double missing; /* share of travellers whose photo is not staged */
    double late;    /* share whose photo comes after the others */
    double old;     /* share whose photo is old */
    double old_ratio;
    double unlisted; /* share of travellers who are not on the manifest */
    simtime staged;  /* manifest: so long before the call */
    bool comes_late; /* late_by is given */
    struct distribution late_by;
    int shares; /* of groups in it */
    const struct group_share *share;
    bool doubted; /* it may lack its size, or shares */
};

/* Up for a time, down for a time, on the clock. */
struct breakdown {
    struct origin at;
    struct distribution up, down;
};

struct matching_service {
    struct name id;
    struct name matcher;
    struct distribution network_time; /* there and back */
    struct distribution service_time;
    int workers;     /* 0: one for every request */
    simtime timeout; /* 0: never */
    int retries;     /* 0 to 20 */
    bool late_costs; /* what was given up in the queue is worked off */
    int outages;
    const struct clock_span *outage; /* by the scenario's clock; count: 1 */
    bool fails;                      /* at random */
    struct breakdown failing;
};

enum step_kind {
    STEP_CAPTURE,
    STEP_MATCH,
    STEP_INSPECT,
    STEP_ENROL,
    STEP_WORK
};

struct step {
    enum step_kind kind;
    struct origin at;
    struct condition when;
    enum party_mode party;
    struct name camera;       /* capture; enrol: text NULL: none */
    int attempts;             /* capture: at most, 1 to 255 */
    int relief_queue;         /* capture: persons queued; 0: never */
    simtime relief_door;      /* capture: time to the door; 0: never */
    struct name service;      /* match */
    bool by_rules;            /* capture: scope="rules" */
    bool one_to_many;         /* match: search="1:N" */
    struct name gallery;      /* match 1:N; text NULL: not said */
    simtime later;            /* match: without an answer; 0: never */
    struct distribution time; /* inspect, enrol */
    double failure_to_enrol;  /* enrol */
    double refer; /* inspect: genuine travellers sent on for other cause */
    double false_reject; /* inspect: genuine travellers taken for impostors */
    double false_accept; /* inspect: impostors cleared */
};

struct route {
    struct origin at;
    struct condition when;
    struct name to;         /* a station, a walk, or an end state */
    struct name_list other; /* other stations, to choose from */
    bool split;
    bool report; /* record="report": who takes it has reported */
};

struct walk {
    struct name id;
    struct distribution time;
    int routes;
    const struct route *route;
    bool doubted; /* it may lack routes */
};

struct station {
    struct name id;
    int positions;        /* 1 to 100,000 */
    struct name officers; /* text NULL: positions are always open */
    int monitored;        /* positions an officer watches; 0: attending */
    simtime headway;      /* between the beginnings of visits */
    bool priority;        /* order="priority" or "preemptive"; else FIFO */
    bool preemptive;
    bool own_queues;     /* queues="each" */
    int room;            /* parties; 0: endless */
    struct name full_to; /* text NULL: wait outside */
    bool opens;          /* and closes positions as the queue does */
    struct opening {
        struct origin at;
        int least, above, below; /* positions; persons queued */
        simtime after;
    } opening;
    int closures;
    const struct clock_span *closed;
    bool breaks; /* down */
    struct breakdown breakdown;
    int priorities;
    const struct priority { /* first that the lead meets; none: the last */
        struct origin at;
        struct condition when;
    } * first;
    int balk; /* persons queued; 0: nobody balks */
    struct name balk_to;
    bool impatient;
    struct distribution patience;
    struct name patience_to;
    int limits;
    const simtime *limit; /* waits over these are counted, ascending */
    int steps;
    const struct step *step;
    int routes;
    const struct route *route;
    bool doubted; /* it may lack parts */
};

struct officers {
    struct name id;
    const char *operator_; /* "cbp", "airline", ... free text */
    int shifts;
    const struct clock_span *shift;
    int rests; /* <break> */
    const struct clock_span *rest;
    bool hand_over;    /* shift-end="hand-over" */
    bool doubted;      /* it may lack shifts */
    double mishandled; /* opt-outs who are photographed all the same */
};

enum arrival_kind {
    ARRIVE_TIMETABLE,
    ARRIVE_POISSON,
    ARRIVE_RENEWAL,
    ARRIVE_TRACE
};

struct flow {
    struct name id;
    bool exit; /* direction="exit" */
    struct name population;
    struct name start; /* station or walk */
    enum arrival_kind kind;
    /* timetable: block times; everybody aboard is at the port from then on */
    int calls;
    const struct call {
        struct origin at;
        const char *id;      /* flight, ship; "" where none */
        int day;             /* 1: the first day */
        simtime from, until; /* local clock; drawn uniformly where different */
        int passengers;      /* 0 to 20,000; seats where load_factor < 1 */
        double load_factor;  /* passengers aboard: round(seats * load_factor) */
    } * call;
    struct distribution delay; /* of a call; may be shifted below 0 by early */
    simtime early;             /* taken off every delay */
    bool boarding;             /* calls are departures */
    struct boarding {
        struct origin at;
        struct distribution show_up; /* before the scheduled departure */
        simtime closes;
        simtime opens; /* 0: nobody waits for a call */
        int groups;
        simtime group_gap;
        double no_show;
    } board;
    double unload; /* travellers per us leave the vehicle; 0: all at once */
    /* poisson and its hourly profile */
    double rate; /* where no piece says otherwise */
    int pieces;
    const struct rate_piece {
        struct origin at;
        simtime from, to; /* local clock, every day */
        double rate;      /* NaN: the piece is in doubt */
    } * piece;
    struct distribution gap; /* renewal: time between arrivals */
    /* poisson, renewal: parties that come at the same instant */
    enum { BATCH_FIXED, BATCH_GEOMETRIC } batch_kind;
    double batch; /* size, or mean size (support 1, 2, ...) */
    /* trace: one row per party, in order of time */
    int rows;
    const struct trace_row {
        struct origin at;
        simtime time;              /* since the start */
        int size;                  /* members */
        const char *class;         /* NULL: drawn */
        const simtime *at_station; /* one per trace_station */
    } * row;
    int trace_stations;
    const struct name *trace_station;
};

/* Time from arrival at the port to the end of service at a station. */
struct journey {
    struct name id;
    struct name to;
    simtime less; /* taken off before it is compared with the limits */
    int limits;
    const simtime *limit;
};

/* How people know that they may opt out. */
struct notices {
    bool given;       /* else everybody knows */
    double awareness; /* share who know without a sign */
    double signs;     /* of the others, whom signs reach */
};

enum mode { MODE_AIR, MODE_LAND, MODE_SEA, MODES };
extern const char *const mode_names[MODES];

struct port {
    struct name id;
    enum mode mode; /* for reports, and for rules that name it */
    struct wall wall;
    struct notices notices;
    int pools;
    const struct officers *pool;
    int flows;
    const struct flow *flow;
    int walks;
    const struct walk *walk;
    int stations;
    const struct station *station;
    int journeys;
    const struct journey *journey;
};

/* Who has to give a photo, where and when. */
struct rule {
    struct name id;
    unsigned statuses;      /* bits 1 << status */
    int age_from, age_to;   /* years, both included */
    bool by_age;            /* either is given */
    unsigned directions;    /* bits 1 << flow.exit; 0: both */
    struct name_list ports; /* none: all */
    unsigned modes;         /* bits 1 << mode; 0: all */
    struct moment {         /* on the clock of the port */
        bool given;
        int32_t day;
        simtime clock;
    } from, until; /* in force: from <= t < until */
    bool doubted;
};

struct scenario {
    bool doubted; /* anything in it */
    const char *file, *id, *title, *source;
    struct origin at, run_at; /* of <scenario> and <run> */
    int32_t start_day;        /* midnight of this date on `wall` is time 0 */
    struct wall wall;
    simtime duration; /* 0: when the run is, is in doubt */
    int replications;
    uint64_t seed;
    simtime interval; /* of series */
    simtime warm_up;  /* waits and series begin here */
    int groups;
    const struct group *group;
    int populations;
    const struct population *population;
    int rules;
    const struct rule *rule;
    int cameras;
    const struct camera *camera;
    int matchers;
    const struct matcher *matcher;
    int galleries;
    const struct gallery *gallery;
    int services;
    const struct matching_service *service;
    int ports;
    const struct port *port;
    int retentions; /* rows of the schedule; models/retention.h */
    const struct retention *retention;
};

/* End states, which are also route targets; the order is that of results. */
enum end_state {
    END_ADMITTED,
    END_DEPARTED,
    END_REFUSED,
    END_WITHDREW,
    END_ABANDONED,
    END_MISSED,
    END_UNRECORDED,
    END_STILL_INSIDE, /* not a target */
    END_STATES
};
extern const char *const end_state_names[END_STATES];

enum { PORT_FLOWS_MOST = 64, PORT_STATIONS_MOST = 64, PORT_WALKS_MOST = 64 };
enum { PORT_POOLS_MOST = 64, BOARDING_GROUPS_MOST = 100 };
enum { PARTY_MOST = 64, CLASSES_MOST = 64, GROUPS_MOST = 64 };
enum { INTERVALS_MOST = 10000 };
/* Of a station, of a station or walk, of all cameras together. */
enum { STEPS_MOST = 255, ROUTES_MOST = 255, CAUSES_MOST = 200 };

/* What ids name, or NULL. */
const struct matcher *scenario_matcher(const struct scenario *s,
                                       const struct step *match);
const struct gallery *scenario_gallery(const struct scenario *s,
                                       const char *id);

/* Rules that the schema cannot say; every breach is reported to d. */
void scenario_check(const struct scenario *s, struct diag *d);

/* Holes in the logic of a scenario in which nothing else is wrong. */
void scenario_check_sense(const struct scenario *s, struct diag *d);

#endif
