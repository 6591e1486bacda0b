#ifndef SIM_PORT_SITE_H
#define SIM_PORT_SITE_H

#include "sim/compile/model.h"
#include "sim/engine/calendar.h"
#include "sim/engine/inlined.h"
#include "sim/engine/lines.h"
#include "sim/engine/shortest.h"
#include "sim/flow/services.h"
#include "sim/ledger/ledger.h"

/*
 * site -- the state of one port in one replication, and the event functions in
 * the order in which a traveller meets them:
 *
 *   arrive -> go (walks) -> join -> start -> end -> go ... -> leave
 *
 * Units     simtime since the start
 * Owns      growable tables that are used again from port to port; travellers,
 *           facts and revisits are addressed by index, 0 means none
 * Errors    site->failed: memory was short or the slots are used up
 */
struct facts { /* what conditions ask for */
    uint8_t result, decision;
    uint8_t cause;     /* of the last failed capture or enrolment, or of no
                          match */
    uint8_t image;     /* usable, from the visit at hand: 1 << modality */
    uint8_t late;      /* result of a match that came later, or none */
    bool enrolled : 1; /* by now */
    bool reported : 1; /* the crossing, by app */
    bool mishandled : 1, hit : 1; /* ever: an opt-out photographed; of a
                                     look-out */
};

enum traveller_state {
    FREE,
    COMING, /* of a departure: not at the port yet */
    GOING,
    BLOCKED, /* waits for a place at its node */
    QUEUED,
    BUSY,   /* in a visit, as is */
    STOPPED /* whose visit was interrupted */
};

/* A person; the lead of a party also speaks for it. Lines of memory are what
 * an event costs where many ports run together, or a million are present: most
 * events touch the first, who goes on or leaves the second, and only visits
 * that may be stopped, and rows of travellers, the third. */
struct traveller {
    _Alignas(64) simtime due; /* lead: its pending arrival, join or end; the end
                                 of its patience, -1: never; while blocked what
                                 its walks will take */
    simtime since;        /* lead: joined, was blocked, or began the visit */
    uint32_t next_member; /* in the party, by member number; 0: the last */
    uint32_t next_queued; /* lead: in the list of its state; the free list */
    uint32_t prev_queued; /* lead */
    uint32_t party;       /* ordinal in the flow */
    uint32_t call;        /* departure, from 1; 0: none */
    uint32_t visit;       /* lead: number of the visit at hand */
    struct facts facts;
    struct facts live; /* of the visit at hand, as far as it is computed */
    uint8_t flow, member, class, group;
    uint8_t state;   /* enum traveller_state; others than leads: GOING */
    uint8_t node;    /* lead: station that it goes to or is at; end state */
    uint8_t members; /* lead: of the party; others: 0 */
    uint8_t level;   /* lead: of its queue */
    uint8_t leaves;  /* lead: station + 1 whose position it leaves, or holds
                        while it is blocked; 0: none */
    uint8_t age;
    uint8_t pending;  /* lead: members without an answer */
    bool to_end : 1;  /* lead: node is an end state */
    bool outside : 1; /* lead: has joined no queue yet, nor balked */
    bool impostor : 1, opt_out : 1, refuses : 1, look_out : 1;
    bool photo : 1; /* reference photo, once enrolled: site_has_reference() */

    _Alignas(64) simtime arrived;
    uint64_t seen_stations, seen_walks;  /* lead: bits */
    uint32_t revisits;                   /* lead: list of repeated visits */
    uint32_t images;                     /* list, the last one first */
    uint16_t interval, arrived_interval; /* lead: of joining; all: of arrival */
    uint32_t lane;    /* lead: of its queue, or its position; else 0 */
    uint32_t found;   /* lead: persons queued when the visit began */
    uint32_t request; /* that has no fate yet; 0: none */
    uint32_t lead;    /* of the party, where there is a request */
    uint8_t step;     /* lead: that waits for answers */
    simtime step_end; /* lead: latest answer of the step so far */

    _Alignas(64) simtime waited; /* this and the next: for its row */
    simtime served;
    uint32_t docket, docket_end; /* lead: facts of the visit */
    uint32_t called; /* lead: number of the visit among those of the port */
    simtime stopped; /* lead: when its visit was, last */
    simtime paused;  /* lead: how long it was stopped before */
};

_Static_assert(sizeof(struct traveller) == 3 * 64, "three lines");

enum { AGE_UNKNOWN = UINT8_MAX };

