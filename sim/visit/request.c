/* request -- requests to services that others can delay: sent by a visit,
 * answered or given up by the service, sent again; the visit then goes on. */
#include "sim/visit/visit.h"

/* Its event, once it is known when it is sent. */
static void schedule(struct site *p, uint32_t number)
{
    struct request *r = &p->request[number];
    const struct traveller *t = &p->traveller[r->who];

    r->due = site_later(r->sent, r->network);
    site_schedule(p, r->due, RANK_REQUEST,
                  (struct happening){t->flow, t->party, t->member, number});
}

/* Request number `attempt` of the member, at v->at. */
static void send(struct visiting *v, uint32_t number, unsigned attempt)
{
    struct site *p = v->p;
    struct request *r = &p->request[number];
    const struct traveller *t = &p->traveller[r->who];

    visit_note(v, r->who, FACT_REQUEST, 0, 0, v->at - r->first);
    struct asked asked = visit_ask(v, t, attempt);
    r->attempt = (uint8_t)attempt;
    r->sent = v->at;
    r->network = asked.network;
    r->takes = asked.takes;
    r->score = asked.score;
    r->held = p->traveller[v->lead].state != BUSY && !attempt;
    if (!r->held)
        schedule(p, number);
}

void request_send(struct visiting *v, uint32_t who)
{
    struct site *p = v->p;
    struct traveller *lead = &p->traveller[v->lead];
    uint32_t number = site_new_request(p);

    if (!number)
        return;
    p->request[number].who = who;
    p->request[number].first = v->at;
    p->request[number].service = (uint8_t)v->step->service;
    p->traveller[who].request = number;
    p->traveller[who].lead = v->lead;
    if (!lead->pending++)
        lead->step_end = v->at;
    lead->step = (uint8_t)v->number;
    v->waits = true;
    send(v, number, 0);
}

/* The member's last request is answered or given up at v->at: the next member
 * sends, or the step is over and the visit goes on. */
static void settle(struct visiting *v, uint32_t who)
{
    struct site *p = v->p;
    struct traveller *lead = &p->traveller[v->lead];

    site_free_request(p, p->traveller[who].request);
    p->traveller[who].request = 0;
    if (v->at > lead->step_end)
        lead->step_end = v->at;
    if (--lead->pending)
        return;
    v->at = lead->step_end;
    uint32_t next =
        v->step->party == PARTY_EACH ? p->traveller[who].next_member : 0;
    if (!next) {
        v->number++;
        next = v->lead;
    }
    visit_go_on(v, next);
    if (v->waits)
        return;
    lead = &p->traveller[v->lead];
    lead->due = v->at;
    if (lead->state == BUSY)
        site_schedule(p, lead->due, RANK_END, site_party(lead, v->lead));
}

/* What the service says to the member who asks. */
static void hear(struct site *p, uint32_t number, const struct fate *f)
{
    const struct request *r = &p->request[number];
    struct traveller *t = &p->traveller[r->who];
    struct visiting v = visit_of(p, t->lead, f->known);
    uint32_t who = r->who;

    v.number = p->traveller[t->lead].step;
    v.step = &p->is->station[v.node].step[v.number];
    if (f->answered) {
        struct answer a =
            visit_score(&v, t, &t->live, r->sent, r->attempt, r->score);
        t->live.result = (uint8_t)a.result;
        visit_answer(&v, who, a, v.at - r->first);
    } else if (r->attempt < p->m->service[r->service].retries) {
        send(&v, number, r->attempt + 1u);
        return;
    } else {
        t->live.result = RESULT_NO_ANSWER;
        visit_note(&v, who, FACT_NO_ANSWER, 0, 0, v.at - r->first);
    }
    settle(&v, who);
}

bool request_reach(struct site *p, event_key e)
{
    uint32_t number = event_slot(e);
    struct request *r = &p->request[number];

    if (r->due != p->now)
        return false; /* sent later, because the visit was stopped */
    r->due = -1;
    if (r->held)
        return false; /* sent when the visit goes on */
    if (r->dead) {
        site_free_request(p, number);
        return false;
    }
    struct fate f = services_ask(p->services, r->service, p->now, r->takes);
    if (!r->who)
        site_free_request(p, number);
    else
        hear(p, number, &f);
    return true;
}

void request_cut(struct site *p, uint32_t lead)
{
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        uint32_t number = p->traveller[m].request;
        struct request *r = &p->request[number];
        if (!number)
            continue;
        p->traveller[m].request = 0;
        r->dead = r->sent > p->now || r->held;
        r->who = 0;
        if (r->due < 0) /* held, and not in the calendar */
            site_free_request(p, number);
    }
}

void request_hold(struct site *p, uint32_t lead)
{
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        struct request *r = &p->request[p->traveller[m].request];
        if (p->traveller[m].request && !r->attempt && r->sent > p->now)
            r->held = true;
    }
}

void request_release(struct site *p, uint32_t lead, simtime shift)
{
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        uint32_t number = p->traveller[m].request;
        struct request *r = &p->request[number];
        if (!number || !r->held)
            continue;
        r->held = false;
        r->sent = site_later(r->sent, shift);
        r->first = r->sent;
        if (r->due < 0 || shift)
            schedule(p, number);
    }
}
