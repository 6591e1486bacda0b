/* site -- tables of travellers, facts and revisits; milestones. */
#include "sim/port/site.h"

#include <stdlib.h>

/* Room for one more record; record 0 is never used. */
static bool grow(void *table, uint32_t count, uint32_t *capacity, size_t size)
{
    void **array = table;

    if (count < *capacity)
        return true;
    uint32_t bigger = *capacity ? *capacity * 2 : 64;
    void *p = lines_grow(*array, count, bigger, size);
    if (!p)
        return false;
    *array = p;
    *capacity = bigger;
    return true;
}

uint32_t site_more_travellers(struct site *p)
{
    if (p->travellers > FLOW_PRESENT_MOST) {
        p->guard = FLOW_GUARD;
        return 0;
    }
    if (!grow(&p->traveller, p->travellers, &p->traveller_capacity,
              sizeof *p->traveller)) {
        p->failed = true;
        return 0;
    }
    return p->travellers++;
}

void site_free_history(struct site *p, uint32_t lead)
{
    uint32_t r = p->traveller[lead].revisits;

    while (r) {
        uint32_t next = p->revisit[r].next;
        p->revisit[r].next = p->free_revisit;
        p->free_revisit = r;
        r = next;
    }
}

void site_add_fact(struct site *p, uint32_t lead, const struct fact *f)
{
    struct traveller *t = &p->traveller[lead];
    uint32_t n = p->free_fact;

    if (n) {
        p->free_fact = p->fact[n].next;
    } else {
        if (!grow(&p->fact, p->facts, &p->fact_capacity, sizeof *p->fact)) {
            p->failed = true;
            return;
        }
        n = p->facts++;
    }
    p->fact[n] = *f;
    p->fact[n].next = 0;
    if (t->docket)
        p->fact[t->docket_end].next = n;
    else
        t->docket = n;
    t->docket_end = n;
}

void site_free_docket(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];

    if (!t->docket)
        return;
    p->fact[t->docket_end].next = p->free_fact;
    p->free_fact = t->docket;
    t->docket = t->docket_end = 0;
}

uint32_t site_new_image(struct site *p)
{
    uint32_t n = p->free_image;

    if (n) {
        p->free_image = p->image[n].next;
        return n;
    }
    if (grow(&p->image, p->images, &p->image_capacity, sizeof *p->image))
        return p->images++;
    p->failed = true;
    return 0;
}

uint32_t site_new_request(struct site *p)
{
    uint32_t r = p->free_request;

    if (r) {
        p->free_request = p->request[r].next;
    } else {
        if (p->requests == SLOTS_MOST) {
            p->guard = FLOW_GUARD;
            return 0;
        }
        if (!grow(&p->request, p->requests, &p->request_capacity,
                  sizeof *p->request)) {
            p->failed = true;
            return 0;
        }
        r = p->requests++;
    }
    p->request[r] = (struct request){.due = -1};
    return r;
}

void site_free_request(struct site *p, uint32_t r)
{
    p->request[r] = (struct request){.next = p->free_request, .due = -1};
    p->free_request = r;
}

/* A new entry in the history of a party. */
static uint32_t add_revisit(struct site *p, uint32_t lead, uint8_t node)
{
    uint32_t r = p->free_revisit;

    if (r) {
        p->free_revisit = p->revisit[r].next;
    } else {
        if (!grow(&p->revisit, p->revisits, &p->revisit_capacity,
                  sizeof *p->revisit)) {
            p->failed = true;
            return 0;
        }
        r = p->revisits++;
    }
    p->revisit[r] = (struct revisit){p->traveller[lead].revisits, node, 0};
    p->traveller[lead].revisits = r;
    return r;
}

uint32_t site_count_again(struct site *p, uint32_t lead, int node)
{
    const struct traveller *t = &p->traveller[lead];
    uint32_t r = t->revisits;
    while (r && p->revisit[r].node != node)
        r = p->revisit[r].next;
    if (!r && !(r = add_revisit(p, lead, (uint8_t)node)))
        return 0;
    if (++p->revisit[r].visits >= FLOW_VISITS_MOST)
        p->guard = FLOW_GUARD_VISITS;
    return p->revisit[r].visits;
}

void site_copy_history(struct site *p, uint32_t from, uint32_t to)
{
    p->traveller[to].seen_stations = p->traveller[from].seen_stations;
    p->traveller[to].seen_walks = p->traveller[from].seen_walks;
    p->traveller[to].revisits = 0;
    for (uint32_t r = p->traveller[from].revisits; r; r = p->revisit[r].next) {
        uint32_t copy = add_revisit(p, to, p->revisit[r].node);
        if (copy)
            p->revisit[copy].visits = p->revisit[r].visits;
    }
}

void site_log(struct site *p, enum milestone_kind kind, simtime at,
              const struct traveller *t, int node, int value)
{
    struct milestone_log *log = p->log;

    if (log->count == log->capacity) {
        size_t capacity = log->capacity ? 2 * log->capacity : 1024;
        struct milestone *item =
            realloc(log->item, capacity * sizeof *log->item);
        if (!item) {
            p->failed = true;
            return;
        }
        log->item = item;
        log->capacity = capacity;
    }
    log->item[log->count++] = (struct milestone){
        .at = at,
        .party = t->party,
        .kind = (uint8_t)kind,
        .flow = t->flow,
        .member = t->member,
        .node = (uint8_t)node,
        .value = (uint16_t)value,
        .port = (uint16_t)(p->is - p->m->port),
    };
}
