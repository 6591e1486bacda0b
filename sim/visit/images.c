/* images -- every image that is captured, until its owner leaves: then the
 * schedule of retention decides, and the ledger counts it. */
#include <assert.h>

#include "sim/port/site.h"

/* The owner is confirmed or misjudged: that concerns all images so far, and
 * none was captured afterwards: a traveller's facts are committed in order of
 * time. */
static void owner_is(struct site *p, const struct traveller *t, simtime at,
                     bool confirmed)
{
    for (uint32_t n = t->images; n; n = p->image[n].next) {
        struct image_life *i = &p->image[n].life;
        assert(at >= i->captured);
        if (!confirmed)
            i->misjudged = at;
        else if (i->confirmed < 0 || at < i->confirmed)
            i->confirmed = at;
    }
}

void images_capture(struct site *p, struct traveller *t, simtime at)
{
    uint32_t n = p->m->retention.rows ? site_new_image(p) : 0;

    if (!n)
        return;
    p->image[n] = (struct image){t->images, image_new(at)};
    t->images = n;
    p->ledger.images_taken++;
}

/* A request or an answer is about the last image. */
void images_request(struct site *p, struct traveller *t, simtime at)
{
    if (t->images)
        p->image[t->images].life.requested = at;
}

void images_answer(struct site *p, struct traveller *t, simtime at,
                   enum result result)
{
    struct image_life *i;

    if (!t->images)
        return;
    i = &p->image[t->images].life;
    if (at >= i->answered) { /* one that was given up may come later */
        i->answer = (uint8_t)result;
        i->answered = at;
    }
    if (result == RESULT_MATCHED)
        owner_is(p, t, at, true);
}

void images_decide(struct site *p, struct traveller *t, simtime at,
                   enum decision decision, bool misjudged)
{
    if (decision == DECISION_CLEARED)
        owner_is(p, t, at, true);
    else if (misjudged)
        owner_is(p, t, at, false);
}

static void count(struct ledger *l, const struct retention_fate *f, int class,
                  const struct image_life *i)
{
    const struct model *m = l->m;
    int whys_rows = WHYS * m->retention.rows;
    struct image_count *c =
        &l->image[class * whys_rows + (int)image_why(i) * m->retention.rows +
                  f->row];
    struct held_count *h =
        &l->held[(m->retention.store[f->row] * l->is->classes + class) *
                 m->intervals];
    simtime age = f->deleted - i->captured;

    c->stored++;
    c->longer += f->longer;
    c->age += age;
    if (age > c->age_max)
        c->age_max = age;
    if (i->confirmed >= 0) {
        age = f->deleted - i->confirmed;
        c->since += age;
        if (!c->confirmed || age > c->since_max)
            c->since_max = age;
        c->confirmed++;
    }
    h[i->captured / m->interval].stored++;
    if (f->deleted >= m->duration)
        return;
    c->deleted++;
    h[f->deleted / m->interval].deleted++;
}

bool images_settle(struct ledger *l, const struct traveller *t,
                   const struct image_life *i)
{
    const struct model_retention *r = &l->m->retention;
    bool stored = false;

    for (int store = 0; store < r->stores; store++) {
        struct retention_fate f = retention_decide(
            r->row, r->rows, r->store, store, l->m->class[t->class].status, i);
        if (f.row < 0)
            continue;
        count(l, &f, t->class - l->is->first_class, i);
        stored = true;
    }
    return stored;
}

void images_leave(struct site *p, struct traveller *t)
{
    uint32_t next;

    for (uint32_t n = t->images; n; n = next) {
        next = p->image[n].next;
        p->ledger.images_settled +=
            images_settle(&p->ledger, t, &p->image[n].life);
        p->image[n].next = p->free_image;
        p->free_image = n;
    }
    t->images = 0;
}

static bool store_holds(const struct ledger *l, int store, int class)
{
    const struct model_retention *r = &l->m->retention;
    int64_t kept = 0;

    for (int row = 0; row < r->rows; row++)
        for (int why = 0; r->store[row] == store && why < WHYS; why++) {
            const struct image_count *c =
                &l->image[(class * WHYS + why) * r->rows + row];
            kept += c->stored - c->deleted;
        }
    for (int i = 0; i < l->m->intervals; i++) {
        const struct held_count *h =
            &l->held[(store * l->is->classes + class) * l->m->intervals + i];
        kept -= h->stored - h->deleted;
    }
    return kept == 0;
}

bool images_hold(const struct ledger *l)
{
    bool ok = l->images_taken == l->images_settled;

    for (int s = 0; s < l->m->retention.stores; s++)
        for (int c = 0; c < l->is->classes; c++)
            ok = ok && store_holds(l, s, c);
    return ok;
}
