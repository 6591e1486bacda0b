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
static inline void be_as_the_class_says(struct traveller *t,
                                        const struct model_class *k)
{
    bool impostor = k->impostor != 0, enrolled = k->enrolled != 0;
    bool photo = !enrolled || k->photo;

    t->group = NO_GROUP;
    t->age = AGE_UNKNOWN;
    t->facts.enrolled = enrolled;
    t->impostor = impostor;
    t->opt_out = t->refuses = t->look_out = false;
    t->photo = photo;
}

/* Document and photo of a member; u: CROSSING_CLASS, where `drawn`. */
static void draw_member(const struct site *p, const struct model_flow *f,
                        struct traveller *t, bool drawn, struct pair u)
{
    const struct model_class *k = &p->m->class[t->class];

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

/* A slot; what is read before it is set. The rest the journey sets in time. */
static inline uint32_t new_traveller(struct site *p)
{
    uint32_t n = p->free_traveller;

    if (n)
        p->free_traveller = p->traveller[n].next_queued;
    else if (!(n = site_more_travellers(p)))
        return 0;
    struct traveller *t = &p->traveller[n];
    t->next_member = t->call = 0;
    t->facts = (struct facts){0};
    t->members = 0;
    t->to_end = false; /* a split copies it, also before the first way */
    t->outside = true;
    t->leaves = 0;
    t->lane = 0;
    if (p->options->travellers)
        t->waited = t->served = 0;
    t->seen_stations = t->seen_walks = 0;
    t->revisits = t->images = t->request = 0;
    return n;
}

/* A member of the class given, or, -1, drawn; 0: failed. */
ALWAYS uint32_t make_member(struct site *p, int flow, uint32_t ordinal,
                            int member, int class)
{
    const struct model_flow *f = &p->is->flow[flow];
    const struct model_population *pop = f->population;
    bool drawn = class < 0 && pop->class.n > 1;
    struct pair u = {0, 0};
    uint32_t n = new_traveller(p);

    if (!n)
        return 0;
    struct traveller *t = &p->traveller[n];
    t->party = ordinal;
    t->flow = (uint8_t)flow;
    t->member = (uint8_t)member;
    t->state = COMING;
    if (drawn)
        u = party_crossing(p, f, ordinal, (unsigned)member, CROSSING_CLASS);
    if (class < 0)
        class = pop->first_class + (drawn ? choose(&pop->class, u.first) : 0);
    t->class = (uint8_t) class;
    if (p->m->class[class].alike)
        be_as_the_class_says(t, &p->m->class[class]);
    else
        draw_member(p, f, t, drawn, u);
    return n;
}

/* The others of a party whose lead is there. */
SELDOM static bool make_others(struct site *p, uint32_t lead, int size,
                               int class)
{
    uint32_t last = lead;

    for (int i = 1; i < size; i++) {
        const struct traveller *t = &p->traveller[lead];
        uint32_t n = make_member(p, t->flow, t->party, i, class);
        if (!n)
            return false;
        p->traveller[last].next_member = n;
        last = n;
    }
    return true;
}

ALWAYS uint32_t make(struct site *p, int flow, uint32_t ordinal, int size,
                     bool mixed, int class)
{
    uint32_t lead = make_member(p, flow, ordinal, 0, class);

    if (!lead)
        return 0;
    p->traveller[lead].members = (uint8_t)size;
    if (size > 1 &&
        !make_others(p, lead, size, mixed ? class : p->traveller[lead].class))
        return 0;
    return lead;
}

uint32_t party_make(struct site *p, int flow, uint32_t ordinal, int size,
                    bool mixed, int class)
{
    return make(p, flow, ordinal, size, mixed, class);
}

ALWAYS void come(struct site *p, uint32_t lead)
{
    struct ledger *l = &p->ledger;
    struct traveller *t = &p->traveller[lead];

    for (struct traveller *k = t; k; k = site_next_member(p, k)) {
        k->state = GOING;
        k->arrived = p->now;
        k->arrived_interval = (uint16_t)l->interval;
        l->arrival[(k->class - p->is->first_class) * p->m->intervals +
                   l->interval]++;
    }
    l->parties++;
    l->arrived += t->members;
    ledger_present(l, p->now, t->members);
    site_milestone(p, MILESTONE_ARRIVE, p->now, t, t->flow, t->members);
}

ALWAYS uint32_t draw(struct site *p, int flow, uint32_t ordinal, int most)
{
    const struct model_flow *f = &p->is->flow[flow];
    const struct model_population *pop = f->population;
    struct pair u = {0, 0};
    int size = pop->party_size[0];

    if (pop->party.n > 1 || (size > 1 && share_is_drawn(pop->mixed)))
        u = party_crossing(p, f, ordinal, 0, CROSSING_PARTY);
    if (pop->party.n > 1)
        size = pop->party_size[choose(&pop->party, u.first)];
    return make(p, flow, ordinal, size < most ? size : most,
                pop->mixed && happens(pop->mixed, u.second), -1);
}

void party_come(struct site *p, uint32_t lead)
{
    come(p, lead);
}

uint32_t party_draw(struct site *p, int flow, uint32_t ordinal, int most)
{
    return draw(p, flow, ordinal, most);
}

uint32_t party_bring(struct site *p, int flow, uint32_t ordinal, int most)
{
    uint32_t lead = draw(p, flow, ordinal, most);

    if (lead)
        come(p, lead);
    return lead;
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
