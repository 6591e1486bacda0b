#ifndef SIM_ENGINE_WORKERS_H
#define SIM_ENGINE_WORKERS_H

/*
 * workers -- do n numbered pieces of work on several threads.
 *
 * Errors    workers_run(): 0, or -1 when a thread could not be started (what
 *           was begun has been finished)
 * Threads   the caller is one of the workers: with jobs 1 no thread is started
 */
typedef void workers_fn(void *context, int worker, int piece);

/* Calls work(context, w, i) once for each i in [0, n), w in [0, jobs). */
int workers_run(int jobs, int n, workers_fn *work, void *context);

/* Processors at hand, at least 1. */
int workers_processors(void);

#endif