enum fact_kind {
    FACT_NOT_IN_SCOPE,
    FACT_REFUSED,
    FACT_OPTED_OUT,
    FACT_MISHANDLED, /* opted out, and the capture begins */
    FACT_SUSPENDED,  /* the relief valve was open */
    FACT_UNTRIED,    /* a per-traveller failure; value: cause */
    FACT_FAILED,     /* an attempt failed; value: cause */
    FACT_GIVEN_UP,   /* the last attempt failed; value: cause */
    FACT_CAPTURED,
    FACT_ENROLLED,
    FACT_NOT_ENROLLED, /* tried in vain; value: cause */
    FACT_REQUEST,
    FACT_ANSWER,    /* value: enum result; took since the first request */
    FACT_NO_ANSWER, /* after the last retry; took as above */
    FACT_INSPECTED, /* value: enum decision */
    FACT_MISJUDGED  /* the same, by mistake */
};

enum mating { /* of a request */
              NOT_MATED,
              MATED,    /* the right photo was there */
              MATED_OLD /* and was old */
};

struct fact {
    simtime at;
    simtime took; /* inspection; request, answer: since the first request */
    uint32_t next;
    uint32_t who; /* slot of the member */
    uint8_t kind, step, value;
    uint8_t before;  /* inspection: enum result; answer: enum mating */
    uint32_t search; /* answer: whose error rates held */
};

struct image { /* of a traveller who has not left yet */
    _Alignas(64) uint32_t next;
    bool late; /* no image, but a match that comes later about the next one:
                  captured: when, answer: what it says */
    struct image_life life;
};

/* On its way to a service that waits, until its fate is known. */
struct request {
    uint32_t who;    /* slot; 0: nobody asks any more, but it costs */
    uint32_t next;   /* of the free ones */
    simtime first;   /* request of this member's step was sent */
    simtime sent;    /* this one */
    simtime network; /* until it reaches the service */
    simtime takes;   /* its worker */
    simtime due;     /* of its event in the calendar; -1: none */
    uint64_t score;  /* uniform */
    uint8_t service, attempt;
    bool dead; /* will never be sent */
    bool held; /* sent only when the visit goes on */
};

struct revisit {
    uint32_t next;
    uint8_t node; /* station, or 64 + walk */
    uint32_t visits;
};

struct queue {
    uint32_t head, tail;
};

struct station_state { /* first what visits touch: a line of memory */
    _Alignas(64) const struct model_station *is;
    struct queue *level; /* by lane, then by priority */
    simtime next_start;  /* not before, for the headway */
    uint32_t parties;    /* queued */
    uint32_t next;       /* lane where somebody can start */
    uint32_t stops;      /* parties whose visit is stopped */
    int held;            /* positions: visits in progress, and who is blocked */
    int available, open; /* docs/design.md, "Positions, officers, queues" */
    struct shortest lanes;        /* queue NULL: the queue is common */
    struct queue *busy, *stopped; /* visits, by level (interrupt.h) */
    struct queue blocked;
    uint32_t *failures;   /* so far, by position; NULL: none */
    int places;           /* taken, of its room */
    int closed, allowed;  /* positions: by closures; by the opening rule */
    int broken;           /* positions */
    int next_closure;     /* in the model's list */
    simtime wake;         /* of the event that tries again then; 0: none */
    simtime next_opening; /* the rule changes nothing before */
    simtime opening_wake; /* as wake */
};

struct pool_state {
    int rostered, busy, next_change;
    uint64_t stations; /* that it staffs */
};

struct flow_state {
    simtime *departs;            /* boarding: scheduled departure, by call */
    int64_t sum;                 /* of gaps: 2^-32 arrivals, or us */
    int piece;                   /* of the rate curve */
    uint32_t party;              /* next ordinal */
    uint32_t batch;              /* parties still to come at this instant */
    uint32_t known;              /* ordinal of the first of */
    struct pair gap[KEYED_FOUR]; /* pairs of CROSSING_GAP drawn ahead */
};

