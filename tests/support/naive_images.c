/* naive_images -- what becomes of images, and of records of crossings. */
#include <string.h>

#include "tests/support/naive_world.h"

struct image {
    simtime captured, requested, answered, confirmed, misjudged; /* or NEVER */
    enum result answer;
    bool by_later;        /* that */
    bool crossing;        /* no image: a record */
    struct image *before; /* of the same owner */
};

struct image_later { /* a match that comes later */
    simtime at;
    enum result answer;
    struct image *of;
    struct image_later *next; /* in order of time */
};

/* ---- what an image takes note of ---- */

void naive_image_taken(struct world *w, struct person *who)
{
    struct image *i = naive_new(w, sizeof *i);

    *i = (struct image){.captured = w->now,
                        .requested = NEVER,
                        .answered = NEVER,
                        .confirmed = NEVER,
                        .misjudged = NEVER,
                        .before = who->images};
    who->images = i;
}

void naive_image_asked(struct world *w, struct person *who)
{
    who->images->requested = w->now;
}

/* The owner is taken for himself: he of this image, and of those before. */
static void confirm(struct image *i, simtime at)
{
    for (; i; i = i->before)
        if (at < i->confirmed)
            i->confirmed = at;
}

/* An answer about the last image. */
void naive_image_answered(struct world *w, struct person *who,
                          enum result answer)
{
    who->images->answered = w->now;
    who->images->answer = answer;
    if (answer == RESULT_MATCHED)
        confirm(who->images, w->now);
}

/* One that comes when it has been there for a while: whoever still has the
 * image then learns of it. */
void naive_image_late(struct world *w, struct person *who, enum result answer,
                      simtime at)
{
    struct image_later *l = naive_new(w, sizeof *l);
    struct image_later **to = &who->laters;

    *l = (struct image_later){.at = at, .answer = answer, .of = who->images};
    while (*to && (*to)->at <= at)
        to = &(*to)->next;
    l->next = *to;
    *to = l;
}

void naive_image_judged(struct world *w, struct person *who, bool cleared,
                        bool false_reject)
{
    if (cleared)
        confirm(who->images, w->now);
    for (struct image *i = who->images; i && false_reject; i = i->before)
        i->misjudged = w->now;
}

/* ---- the schedule ---- */

static enum image_why why_of(const struct image *i)
{
    enum result answer = i->answered == NEVER ? RESULT_NO_ANSWER : i->answer;

    if (i->crossing)
        return WHY_CROSSING;
    if (answer == RESULT_MATCHED)
        return WHY_MATCHED;
    if (i->misjudged != NEVER && i->confirmed == NEVER)
        return WHY_MISJUDGED;
    if (answer == RESULT_NOT_MATCHED)
        return WHY_NOT_MATCHED;
    if (answer == RESULT_WRONG_PERSON)
        return WHY_WRONG_PERSON;
    return i->requested == NEVER ? WHY_NOT_ASKED : WHY_NO_ANSWER;
}

/* When it happened, or NEVER; crossed: when the owner of a record did. */
static simtime triggered(enum retention_trigger t, enum image_why why,
                         const struct image *i)
{
    static const struct {
        enum retention_trigger trigger;
        enum image_why why;
    } of[] = {{TRIGGER_NOT_MATCHED, WHY_NOT_MATCHED},
              {TRIGGER_WRONG_PERSON, WHY_WRONG_PERSON},
              {TRIGGER_MISJUDGED, WHY_MISJUDGED},
              {TRIGGER_NO_ANSWER, WHY_NO_ANSWER},
              {TRIGGER_NOT_ASKED, WHY_NOT_ASKED}};

    if ((t == TRIGGER_CROSSING) != (why == WHY_CROSSING))
        return NEVER;
    if (t == TRIGGER_CROSSING || t == TRIGGER_CAPTURE)
        return i->captured;
    if (t == TRIGGER_CONFIRMATION)
        return i->confirmed;
    for (size_t k = 0; k < sizeof of / sizeof *of; k++)
        if (of[k].trigger == t && of[k].why != why)
            return NEVER;
    return t == TRIGGER_MISJUDGED   ? i->misjudged
           : t == TRIGGER_NO_ANSWER ? i->requested
           : t == TRIGGER_NOT_ASKED ? i->captured
                                    : i->answered;
}

