#ifndef TESTS_SUPPORT_NAIVE_WORLD_H
#define TESTS_SUPPORT_NAIVE_WORLD_H

#include "models/person.h"
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
    int age; /* -1: nobody asks, or not known */
    bool impostor, photo, opts_out, refuses, listed;
    bool mishandled; /* he opts out, and was photographed all the same */
    bool hit;        /* matched, and listed */
    /* facts */
    bool image[MODALITIES]; /* of the visit at hand */
    enum result result;
    enum decision decision;
    const char *cause; /* of no-image */
    bool enrolled;
    bool mated;        /* the right photo was there, at the last search */
    enum result later; /* of the match that comes later; NONE: none comes */
    bool reported;
    struct image *images;       /* the last first */
    struct image_later *laters; /* matches that come later */
    /* what became of it */
    simtime arrived, left, waited, served;
    enum end_state end;
    const struct departure *departure; /* NULL: none */
    int call;                          /* that he came or is to leave with, */
    simtime call_time; /* and its block time, or scheduled departure */
    struct person *next;
};

/* A call of a flow that boards. */
struct departure {
    int flow, call, manifest;
    simtime scheduled, door;
    struct departure *next;
};

enum { PLACES = PORT_STATIONS_MOST + 256 }; /* stations, then walks */

/* A position that is held: by a visit in progress, or by parties (parts of
 * one, as a rule one) that are blocked there. */
struct seat {
    int station, k;
    struct band *visiting;
    int blocked;
    struct seat *next;
};

/* Those of a party who are together. */
struct band {
    int flow;
    uint32_t ordinal;
    int people;
    struct person *who[PARTY_MOST]; /* in order of their numbers */
    uint32_t seen[PLACES];          /* earlier visits of each place */
    const struct departure *departure;
    bool gone;    /* left the port, or came apart */
    bool outside; /* comes from a flow's start: neither joined nor balked */
    int priority;
    int position;      /* whose queue it stands in; all the same where common */
    int place;         /* station where it has a place; -1: none */
    int full;          /* station that it is blocked for; -1: not blocked */
    long asked;        /* when it asked for that: a number that grows */
    simtime way;       /* from there, walks */
    struct seat *seat; /* that it holds; blocked: may be none */
    bool stopped;      /* interrupted */
    bool held_up;      /* its steps go on when it is taken up again */
    simtime stopped_at, taken_up;
    struct band *behind; /* in the queue */
    struct entry *entry; /* of the visit in progress */
    int step, concerned, turn, waiting_for;
    struct person *turns[PARTY_MOST];
    struct band *next; /* of all there ever were */
};

/* A visit in the diary; NEVER where it did not come to it. */
#define NEVER INT64_MAX
struct pause {
    simtime from, to;
    struct pause *next;
};
struct entry {
    int station;
    int people;
    struct person *who[PARTY_MOST];
    bool first; /* of this party at this station */
    int queued; /* persons, when it began, without its own */
    simtime joined, started, ended;
    simtime left;        /* the queue unserved, or the visit by a door */
    long called;         /* when the visit began: a number that grows */
    struct pause *pause; /* interruptions, the last first */
    struct entry *next;
};

/* Private things (a walk's end, a step's parts) come before all else: nobody
 * but the party itself can see them. */
enum {
    RANK_PRIVATE = -1,
    RANK_END = 0,
    RANK_REPAIR = 1,
    RANK_CAPACITY = 2,
    RANK_FAILURE = 3,
    RANK_DOOR = 4,
    RANK_PATIENCE = 5,
    RANK_COME = 6
};

enum capacity { /* in place of the flow */
                CAPACITY_ROSTER,
                CAPACITY_HEADWAY,
                CAPACITY_CLOSURE,
                CAPACITY_OPENING
};

enum doing {
    DO_CALL,
    DO_PARTY,
    DO_PASSENGERS,
    DO_DOOR,
    DO_PATIENCE,
    DO_JOIN,
    DO_LEAVE,
    DO_END,
    DO_ROSTER,
    DO_HEADWAY,
    DO_CLOSURE,
    DO_OPENING,
    DO_FAILURE,
    DO_REPAIR,
    DO_ATTEMPTED,
    DO_ANSWERED,
    DO_GIVEN_UP,
    DO_INSPECTED,
    DO_INSPECTED_ONCE,
    DO_ENROLLED,
    DO_WORKED,
    DO_WORKED_ONCE
};

