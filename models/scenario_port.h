#ifndef MODELS_SCENARIO_PORT_H
#define MODELS_SCENARIO_PORT_H

#include "models/civil.h"
#include "models/distribution.h"
#include "models/scenario_equipment.h"

/*
 * scenario_port -- a port: its stations with their steps and routes, walks,
 * officers, flows.
 *
 * Part of models/scenario.h, which says the rest.
 */
enum step_kind { /* the numbers enter draws: add at the end */
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

/* No rate but 0 is below one in 100 days, for the engine's arithmetic. */
extern const double rate_least;

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
        bool daily;          /* one of those of day="0" */
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
    bool by_volume; /* rates were made from the travellers of a day */
    double rate;    /* where no piece says otherwise */
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
    struct origin at;
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

#endif
