#ifndef SIM_VISIT_VISIT_H
#define SIM_VISIT_VISIT_H

#include "sim/port/site.h"

/*
 * visit -- what the steps of a visit share: visit.c goes through the steps,
 * capture.c, match.c and inspect.c do them to a member.
 *
 * Units     simtime since the start
 * Errors    site->failed
 */
struct visiting {
    struct site *p;
    const struct model_step *step;
    uint32_t lead;
    unsigned number; /* of the step */
    int node;
    unsigned visit;
    struct key key;                         /* of the party's visits there */
    const struct pair (*ahead)[KEYED_FOUR]; /* by number of the member; NULL */
    simtime at;    /* the member's turn begins, or its last fact */
    bool waits;    /* for an answer that is not known yet */
    simtime until; /* what happens before is certain as soon as it is computed;
                      0: the visit may be stopped */
};

/* What a visit that nothing stops does happens until the door closes or the run
 * ends. */
static inline simtime visit_until(const struct site *p,
                                  const struct traveller *lead)
{
    simtime end = p->m->duration;

    if (p->station[lead->node].is->may_stop)
        return 0;
    if (!lead->call)
        return end;
    simtime door = p->door[lead->flow][lead->call - 1];
    return door < end ? door + 1 : end;
}

/* The visit that a party is in; what comes next comes at `at`. */
static inline struct visiting visit_of(struct site *p, uint32_t lead,
                                       simtime at)
{
    const struct traveller *t = &p->traveller[lead];

    return (struct visiting){.p = p,
                             .lead = lead,
                             .node = t->node,
                             .visit = t->visit,
                             .key = p->is->flow[t->flow].visit[t->node],
                             .at = at,
                             .until = visit_until(p, t)};
}

/* A member's pair of uniforms for the step at hand. */
static inline struct pair visit_draw(const struct visiting *v,
                                     const struct traveller *t,
                                     unsigned purpose, unsigned attempt)
{
    return keyed_pair(v->key, site_counter(v->p, t, v->visit, purpose,
                                           v->step->nth, attempt));
}

enum { AHEAD_MEMBERS = 4 }; /* later ones draw one by one */

/* The same of the step's k-th purpose, at its first attempt. */
static inline struct pair visit_first(const struct visiting *v,
                                      const struct traveller *t,
                                      unsigned purpose, int k)
{
    if (v->ahead && v->step->ahead >= 0 && t->member < AHEAD_MEMBERS)
        return v->ahead[t->member][v->step->ahead + k];
    return visit_draw(v, t, purpose, 0);
}

/* What nobody can change counts at once; else it goes to the docket. */
static inline void visit_keep(const struct visiting *v, const struct fact *f)
{
    if (!v->until)
        site_add_fact(v->p, v->lead, f);
    else if (f->at < v->until)
        commit_fact(v->p, v->lead, v->node, f);
}

/* Something happens to a member at v->at. */
static inline void visit_note(const struct visiting *v, uint32_t who,
                              enum fact_kind kind, int value, int before,
                              simtime took)
{
    const struct fact f = {.at = v->at,
                           .took = took,
                           .who = who,
                           .kind = (uint8_t)kind,
                           .step = (uint8_t)v->number,
                           .value = (uint8_t)value,
                           .before = (uint8_t)before};
    visit_keep(v, &f);
}

/* match.c: what request number `attempt` draws. */
struct asked {
    simtime network, takes; /* on its way; of its worker: at least 1 us each */
    uint64_t score;
};
struct asked visit_ask(const struct visiting *v, const struct traveller *t,
                       unsigned attempt);

/* score.c: what the answer to a request is that was sent at `asked`, u being
 * the second uniform of VISIT_REQUEST with that attempt. */
struct answer {
    enum result result;
    enum mating mating;
    int search; /* whose error rates hold */
};
enum { REQUEST_LATER = 255 }; /* attempt of a match that comes later */
struct answer visit_score(const struct visiting *v, const struct traveller *t,
                          const struct facts *f, simtime asked,
                          unsigned attempt, uint64_t u);

/* The answer to a member comes at v->at: into the docket. */
void visit_answer(struct visiting *v, uint32_t who, struct answer a,
                  simtime took);

/* The step at hand, done to a member; v->at moves on. */
void visit_capture(struct visiting *v, uint32_t who, struct facts *f);
void visit_enrol(struct visiting *v, uint32_t who, struct facts *f);
void visit_match(struct visiting *v, uint32_t who, struct facts *f);
void visit_inspect(struct visiting *v, uint32_t who, struct facts *f);

void visit_work(struct visiting *v, uint32_t who);

/* Does the step at hand concern the member? */
bool visit_concerns(const struct visiting *v, const struct traveller *t);

/* One inspection of the whole party. */
void visit_inspect_once(struct visiting *v);

/* request.c: a request of a member, sent at v->at; v->waits. */
void request_send(struct visiting *v, uint32_t who);

/* From step v->number on, and in it from member `from` (0: all), while no
 * answer is waited for; then v->at is the end of the steps. */
void visit_go_on(struct visiting *v, uint32_t from);

#endif