static bool is_for(const struct retention *r, enum status status)
{
    return r->statuses == 0 || r->statuses >> status & 1;
}

static bool is_longer(const struct world *w, enum status status,
                      const struct image *i, simtime deleted)
{
    bool known = i->confirmed <= deleted; /* while it was there */

    for (int r = 0; r < w->s->retentions; r++) {
        const struct retention *row = &w->s->retention[r];
        if (row->trigger == TRIGGER_CONFIRMATION && is_for(row, status))
            return deleted > (known ? i->confirmed : i->captured) + row->period;
    }
    return false;
}

/* ---- tables ---- */

static void held(struct world *w, int store, const struct person *who,
                 simtime captured, simtime deleted)
{
    for (int k = naive_interval(w, captured); k < naive_intervals(w); k++) {
        int32_t key[5] = {w->replication, w->port, store, who->class_number, k};
        struct images_held_row *row = naive_row(w, TABLE_images_held, key, 5);
        bool now = deleted < w->s->duration && naive_interval(w, deleted) == k;
        bool gone = deleted < w->s->duration && naive_interval(w, deleted) <= k;
        row->stored += naive_interval(w, captured) == k;
        row->deleted += now;
        row->held += !gone;
    }
}

static void store(struct world *w, int store, const struct person *who,
                  enum image_why why, const struct image *i, int rule,
                  simtime deleted)
{
    const struct retention *r = &w->s->retention[rule];
    int32_t key[6] = {w->replication,    w->port,      store,
                      who->class_number, (int32_t)why, rule};
    struct images_row *row = naive_row(w, TABLE_images, key, 6);
    bool longer =
        why != WHY_CROSSING && is_longer(w, who->class->status, i, deleted);

    row->trigger = (int32_t)r->trigger;
    row->period_us = r->period;
    row->stored++;
    row->deleted += deleted < w->s->duration;
    row->held += deleted >= w->s->duration;
    row->longer += longer;
    row->age_sum_us += (double)(deleted - i->captured);
    if (row->age_max_us < deleted - i->captured)
        row->age_max_us = deleted - i->captured;
    if (i->confirmed != NEVER && i->confirmed > deleted)
        naive_met(w, CASE_IMAGE_CONFIRMED_GONE);
    if (i->confirmed <= deleted) {
        simtime since = deleted - i->confirmed;
        if (row->confirmed++ == 0 || row->since_max_us < since)
            row->since_max_us = since;
        row->since_sum_us += (double)since;
        if (i->confirmed > w->s->duration)
            naive_met(w, CASE_IMAGE_CONFIRMED_AFTER);
    }
    held(w, store, who, i->captured, deleted);
    naive_met(w, CASE_IMAGE_WHY + (int)why);
    naive_met(w, CASE_IMAGE_TRIGGER + (int)r->trigger);
    if (longer)
        naive_met(w, CASE_IMAGE_LONGER);
    if (deleted < w->s->duration)
        naive_met(w, CASE_IMAGE_DELETED);
}

/* Is this the first row of its store? */
static bool begins_store(const struct scenario *s, int row)
{
    for (int r = 0; r < row; r++)
        if (strcmp(s->retention[r].store.text, s->retention[row].store.text) ==
            0)
            return false;
    return true;
}

/* The row of a store that holds, by what is known; -1: none. */
static int rule_of(const struct world *w, int first, enum status status,
                   enum image_why why, const struct image *i)
{
    const struct retention *r = w->s->retention;

    for (int k = first; k < w->s->retentions; k++)
        if (strcmp(r[k].store.text, r[first].store.text) == 0 &&
            is_for(&r[k], status) && triggered(r[k].trigger, why, i) != NEVER)
            return k;
    return -1;
}

/* Does the answer concern the image: is it about it or a later one? */
static bool concerns(const struct image_later *l, const struct image *i)
{
    for (const struct image *k = l->of; k; k = k->before)
        if (k == i)
            return true;
    return false;
}

/* A store's view: it learns what comes later one after another, as long as it
 * has the image. */
