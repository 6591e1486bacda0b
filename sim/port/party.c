/* party -- the people of a party: classes, documents, photos, traits. */
#include "sim/port/party.h"

#include "sim/visit/scope.h"

static bool happens(uint64_t threshold, uint64_t u)
{
    return u < threshold;
}

/* Traits of the person: group, age, whether they refuse the photo and were
 * enrolled before, ... */
static void make_person(const struct site *p, struct traveller *t)
{
    const struct model_class *k = &p->m->class[t->class];

    t->group = NO_GROUP;
    if (k->group_number) {
        int i = 0;
        if (k->group.n > 1)
            i = choose(&k->group, party_person(p, t, PERSON_GROUP, 0).first);
        t->group = k->group_number[i];
    }
    scope_traits(p, t);
    t->facts.enrolled = k->enrolled == UNIFORM_END;
    if (share_is_drawn(k->enrolled))
        t->facts.enrolled =
            happens(k->enrolled, party_person(p, t, PERSON_ENROLLED, 0).first);
}

/* Where nothing is drawn. */
static void be_as_the_class_says(struct traveller *t,
                                 const struct model_class *k)
{
    t->group = NO_GROUP;
    t->age = AGE_UNKNOWN;
    t->refuses = t->opt_out = t->look_out = false;
    t->impostor = k->impostor != 0;
    t->facts.enrolled = k->enrolled != 0;
    t->photo = !t->facts.enrolled || k->photo;
}

/* Class (drawn, or given: >= 0), document and photo of a member. */
static void make_member(const struct site *p, const struct model_flow *f,
                        struct traveller *t, int class)
{
    const struct model_population *pop = f->population;
    bool drawn = class < 0 && pop->class.n > 1;
    struct pair u = {0, 0};

    if (drawn)
        u = party_crossing(p, f, t->party, t->member, CROSSING_CLASS);
    if (class < 0)
        class = pop->first_class + (drawn ? choose(&pop->class, u.first) : 0);
    const struct model_class *k = &p->m->class[class];
    t->class = (uint8_t) class;
    if (k->alike) {
        be_as_the_class_says(t, k);
        return;
    }
    if (share_is_drawn(k->impostor) && !drawn)
        u = party_crossing(p, f, t->party, t->member, CROSSING_CLASS);
    t->impostor = k->impostor == UNIFORM_END ||
                  (k->impostor && happens(k->impostor, u.second));
    make_person(p, t);
    /* whoever is enrolled in this crossing has a photo then */
    t->photo =
        !t->facts.enrolled || k->photo == UNIFORM_END ||
        (k->photo &&
         happens(
             k->photo,
             party_crossing(p, f, t->party, t->member, CROSSING_PHOTO).first));
}

/* A party of `size` members at the port; returns its lead, 0: failed. */
uint32_t party_make(struct site *p, int flow, uint32_t ordinal, int size,
                    bool mixed, int class)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t lead = 0, last = 0;

    for (int i = 0; i < size; i++) {
        uint32_t n = site_new_traveller(p);
        if (!n)
            return 0;
        struct traveller *t = &p->traveller[n];
        t->party = ordinal;
        t->flow = (uint8_t)flow;
        t->member = (uint8_t)i;
        t->state = COMING;
        make_member(p, f, t, i && !mixed ? p->traveller[lead].class : class);
        if (last)
            p->traveller[last].next_member = n;
        else
            lead = n;
        last = n;
    }
    p->traveller[lead].members = (uint8_t)size;
    return lead;
}

/* The party is at the port, from now on. */
void party_come(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];

    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        p->traveller[m].state = GOING;
        p->traveller[m].arrived = p->now;
        p->traveller[m].arrived_interval = (uint16_t)p->ledger.interval;
        p->ledger.arrival[(p->traveller[m].class - p->is->first_class) *
                              p->m->intervals +
                          p->ledger.interval]++;
    }
    p->ledger.parties++;
    p->ledger.arrived += t->members;
    ledger_present(&p->ledger, p->now, t->members);
    site_milestone(p, MILESTONE_ARRIVE, p->now, t, t->flow, t->members);
}

/* Draws the size where needed, at most `most`; then makes the party. */
uint32_t party_draw(struct site *p, int flow, uint32_t ordinal, int most)
{
    const struct model_flow *f = &p->is->flow[flow];
    const struct model_population *pop = f->population;
    struct pair u = {0, 0};
    int size = pop->party_size[0];

    if (pop->party.n > 1 || (size > 1 && share_is_drawn(pop->mixed)))
        u = party_crossing(p, f, ordinal, 0, CROSSING_PARTY);
    if (pop->party.n > 1)
        size = pop->party_size[choose(&pop->party, u.first)];
    return party_make(p, flow, ordinal, size < most ? size : most,
                      pop->mixed && happens(pop->mixed, u.second), -1);
}

/* Whether the members of a party out of a trace draw their classes apart. */
bool party_is_mixed(const struct site *p, int flow, uint32_t ordinal)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint64_t mixed = f->population->mixed;

    return mixed == UNIFORM_END ||
           (mixed &&
            party_crossing(p, f, ordinal, 0, CROSSING_PARTY).second < mixed);
}