struct site { /* first what any event touches */
    _Alignas(LINES) const struct model *m;
    const struct model_port *is;
    simtime now;
    struct calendar calendar;
    uint64_t ready;                /* stations that may be able to start
                                      somebody */
    struct station_state *station; /* in the arena of the ledger, as all that
                                      is counted in stations, ... */
    struct pool_state *pool;
    struct flow_state *flow;
    struct traveller *traveller;
    uint32_t travellers, traveller_capacity, free_traveller;
    uint32_t replication;
    uint64_t salt;             /* of the port's digests */
    struct milestone_log *log; /* of the options; NULL: none */
    const struct flow_options *options;
    struct results *results;
    struct services *services; /* shared by the ports */
    bool failed;
    enum flow_outcome guard; /* FLOW_DONE: none */
    struct request *request;
    uint32_t requests, request_capacity, free_request;
    uint32_t calls; /* of visits that may stop */
    struct image *image;
    uint32_t images, image_capacity, free_image;
    struct revisit *revisit;
    uint32_t revisits, revisit_capacity, free_revisit;
    struct fact *fact;
    uint32_t facts, fact_capacity, free_fact;
    simtime **door; /* [flow][call] of departures: when they close */
    struct unit_state {
        const struct outage *outage; /* apart and ascending */
        int outages;
    } * unit; /* of the model's port */
    _Alignas(LINES) struct ledger ledger;
};

/* site.c: the tables. One more slot where none is free; 0: p->failed or
 * p->guard. */
uint32_t site_more_travellers(struct site *p);
uint32_t site_new_request(struct site *p); /* 0: failed; else zeroed */
void site_free_request(struct site *p, uint32_t r);
void site_free_history(struct site *p, uint32_t lead);
void site_add_fact(struct site *p, uint32_t lead, const struct fact *f);
void site_free_docket(struct site *p, uint32_t lead);
uint32_t site_new_image(struct site *p); /* 0: p->failed */
/* Count one more visit to a node that has been visited. */
uint32_t site_count_again(struct site *p, uint32_t lead, int node);
void site_copy_history(struct site *p, uint32_t from, uint32_t to);
void site_log(struct site *p, enum milestone_kind kind, simtime at,
              const struct traveller *t, int node, int value);

/* Slot of an event that brings somebody: this | number of the call. */
enum { SITE_ARRIVAL = SLOTS_MOST };

/* After the end of every run; a sum of two such times does not overflow. */
#define SITE_FAR (INT64_C(1) << 61)

/* arrive.c */
void arrive_begin(struct site *p); /* schedule the first of every flow */
void arrive(struct site *p, event_key e);

/* route.c: whether a member meets a condition; where a party goes. */
struct asking {
    int node;         /* as in site_count_visit() */
    unsigned visit;   /* number of the visit there */
    unsigned purpose; /* VISIT_STEP, VISIT_ROUTE, VISIT_PRIORITY */
    unsigned number;  /* of the route or priority, or of the step in its kind */
    unsigned kind;    /* of the step */
    uint8_t lead;     /* of the party: its number in it */
};
bool route_meets(const struct site *p, const struct traveller *t,
                 const struct facts *f, const struct model_condition *c,
                 struct asking k);
void route_go(struct site *p, uint32_t lead, enum target to, int index,
              simtime at);
void route_from_station(struct site *p, uint32_t lead);

/* staff.c: rosters and open positions. */
void staff_begin(struct site *p);
void staff_capacity(struct site *p, event_key e);

/* queue.c: joining and leaving a queue. */
void queue_join(struct site *p, uint32_t lead);
void queue_patience(struct site *p, uint32_t lead);

/* dispatch.c: who starts, ends, leaves. */
void dispatch(struct site *p);
void dispatch_end(struct site *p, uint32_t lead);
/* The door closes on the party, wherever it is. */
void dispatch_miss(struct site *p, uint32_t lead);
void dispatch_leave(struct site *p, uint32_t lead, enum end_state end);

/* machine.c: positions break down, and cameras. */
void machine_begin(struct site *p);
void machine_fail(struct site *p, event_key e);
void machine_repair(struct site *p, event_key e);
/* Whether a unit of the port, from 1, was down at a moment. */
bool machine_is_down(const struct site *p, int unit, simtime at);

/* visit.c: the steps of a visit; returns when it ends, -1: not known yet. */
simtime visit_begin(struct site *p, uint32_t lead);

/* request.c: one reaches its service, or false: it is not sent, or later; a
 * visit is cut short. */
bool request_reach(struct site *p, event_key e);
void request_cut(struct site *p, uint32_t lead);
/* A visit stops, and goes on with what was not sent `shift` later. */
void request_hold(struct site *p, uint32_t lead);
void request_release(struct site *p, uint32_t lead, simtime shift);