static void into_store(struct world *w, int number, int first,
                       const struct person *who, const struct image *i)
{
    const struct image_later *l = who->laters;
    struct image known = *i;
    simtime gone = NEVER;

    for (simtime at = 0;; at = l->at, l = l->next) {
        int rule =
            rule_of(w, first, who->class->status, why_of(&known), &known);
        if (rule < 0) {
            gone = NEVER;
        } else {
            bool had = gone != NEVER;
            const struct retention *r = &w->s->retention[rule];
            gone = triggered(r->trigger, why_of(&known), &known) + r->period;
            if (had && gone < at) {
                naive_met(w, CASE_IMAGE_GONE_AT_ONCE);
                gone = at;
            }
        }
        while (l && !concerns(l, i))
            l = l->next;
        if (l && l->at > gone)
            naive_met(w, CASE_IMAGE_GONE_BEFORE);
        if (!l || l->at > gone) {
            if (rule < 0)
                naive_met(w, CASE_IMAGE_NOT_STORED);
            else
                store(w, number, who, why_of(&known), &known, rule, gone);
            return;
        }
        if (l->of == i && (known.answered == NEVER || l->at > known.answered ||
                           (l->at == known.answered && known.by_later))) {
            known.answered = l->at;
            known.answer = l->answer;
            known.by_later = true;
        }
        if (l->answer == RESULT_MATCHED && l->at < known.confirmed)
            known.confirmed = l->at;
    }
}

static void into_stores(struct world *w, const struct person *who,
                        const struct image *i)
{
    int number = 0;

    for (int first = 0; first < w->s->retentions; first++)
        if (begins_store(w->s, first))
            into_store(w, number++, first, who, i);
}

/* ---- records ---- */

static enum naive_how how_of(const struct person *who)
{
    enum result later =
        who->result == RESULT_NO_ANSWER ? who->later : RESULT_NONE;

    if (who->end == END_UNRECORDED)
        return NAIVE_NO_RECORD;
    if (who->impostor &&
        (who->result == RESULT_MATCHED || later == RESULT_MATCHED ||
         who->decision == DECISION_CLEARED ||
         who->result == RESULT_WRONG_PERSON || later == RESULT_WRONG_PERSON ||
         who->reported))
        return NAIVE_WRONG_RECORD;
    if (who->result == RESULT_MATCHED || later == RESULT_MATCHED)
        return NAIVE_BIOMETRIC;
    if (who->decision == DECISION_CLEARED)
        return NAIVE_DOCUMENT;
    if (who->result == RESULT_WRONG_PERSON || later == RESULT_WRONG_PERSON)
        return NAIVE_WRONG_RECORD;
    return who->reported ? NAIVE_REPORT : NAIVE_NO_RECORD;
}

static void record(struct world *w, const struct person *who)
{
    enum naive_how how = how_of(who);
    struct image crossing = {
        .crossing = true, .captured = who->left, .confirmed = NEVER};
    int32_t key[6] = {
        w->replication,    w->port,      w->p->flow[who->flow].exit,
        who->class_number, (int32_t)how, naive_interval(w, who->left)};
    struct records_row *row = naive_row(w, TABLE_records, key, 6);

    row->persons++;
    naive_met(w, CASE_RECORD + (int)how);
    if (how != NAIVE_NO_RECORD)
        into_stores(w, who, &crossing);
}

static bool reports(const struct route *r, int n)
{
    for (int i = 0; i < n; i++)
        if (r[i].report)
            return true;
    return false;
}

static bool are_recorded(const struct scenario *s)
{
    for (int i = 0; i < s->ports; i++) {
        const struct port *p = &s->port[i];
        for (int k = 0; k < p->stations; k++)
            if (reports(p->station[k].route, p->station[k].routes))
                return true;
        for (int k = 0; k < p->walks; k++)
            if (reports(p->walk[k].route, p->walk[k].routes))
                return true;
    }
    return s->retentions > 0;
}

void naive_images(struct world *w)
{
    for (const struct person *who = w->people; who; who = who->next) {
        for (const struct image *i = who->images; i; i = i->before)
            into_stores(w, who, i);
        if (are_recorded(w->s) &&
            (who->end == END_ADMITTED || who->end == END_DEPARTED ||
             who->end == END_UNRECORDED))
            record(w, who);
    }
}
