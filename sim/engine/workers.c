/* workers -- threads that take the next number until none is left. */
#include "sim/engine/workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct pool {
    atomic_int next;
    int n;
    workers_fn *work;
    void *context;
};

struct worker {
    struct pool *pool;
    int number;
    pthread_t thread;
};

static void *take(void *argument)
{
    struct worker *w = argument;
    struct pool *p = w->pool;

    for (int i; (i = atomic_fetch_add(&p->next, 1)) < p->n;)
        p->work(p->context, w->number, i);
    return NULL;
}

int workers_run(int jobs, int n, workers_fn *work, void *context)
{
    struct pool p = {.n = n, .work = work, .context = context};
    int started = 1, answer = 0;

    if (jobs > n)
        jobs = n > 0 ? n : 1;
    struct worker *w = calloc((size_t)jobs, sizeof *w);
    if (!w)
        return -1;
    w[0] = (struct worker){.pool = &p};
    for (; started < jobs; started++) {
        w[started] = (struct worker){.pool = &p, .number = started};
        if (pthread_create(&w[started].thread, NULL, take, &w[started])) {
            answer = -1;
            break;
        }
    }
    take(&w[0]);
    for (int i = 1; i < started; i++)
        pthread_join(w[i].thread, NULL);
    free(w);
    return answer;
}

int workers_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (int)n : 1;
}