struct event {
    simtime at;
    int rank;
    int flow;         /* or the kind of a change of capacity, or a station */
    uint32_t ordinal; /* or the pool, station or position */
    unsigned lead;
    enum doing what;
    int number; /* call, members, place, end state, attempt, failure */
    struct band *band;
    struct person *who;
    const struct departure *departure;
    simtime asked; /* or begun, without interruptions */
    simtime sent;  /* the request that was answered */
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
    struct scaled { /* a time that is longer for a group */
        const struct distribution *of;
        double by;
        struct distribution time;
        struct scaled *next;
    } * *scaled;
    struct own { /* each person's rate */
        struct person_rate rate;
        struct own *next;
    } * *own;
    struct asked { /* of a row of errors: the smallest search so far */
        int32_t key[8];
        int size;
        const char *population; /* who searches; of the same size */
        double negative, positive, impostor;
        struct asked *next;
    } * *asked;
    struct services *services;
    struct event *agenda;
    struct person *people;
    struct entry *diary;
    struct band *bands;
    struct departure *departures;
    simtime now;
    simtime since; /* until when lapses are counted */
    struct lapse { /* of interval x station */
        simtime open, blocked, held, broken, stopped;
    } * lapses;
    struct band *queue[PORT_STATIONS_MOST];
    struct seat *seats;
    long calls, asks; /* so far */
    struct positions {
        int broken, closed, allowed, open; /* open: when last looked at */
        int places;                        /* taken */
        bool changed;                      /* the opening rule did, */
        simtime change;                    /* at last, then */
    } at[PORT_STATIONS_MOST];
    int rostered[PORT_POOLS_MOST];
    int stopped;             /* bands that are */
    bool happened[MEETINGS]; /* in this microsecond */
};

/* naive.c */
void *naive_new(struct world *w, size_t size);
void naive_fail(const char *what, const char *name);
void naive_schedule(struct world *w, struct event e);
void naive_forget(struct world *w, const struct band *b); /* all its events */
struct event *naive_least(const struct world *w);         /* NULL: none */
void naive_strike_out(struct world *w, struct event *gone);
void naive_happens(struct world *w, enum naive_meeting what);
void naive_met(struct world *w, enum naive_case what);
struct event naive_about(const struct band *b, simtime at, int rank);
int naive_find_station(const struct world *w, const char *name);
void naive_go(struct world *w, struct band *b, const char *to, simtime from,
              bool at_once);
void naive_leave(struct world *w, struct band *b, int end);
void naive_routes(struct world *w, struct band *b, int place, const char *name,
                  const struct route *route, int routes, simtime from,
                  bool at_once);

/* naive_queue.c: joining and leaving a queue */
int naive_persons_queued(const struct world *w, int station);
int naive_parties_queued(const struct world *w, int station, int k); /* -1: all
                                                                      */
void naive_join(struct world *w, struct band *b, int station);
void naive_choose_again(struct world *w, int station);
void naive_lose_patience(struct world *w, struct band *b);
bool naive_unqueue(struct world *w, struct band *b); /* false: not queued */

/* naive_dispatch.c: starting, stopping and ending visits */
bool naive_start_somebody(struct world *w);
void naive_stop(struct world *w, struct band *b);
void naive_end(struct world *w, struct band *b);

/* naive_positions.c: which positions there are, and who holds them */
void naive_positions(struct world *w); /* at the beginning */
int naive_available(const struct world *w, int station);
int naive_open(const struct world *w, int station);
int naive_held(const struct world *w, int station);
int naive_busy(const struct world *w, int station);
bool naive_holds(const struct world *w, int station, int k);
struct seat *naive_sit(struct world *w, int station, int k);
void naive_stand_up(struct world *w, struct seat *s); /* if nobody holds it */
struct band *naive_called_last(const struct world *w, int station,
                               int later_than); /* priority; -1: any */
void naive_position_event(struct world *w, const struct event *e);
bool naive_read_openings(struct world *w);     /* true: something changed */
void naive_look_at_positions(struct world *w); /* after a change */
void naive_elapse(struct world *w, simtime until);
void naive_lapses(struct world *w); /* to the series */

/* naive_room.c: places, and those who are blocked */
bool naive_has_place(struct world *w, struct band *b, int station); /* takes it
                                                                     */
void naive_block(struct world *w, struct band *b, int station, simtime way);
void naive_give_up_place(struct world *w, struct band *b);
void naive_unblock(struct world *w, struct band *b); /* it left by a door */
int naive_persons_blocked(const struct world *w, int station);
const char *naive_choice(struct world *w, const struct route *r);

/* naive_board.c: departures and their doors */
void naive_departures(struct world *w, int flow);
void naive_passengers(struct world *w, const struct event *e);
void naive_door(struct world *w, const struct departure *d);
void naive_deadlines(struct world *w);

/* naive_people.c: who comes, when, and what they meet */
void naive_arrivals(struct world *w);
int naive_call_travellers(const struct call *c);
simtime naive_call_time(struct world *w, int flow, int call, uint32_t ordinal,
                        simtime *delay); /* without it */
int naive_party_size(struct world *w, int flow, uint32_t ordinal);
struct band *naive_party(struct world *w, int flow, uint32_t ordinal, int size);
bool naive_chance(double p, uint64_t u);
struct pair naive_crossing(const struct world *w, int flow, uint32_t ordinal,
                           unsigned member, enum crossing_purpose purpose);
struct pair naive_visit(const struct world *w, const struct person *who,
                        const char *place, uint32_t visit, int step,
                        enum visit_purpose purpose, int attempt);
struct pair naive_quality(const struct world *w, const struct person *who,
                          enum modality modality);
