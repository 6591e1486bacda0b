#ifndef TESTS_SUPPORT_NAIVE_WORLD_H
#define TESTS_SUPPORT_NAIVE_WORLD_H

#include "models/quantile.h"
#include "tests/support/naive.h"

/*
 * naive_world -- one port of the naive simulator at work: its people, its
 * agenda (an unsorted list) and its diary.
 *
 * Owns      everything lies in the arena of the run
 */
struct person {
    uint32_t ordinal;
    unsigned member;
    int flow;
    const struct class *class;
    int class_number, group; /* in the results; -1: no group */
    uint64_t number;
    bool impostor, photo, opts_out;
    /* facts */
    bool image;
    enum result result;
    enum decision decision;
    const char *cause; /* of no-image */
    /* what became of it */
    simtime arrived, left, waited, served;
    enum end_state end;
    struct person *next;
};

enum { PLACES = PORT_STATIONS_MOST + 256 }; /* stations, then walks */

/* Those of a party who are together. */
struct band {
    int flow;
    uint32_t ordinal;
    int people;
    struct person *who[PARTY_MOST]; /* in order of their numbers */
    uint32_t seen[PLACES];          /* earlier visits of each place */
    int priority;
    struct band *behind; /* in the queue */
    struct entry *entry; /* of the visit in progress */
    int step, concerned, turn, waiting_for;
    struct person *turns[PARTY_MOST];
};

/* A visit in the diary; NEVER where it did not come to it. */
#define NEVER INT64_MAX
struct entry {
    int station;
    int people;
    struct person *who[PARTY_MOST];
    bool first; /* of this party at this station */
    simtime joined, started, ended;
    struct entry *next;
};

/* Private things (a walk's end, a step's parts) come before all else: nobody
 * but the party itself can see them. */
enum { RANK_PRIVATE = -1, RANK_END = 0, RANK_SHIFT = 2, RANK_COME = 6 };

enum doing {
    DO_CALL,
    DO_PARTY,
    DO_JOIN,
    DO_LEAVE,
    DO_END,
    DO_SHIFT,
    DO_WALKED,
    DO_ATTEMPTED,
    DO_ANSWERED,
    DO_INSPECTED,
    DO_INSPECTED_ONCE
};

struct event {
    simtime at;
    int rank;
    int flow; /* a shift change: the pool */
    uint32_t ordinal;
    unsigned lead;
    enum doing what;
    int number; /* call, members, place, end state, attempt */
    struct band *band;
    struct person *who;
    simtime asked;
    struct event *next;
};

struct world {
    const struct scenario *s;
    const struct port *p;
    int port, replication;
    int first_station, first_pool, first_flow, first_journey; /* in results */
    struct naive *out;
    struct arena *arena;
    struct table_of {
        const struct distribution *of;
        struct quantile table;
        struct table_of *next;
    } * *tables;
    struct event *agenda;
    struct person *people;
    struct entry *diary;
    simtime now;
    struct band *queue[PORT_STATIONS_MOST];
    int busy[PORT_STATIONS_MOST];
    bool happened[MEETINGS]; /* in this microsecond */
};

/* naive.c */
void *naive_new(struct world *w, size_t size);
void naive_fail(const char *what, const char *name);
void naive_schedule(struct world *w, struct event e);
int naive_find_station(const struct world *w, const char *name);

/* naive_people.c: who comes, when, and what they meet */
void naive_arrivals(struct world *w);
int naive_call_travellers(const struct call *c);
int naive_party_size(struct world *w, int flow, uint32_t ordinal);
struct band *naive_party(struct world *w, int flow, uint32_t ordinal, int size);
bool naive_chance(double p, uint64_t u);
struct pair naive_crossing(const struct world *w, int flow, uint32_t ordinal,
                           unsigned member, enum crossing_purpose purpose);
struct pair naive_visit(const struct world *w, const struct person *who,
                        const char *place, uint32_t visit, int step,
                        enum visit_purpose purpose, int attempt);
simtime naive_time(struct world *w, const struct distribution *d, uint64_t u);
bool naive_meets(const struct world *w, const struct person *who,
                 const struct condition *c, const char *place, uint32_t visit,
                 int step, enum visit_purpose purpose);
simtime naive_local(const struct world *w, int day, simtime clock);

/* naive_visit.c: the steps of a visit */
void naive_start(struct world *w, struct band *b);
void naive_step_event(struct world *w, const struct event *e);
void naive_milestone(struct world *w, const struct person *who,
                     enum milestone_kind kind, int node, int value);

/* naive_ledger.c: tables from the diary */
void *naive_row(struct world *w, enum result_table t, const int32_t *key,
                int keys);
int naive_interval(const struct world *w, simtime t);
int naive_intervals(const struct world *w);
bool naive_has_series(const struct world *w, int interval);
struct series_row *naive_series_row(struct world *w, int station, int i);
simtime naive_overlap(const struct world *w, simtime from, simtime to, int i);
void naive_queued(struct world *w, int station, int persons);
void naive_ledger(struct world *w);

/* naive_staff.c: officers */
int naive_pool(const struct world *w, int station);
int naive_rostered(const struct world *w, int pool, simtime t);
simtime *naive_shift_times(struct world *w, int pool, int *n);
void naive_staffing(struct world *w);

/* naive_rates.c: cameras and matchers, and their rates for a person */
const struct camera *naive_camera(const struct world *w, const struct step *st);
const char *naive_failing(const struct world *w, const struct camera *c,
                          bool per_traveller, const struct person *who,
                          uint64_t u);
int naive_service(const struct world *w, const struct step *st);
enum result naive_answer(const struct world *w, int service, bool one_to_many,
                         const struct person *who, uint64_t u,
                         struct matching_errors_row *row);

#endif
