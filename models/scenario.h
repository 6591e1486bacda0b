#ifndef MODELS_SCENARIO_H
#define MODELS_SCENARIO_H

#include "models/civil.h"
#include "models/diag.h"
#include "models/scenario_equipment.h"
#include "models/scenario_people.h"
#include "models/scenario_port.h"

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

/* Mean number of members of the flow's parties. */
double scenario_mean_party(const struct scenario *s, const struct flow *f);

/* Rules that the schema cannot say; every breach is reported to d. */
void scenario_check(const struct scenario *s, struct diag *d);

/* Holes in the logic of a scenario in which nothing else is wrong. */
void scenario_check_sense(const struct scenario *s, struct diag *d);

#endif