simtime naive_time(struct world *w, const struct distribution *d, uint64_t u);
bool naive_meets(struct world *w, const struct person *lead,
                 const struct person *who, const struct condition *c,
                 const char *place, uint32_t visit, int step,
                 enum visit_purpose purpose, int kind);
simtime naive_local(const struct world *w, int day, simtime clock);

/* naive_visit.c: the steps of a visit */
void naive_start(struct world *w, struct band *b);
void naive_go_on(struct world *w, struct band *b); /* taken up again */
const struct step *naive_step(const struct world *w, const struct band *b);
int naive_nth(const struct station *st, int step); /* of its kind */
struct pair naive_draw(const struct world *w, const struct band *b,
                       const struct person *who, enum visit_purpose purpose,
                       int attempt);
void naive_later(struct world *w, struct band *b, struct person *who,
                 simtime span, enum doing what, int number);
void naive_end_turn(struct world *w, struct band *b);
void naive_step_event(struct world *w, const struct event *e);
void naive_milestone(struct world *w, const struct person *who,
                     enum milestone_kind kind, int node, int value);

/* naive_capture.c, naive_match.c */
void naive_capture(struct world *w, struct band *b, struct person *who);
void naive_attempted(struct world *w, const struct event *e);
void naive_answered(struct world *w, const struct event *e);
void naive_given_up(struct world *w, const struct event *e);

bool naive_cameras_fail(const struct scenario *s); /* has any outages? */
#define NAIVE_CAMERA_OUT "camera-out"

/* naive_images.c: what becomes of images, and of records */
void naive_image_taken(struct world *w, struct person *who);
void naive_image_asked(struct world *w, struct person *who);
void naive_image_answered(struct world *w, struct person *who,
                          enum result answer);
void naive_image_late(struct world *w, struct person *who, enum result answer,
                      simtime at);
void naive_image_judged(struct world *w, struct person *who, bool cleared,
                        bool false_reject);
void naive_images(struct world *w); /* at the end */

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
int naive_officers_busy(const struct world *w, int pool);
bool naive_has_officer(struct world *w, int station, int less); /* for one visit
                                                     more, and `less` fewer */
int naive_spans(const struct world *w, const struct clock_span *s, int n,
                simtime t); /* sum of counts in force */
simtime *naive_span_times(struct world *w, const struct clock_span *s, int n,
                          int *times); /* begins and ends from 0 on */
simtime *naive_roster_times(struct world *w, int pool, int *n);
void naive_roster_event(struct world *w, int pool);
void naive_staffing(struct world *w);

/* naive_scope.c: rules, opt-outs, lists */
bool naive_in_scope(struct world *w, const struct person *who, simtime began);
int naive_age(const struct world *w, const struct person *who, uint64_t u);
bool naive_opts_out(const struct world *w, const struct person *who,
                    uint64_t willing, uint64_t aware);
bool naive_mishandled(const struct world *w, int station, uint64_t u);

/* naive_service.c: workers, outages, requests */
struct services *naive_services(struct world *w);     /* any world */
simtime naive_service_time(const struct services *v); /* its next event */
void naive_services_answer(struct services *v, simtime now); /* first, and */
void naive_services_take(struct services *v, simtime now);   /* last */
void naive_services_close(struct services *v);
void naive_request(struct world *w, struct band *b, struct person *who,
                   int attempt, simtime first); /* attempt's time */
void naive_request_nobody(struct services *v, const struct band *b);

/* naive_rates.c: cameras and matchers, and their rates for a person */
const struct camera *naive_camera(const struct world *w, const struct step *st);
simtime naive_capture_time(struct world *w, const struct camera *c,
                           const struct person *who, uint64_t u);
const char *naive_failing(struct world *w, const struct camera *c,
                          bool per_traveller, const struct person *who,
                          uint64_t u);
struct group_ratio naive_camera_ratio(const struct world *w,
                                      const struct camera *c,
                                      const struct person *who);
simtime naive_scaled_time(struct world *w, const struct distribution *d,
                          double by, uint64_t u);
enum modality naive_modality(const struct world *w, const struct step *st);
int naive_service(const struct world *w, const struct step *st);

/* naive_enrol.c: a turn, and its end */
void naive_enrol(struct world *w, struct band *b, struct person *who);
void naive_enrolled(struct world *w, const struct event *e);
bool naive_enrols(const struct scenario *s); /* does any step? */

enum result naive_answer(struct world *w, const struct band *b,
                         struct person *who, int attempt, simtime sent);

/* naive_gallery.c: searches 1:N, and what a matcher's scores say */
struct search {
    int gallery, size;         /* -1, 0: none is named */
    double negative, positive; /* rates, of mates and of others */
    double wrong;              /* of a missed mate: somebody else is on top */
};
struct search naive_search(struct world *w, const struct step *st,
                           const struct matcher *m, const struct group_ratio *r,
                           const struct person *who);
bool naive_is_mated(struct world *w, const struct step *st,
                    const struct person *who, simtime sent);
bool naive_is_old(struct world *w, const struct step *st,
                  const struct person *who, double *ratio);
double naive_fnmr(const struct matcher *m);
double naive_impostor_match(const struct matcher *m);

#endif
