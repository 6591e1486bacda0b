/* timing -- starts a program and asks the system what it took. */
#define _DEFAULT_SOURCE 1 /* wait4 */
#include "tests/bench/timing.h"

#include <math.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int timing_of(struct timing *t, const char *const *argv, const char *log)
{
    struct rusage use;
    int status;
    double from = now();
    pid_t child = fork();

    if (child == 0) {
        if (!freopen(log, "a", stderr))
            _exit(127);
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &use) < 0 || status) {
        fprintf(stderr, "bench: %s %s %s failed; see %s\n", argv[0], argv[1],
                argv[2], log);
        return -1;
    }
    *t = (struct timing){
        .processor =
            (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
            1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec),
        .wall = now() - from,
        .resident = (double)use.ru_maxrss / 1024,
    };
    return 0;
}

int timing_best(struct timing *t, const char *const *argv, const char *log,
                int rounds)
{
    struct timing one;

    *t = (struct timing){HUGE_VAL, HUGE_VAL, HUGE_VAL};
    for (int i = 0; i < rounds; i++) {
        if (timing_of(&one, argv, log))
            return -1;
        t->processor = fmin(t->processor, one.processor);
        t->wall = fmin(t->wall, one.wall);
        t->resident = fmin(t->resident, one.resident);
    }
    return 0;
}
