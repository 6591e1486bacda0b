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
        if (p->image[n].late)
            continue;
        assert(at >= i->captured);
        if (!confirmed)
            i->misjudged = at;
        else if (i->confirmed < 0 || at < i->confirmed)
            i->confirmed = at;
    }
}

static uint32_t add(struct site *p, struct traveller *t, simtime at, bool late)
{
    uint32_t n = p->m->retention.rows ? site_new_image(p) : 0;

    if (!n)
        return 0;
    p->image[n] =
        (struct image){.next = t->images, .late = late, .life = image_new(at)};
    t->images = n;
    return n;
}

void images_capture(struct site *p, struct traveller *t, simtime at)
{
    p->ledger.images_taken += add(p, t, at, false) != 0;
}

/* A request or an answer is about the last image. */
static struct image_life *last(const struct site *p, const struct traveller *t)
{
    uint32_t n = t->images;

    while (n && p->image[n].late)
        n = p->image[n].next;
    return n ? &p->image[n].life : NULL;
}

void images_request(struct site *p, struct traveller *t, simtime at)
{
    struct image_life *i = last(p, t);

    if (i)
        i->requested = at;
}

void images_answer(struct site *p, struct traveller *t, simtime at,
                   enum result result)
{
    struct image_life *i = last(p, t);

    if (!i)
        return;
    i->answer = (uint8_t)result;
    i->answered = at;
    if (result == RESULT_MATCHED)
        owner_is(p, t, at, true);
}

void images_later(struct site *p, struct traveller *t, simtime at,
                  enum result result)
{
    uint32_t n = t->images ? add(p, t, at, true) : 0;

    if (n)
        p->image[n].life.answer = (uint8_t)result;
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
    struct held_count **of =
        &l->held[m->retention.store[f->row] * l->is->classes + class];
    struct held_count *h = *of = ledger_slice(l, *of, sizeof **of);
    simtime age = f->deleted - i->captured;

    if (!h)
        return;
    c->stored++;
    c->longer += f->longer;
    c->age += age;
    if (age > c->age_max)
        c->age_max = age;
    if (f->confirmed >= 0) {
        age = f->deleted - f->confirmed;
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

/* The first moment after `at` in which a match comes later that concerns the
 * image: about it, or one that was taken after it; -1: none. */
static simtime next_late(const struct site *p, const struct traveller *t,
                         uint32_t image, simtime at)
{
    simtime next = -1;

    for (uint32_t n = image ? t->images : 0; n != image; n = p->image[n].next) {
        simtime comes = p->image[n].life.captured;
        if (p->image[n].late && comes > at && (next < 0 || comes < next))
            next = comes;
    }
    return next;
}

/* What is matched at that moment becomes known. Of those about the image the
 * one that was given up last says the result; they stand first after the image
 * taken next. */
static void learn(const struct site *p, const struct traveller *t,
                  uint32_t image, simtime at, struct image_life *i)
{
    int own = -1;

    for (uint32_t n = t->images; n != image; n = p->image[n].next) {
        const struct image *k = &p->image[n];
        if (!k->late)
            own = -1;
        if (!k->late || k->life.captured != at)
            continue;
        if (own < 0)
            own = k->life.answer;
        if (k->life.answer == RESULT_MATCHED &&
            (i->confirmed < 0 || at < i->confirmed))
            i->confirmed = at;
    }
    if (own >= 0 && at > i->answered) {
        i->answer = (uint8_t)own;
        i->answered = at;
    }
}

/* Into one store: a match that comes when it has deleted the image does not
 * count there. */
static bool settle(struct site *p, const struct traveller *t, int store,
                   uint32_t image, struct image_life i)
{
    struct ledger *l = &p->ledger;
    const struct model_retention *r = &l->m->retention;
    enum status status = l->m->class[t->class].status;
    struct retention_fate f =
        retention_decide(r->row, r->rows, r->store, store, status, &i, -1);

    for (simtime at = -1; (at = next_late(p, t, image, at)) >= 0;) {
        if (f.row >= 0 && at > f.deleted)
            break;
        learn(p, t, image, at, &i);
        f = retention_decide(r->row, r->rows, r->store, store, status, &i,
                             f.row >= 0 ? at : -1);
    }
    if (f.row >= 0)
        count(l, &f, t->class - l->is->first_class, &i);
    return f.row >= 0;
}

bool images_settle(struct site *p, const struct traveller *t,
                   const struct image_life *i, uint32_t image)
{
    bool stored = false;

    for (int store = 0; store < p->m->retention.stores; store++)
        stored |= settle(p, t, store, image, *i);
    return stored;
}

void images_leave(struct site *p, struct traveller *t)
{
    uint32_t next;

    for (uint32_t n = t->images; n; n = p->image[n].next)
        if (!p->image[n].late)
            p->ledger.images_settled +=
                images_settle(p, t, &p->image[n].life, n);
    for (uint32_t n = t->images; n; n = next) {
        next = p->image[n].next;
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
    const struct held_count *h = l->held[store * l->is->classes + class];
    for (int i = 0; h && i < l->m->intervals; i++)
        kept -= h[i].stored - h[i].deleted;
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
