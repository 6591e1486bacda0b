#ifndef SIM_PORT_PARTY_H
#define SIM_PORT_PARTY_H

#include "sim/port/site.h"

/*
 * party -- makes the people of a party, as their keys say.
 *
 * Model     docs/design.md, "Members"
 * Owns      nothing: travellers are slots of the site
 * Errors    0 for a party that cannot be made: site->failed or site->guard
 */

/* A pair of the flow's crossing draws. */
static inline struct pair party_crossing(const struct site *p,
                                         const struct model_flow *f,
                                         uint32_t party, unsigned member,
                                         unsigned purpose)
{
    return keyed_pair(f->crossing,
                      (struct counter){party, counter_who(member, 0),
                                       counter_what(purpose, 0, 0),
                                       p->replication});
}

/* A pair of the person's own; `modality` where the purpose asks for one. */
static inline struct pair party_person(const struct site *p,
                                       const struct traveller *t,
                                       unsigned purpose, unsigned modality)
{
    const struct model_flow *f = &p->is->flow[t->flow];
    uint64_t person =
        f->person_salt +
        UINT64_C(0x9e3779b97f4a7c15) * ((uint64_t)t->party << 8 | t->member);
    struct counter c = person_counter(person, purpose, p->replication);

    c.what |= counter_what(0, 0, modality);
    return keyed_pair(f->population->key, c);
}

/* A party of given size, not at the port yet (state COMING); returns its lead.
 * class: a number, or -1: drawn, for each member where the party is mixed. */
uint32_t party_make(struct site *p, int flow, uint32_t ordinal, int size,
                    bool mixed, int class);

/* The same with its size drawn, but at most `most`. */
uint32_t party_draw(struct site *p, int flow, uint32_t ordinal, int most);

/* They are gone; their slots are used again. */
static inline void party_free(struct site *p, uint32_t lead)
{
    uint32_t next;

    for (uint32_t m = lead; m; m = next) {
        struct traveller *t = &p->traveller[m];
        next = t->next_member;
        if (t->revisits)
            site_free_history(p, m);
        t->state = FREE;
        t->next_queued = p->free_traveller;
        p->free_traveller = m;
    }
}

/* Whether members draw their classes apart, for a party of given size. */
bool party_is_mixed(const struct site *p, int flow, uint32_t ordinal);

/* It is at the port, from now on. */
void party_come(struct site *p, uint32_t lead);

/* party_draw() and, at once, party_come(). */
uint32_t party_bring(struct site *p, int flow, uint32_t ordinal, int most);

#endif
