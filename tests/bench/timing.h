#ifndef TESTS_BENCH_TIMING_H
#define TESTS_BENCH_TIMING_H

/*
 * timing -- what a run of the program takes, as users start it.
 *
 * Units     seconds, megabytes
 * Owns      nothing
 * Errors    -1: the program could not be started, or failed; said on stderr
 * Threads   one
 */
struct timing {
    double processor; /* of all its threads, user and system */
    double wall;
    double resident; /* at most */
};

/* argv ends with NULL; argv[0] is the program. What it says goes to `log`. */
int timing_of(struct timing *t, const char *const *argv, const char *log);

/* The least of each over some runs. */
int timing_best(struct timing *t, const char *const *argv, const char *log,
                int rounds);

#endif
