#ifndef MODELS_SCENARIO_EQUIPMENT_H
#define MODELS_SCENARIO_EQUIPMENT_H

#include "models/distribution.h"
#include "models/scenario_terms.h"

/*
 * scenario_equipment -- cameras, matchers, galleries, matching services.
 *
 * Part of models/scenario.h, which says the rest.
 */
/* Up for a time, down for a time, on the clock. */
struct breakdown {
    struct origin at;
    struct distribution up, down;
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
    bool fails;                      /* at random, at each station */
    struct breakdown failing;
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

#endif