/* commit.c: the facts of a visit that happened before `until` count. */
void commit_visit(struct site *p, uint32_t lead, simtime until);
void commit_fact(struct site *p, uint32_t lead, int station,
                 const struct fact *f);
void commit_leave(struct site *p, uint32_t lead, enum end_state end,
                  simtime at);

/* images.c: what happens to a member's images; nothing without a schedule. */
void images_capture(struct site *p, struct traveller *t, simtime at);
void images_request(struct site *p, struct traveller *t, simtime at);
/* About the last image. */
void images_answer(struct site *p, struct traveller *t, simtime at,
                   enum result result);
/* The same, at a time that may still come: where it is there then. */
void images_later(struct site *p, struct traveller *t, simtime at,
                  enum result result);
void images_decide(struct site *p, struct traveller *t, simtime at,
                   enum decision decision, bool misjudged);
void images_leave(struct site *p, struct traveller *t);

/* records.c */
void records_leave(struct site *p, const struct traveller *t,
                   enum end_state end, simtime at);
void records_close(struct ledger *l); /* when the run is over */

/* at + took, which may be the sum of many long times: far beyond any run. */
static inline simtime site_later(simtime at, simtime took)
{
    return took < SITE_FAR - at ? at + took : SITE_FAR;
}

/* Count a visit to a station, or to walk `node - PORT_STATIONS_MOST`; returns
 * how many came before it. */
static inline uint32_t site_count_visit(struct site *p, uint32_t lead, int node)
{
    struct traveller *t = &p->traveller[lead];
    uint64_t *seen =
        node < PORT_STATIONS_MOST ? &t->seen_stations : &t->seen_walks;
    uint64_t bit = UINT64_C(1) << (node % PORT_STATIONS_MOST);

    if (*seen & bit)
        return site_count_again(p, lead, node);
    *seen |= bit;
    return 0;
}

/* The member after t; NULL: t is the last. */
static inline struct traveller *site_next_member(const struct site *p,
                                                 const struct traveller *t)
{
    return t->next_member ? &p->traveller[t->next_member] : NULL;
}

/* When the visit at hand began. */
static inline simtime site_began(const struct site *p,
                                 const struct traveller *lead)
{
    return lead->since -
           (p->station[lead->node].is->may_stop ? lead->paused : 0);
}

/* Of a party's own event: its ordinal, with its slot. */
static inline struct happening site_party(const struct traveller *t,
                                          uint32_t lead)
{
    return (struct happening){t->flow, t->party, t->member, lead};
}

/* Nothing at or beyond the end of the run is scheduled. */
static inline void site_schedule(struct site *p, simtime at, enum rank rank,
                                 struct happening h)
{
    if (at < p->m->duration &&
        !calendar_add(&p->calendar, event_make(at, rank, h)))
        p->failed = true;
}

/* Whether the microsecond at hand has more events. */
static inline bool site_goes_on(const struct site *p)
{
    return p->calendar.count &&
           event_at(calendar_least(&p->calendar)) == p->now;
}

/* Digest a milestone; keep it where somebody wants to see it. */
static inline void site_milestone(struct site *p, enum milestone_kind kind,
                                  simtime at, const struct traveller *t,
                                  int node, int value)
{
    uint64_t what = milestone_what(t->party, (unsigned)kind, t->flow, t->member,
                                   (unsigned)node, (unsigned)value);
    uint64_t hash = milestone_hash(p->salt, at, what);

    p->ledger.milestones++;
    p->ledger.milestone_digest += hash;
    if (kind == MILESTONE_ARRIVE)
        p->ledger.arrival_digest += hash;
    if (p->log)
        site_log(p, kind, at, t, node, value);
}

/* A member's key for visits to a node, as in site_count_visit(). */
static inline struct key site_visit_key(const struct site *p,
                                        const struct traveller *t, int node)
{
    return p->is->flow[t->flow]
        .visit[node < PORT_STATIONS_MOST
                   ? node
                   : node - PORT_STATIONS_MOST + p->is->stations];
}

static inline struct counter site_counter(const struct site *p,
                                          const struct traveller *t,
                                          unsigned visit, unsigned purpose,
                                          unsigned step, unsigned attempt)
{
    return (struct counter){t->party, counter_who(t->member, visit),
                            counter_what(purpose, step, attempt),
                            p->replication};
}

/* Whether the right reference photo is there; f: the facts by now. */
static inline bool site_has_reference(const struct traveller *t,
                                      const struct facts *f)
{
    return t->photo && f->enrolled;
}

#endif
