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

/* It is in the store of the row until its fate. */
static void count(struct ledger *l, int class, enum image_why why, int row,
                  const struct image_life *i, struct retention_fate f)
{
    const struct model *m = l->m;
    struct image_count *c = ledger_image(l, class, why, row);
    struct held_count *h = ledger_held(l, m->retention.store[row], class);
    simtime age = f.deleted - i->captured;

    if (!h)
        return;
    c->stored++;
    c->longer += f.longer;
    c->age += age;
    if (age > c->age_max)
        c->age_max = age;
    if (f.confirmed) {
        age = f.deleted - i->confirmed;
        c->since += age;
        if (!c->confirmed || age > c->since_max)
            c->since_max = age;
        c->confirmed++;
    }
    h[i->captured / m->interval].stored++;
    if (f.deleted >= m->duration)
        return;
    c->deleted++;
    h[f.deleted / m->interval].deleted++;
}

/* The first moment after `at` in which a match comes later that concerns the
 * image: about it, or one that was taken after it; -1: none. */
static simtime next_late(const struct site *p, const struct traveller *t,
                         uint32_t image, simtime at)
{
    simtime next = -1;

    for (uint32_t n = t->images; n != image; n = p->image[n].next) {
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

/* The row of the store that decides about the image, with all that the store
 * learns of it: a match that comes when it has deleted the image does not count
 * there. It is known to have the image until `least`. */
static int learn_all(const struct site *p, const struct traveller *t, int store,
                     uint32_t image, struct image_life *i, simtime *least)
{
    const struct model_retention *r = &p->m->retention;
    enum status status = p->m->class[t->class].status;

    for (simtime at = -1;;) {
        int row = r->decides[status][image_why(i)][i->confirmed >= 0][store];
        at = next_late(p, t, image, at);
        if (at < 0 ||
            (row >= 0 &&
             at > retention_fate(&r->row[row], r->promise[status], i, *least)
                      .deleted))
            return row;
        learn(p, t, image, at, i);
        *least = row >= 0 ? at : -1;
    }
}

/* Into every store that has a row for it; false: there is none. */
static bool settle(struct site *p, const struct traveller *t, uint32_t image)
{
    const struct model_retention *r = &p->m->retention;
    enum status status = p->m->class[t->class].status;
    const struct image_life *i = &p->image[image].life;
    enum image_why why = image_why(i);
    const int8_t *rows = r->decides[status][why][i->confirmed >= 0];
    bool later = next_late(p, t, image, -1) >= 0, stored = false;
    struct image_life known;
    simtime least = -1;

    for (int store = 0; store < r->stores; store++) {
        int row = rows[store];
        if (later) {
            known = p->image[image].life;
            least = -1;
            row = learn_all(p, t, store, image, &known, &least);
            why = image_why(i = &known);
        }
        if (row < 0)
            continue;
        count(&p->ledger, t->class - p->is->first_class, why, row, i,
              retention_fate(&r->row[row], r->promise[status], i, least));
        stored = true;
    }
    return stored;
}

void images_leave(struct site *p, struct traveller *t)
{
    uint32_t last = 0;

    for (uint32_t n = t->images; n; n = p->image[n].next) {
        if (!p->image[n].late)
            p->ledger.images_settled += settle(p, t, n);
        last = n;
    }
    p->image[last].next = p->free_image;
    p->free_image = t->images;
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
