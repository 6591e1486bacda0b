/* in_turn -- a port that is through leaves its rows to who hands on, or hands
 * them on itself, and those that wait for them. */
#include "sim/flow/in_turn.h"

#include <stddef.h>

enum {
    /* Bytes of rows before the proof: that wait for it, or handed on; packed,
     * those take a tenth, of travellers a fifth. */
    HOLD_MOST = 192 << 20,
    HAND_ON_MOST = 1536 << 20
};

int in_turn_begin(struct in_turn *t, const struct nation *n, bool sure)
{
    size_t hold = n->o->forget ? HAND_ON_MOST : HOLD_MOST;

    *t = (struct in_turn){.n = n,
                          .sure = sure,
                          .hold = n->o->hold ? n->o->hold : hold,
                          .until = n->m->ports};
    for (int i = 0; i < n->m->ports; i++)
        n->w->part[i] = (struct part){.state = RUN_DONE};
    return pthread_mutex_init(&t->lock, NULL) ? -1 : 0;
}

void in_turn_release(struct in_turn *t)
{
    for (int i = 0; i < t->n->m->ports; i++)
        results_release(&t->n->w->part[i].results);
    pthread_mutex_destroy(&t->lock);
}

/* What came since this was asked last; if it is too much, nothing is held. */
static void weigh(struct in_turn *t, struct apart *a)
{
    size_t bytes = results_bytes(&a->results), more = bytes - a->weighed;

    if (!t->sure &&
        __atomic_add_fetch(&t->held, more, __ATOMIC_RELAXED) > t->hold)
        __atomic_store_n(&t->dropped, true, __ATOMIC_RELAXED);
    if (in_turn_dropped(t))
        results_clear(&a->results);
    a->weighed = in_turn_dropped(t) ? 0 : bytes;
}

/* Rows whose turn it is. */
static enum run_state hand_on(struct in_turn *t, struct results *rows)
{
    const struct nation *n = t->n;
    enum run_state state = RUN_DONE;

    rows->unproven = n->r->unproven = !t->sure;
    if (!in_turn_dropped(t) && (t->sure || n->o->forget))
        state = nation_add_rows(n, rows);
    else if (!in_turn_dropped(t) && results_append(n->r, rows))
        state = RUN_MEMORY;
    results_clear(rows);
    return state;
}

int in_turn_take(void *context, struct results *rows)
{
    struct in_turn *t = context;
    struct apart *a =
        (struct apart *)((char *)rows - offsetof(struct apart, results));

    weigh(t, a);
    if (__atomic_load_n(&t->turn, __ATOMIC_ACQUIRE) != a->port)
        return 0;
    enum run_state state = hand_on(t, rows);
    a->weighed = 0;
    a->site.failed |= state == RUN_MEMORY;
    return state == RUN_REFUSED ? -1 : 0;
}

/* The port whose turn it was is done with: is there another one that waits? */
static bool next(struct in_turn *t, enum run_state state)
{
    struct part *part = t->n->w->part;

    pthread_mutex_lock(&t->lock);
    if (state == RUN_DONE)
        __atomic_store_n(&t->turn, t->turn + 1, __ATOMIC_RELEASE);
    else
        __atomic_store_n(&t->until, t->turn, __ATOMIC_RELAXED);
    bool waits =
        state == RUN_DONE && t->turn < t->n->m->ports && part[t->turn].through;
    pthread_mutex_unlock(&t->lock);
    return waits;
}

void in_turn_end(struct in_turn *t, struct apart *a)
{
    struct part *part = &t->n->w->part[a->port];

    weigh(t, a);
    part->results = a->results;
    a->results = (struct results){0};
    a->weighed = 0;
    pthread_mutex_lock(&t->lock);
    part->through = true;
    bool mine = t->turn == a->port;
    pthread_mutex_unlock(&t->lock);
    while (mine) {
        part = &t->n->w->part[t->turn];
        if (part->state == RUN_DONE)
            part->state = hand_on(t, &part->results);
        results_release(&a->results); /* memory for the next port's */
        a->results = part->results;
        part->results = (struct results){0};
        mine = next(t, part->state);
    }
}
