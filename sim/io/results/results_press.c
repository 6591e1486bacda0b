/* results_press -- a ring of blocks, and the thread that goes round it. */
#include "sim/io/results/results_press.h"

#include <assert.h>

static void pack(struct results_press *p, unsigned number)
{
    unsigned at = number % RESULTS_PRESS_MOST;

    p->bad[at] = results_block_pack(p->block[at], &p->packer) < 0;
}

static void *work(void *context)
{
    struct results_press *p = context;

    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->packed == p->put && !p->over)
            pthread_cond_wait(&p->change, &p->lock);
        if (p->over)
            break;
        unsigned number = p->packed;
        pthread_mutex_unlock(&p->lock);
        pack(p, number);
        pthread_mutex_lock(&p->lock);
        p->packed++;
        pthread_cond_signal(&p->change);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static void begin(struct results_press *p)
{
    p->ready = true; /* also when it failed: it is tried once */
    if (pthread_mutex_init(&p->lock, NULL))
        return;
    if (pthread_cond_init(&p->change, NULL) == 0) {
        if (pthread_create(&p->thread, NULL, work, p) == 0) {
            p->running = true;
            return;
        }
        pthread_cond_destroy(&p->change);
    }
    pthread_mutex_destroy(&p->lock);
}

bool results_press_full(const struct results_press *p)
{
    return p->put - p->taken == RESULTS_PRESS_MOST;
}

void results_press_put(struct results_press *p, struct results_block *b)
{
    assert(!results_press_full(p));
    if (!p->ready)
        begin(p);
    p->block[p->put % RESULTS_PRESS_MOST] = b;
    if (!p->running) {
        pack(p, p->put++);
        p->packed++;
        return;
    }
    pthread_mutex_lock(&p->lock);
    p->put++;
    pthread_cond_signal(&p->change);
    pthread_mutex_unlock(&p->lock);
}

struct results_block *results_press_take(struct results_press *p, bool *bad)
{
    if (p->put == p->taken)
        return NULL;
    if (p->running) {
        pthread_mutex_lock(&p->lock);
        while (p->packed == p->taken)
            pthread_cond_wait(&p->change, &p->lock);
        pthread_mutex_unlock(&p->lock);
    }
    unsigned at = p->taken++ % RESULTS_PRESS_MOST;
    *bad = p->bad[at];
    return p->block[at];
}

void results_press_release(struct results_press *p)
{
    if (p->running) {
        pthread_mutex_lock(&p->lock);
        p->over = true;
        pthread_cond_signal(&p->change);
        pthread_mutex_unlock(&p->lock);
        pthread_join(p->thread, NULL);
        pthread_cond_destroy(&p->change);
        pthread_mutex_destroy(&p->lock);
    }
    for (; p->taken != p->put; p->taken++)
        results_block_free(p->block[p->taken % RESULTS_PRESS_MOST]);
    results_packer_release(&p->packer);
    *p = (struct results_press){0};
}
