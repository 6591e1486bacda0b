#ifndef TESTS_BENCH_YARDSTICK_H
#define TESTS_BENCH_YARDSTICK_H

/*
 * yardstick -- a plain event loop without anything around it: customers pass
 * stages of walks and servers. What a machine does of it in a second is what
 * the simulator's own figures are divided by, so that they can be compared from
 * one machine, and from one day, to another.
 *
 * Units     time in any one unit
 * Owns      nothing after a call
 * Errors    HUGE_VAL: memory
 * Threads   any
 *
 * One binary heap of events, an intrusive first-in first-out queue for each
 * stage, xoshiro256+ with logarithms; the wait of each customer at each stage
 * is kept in an array. No classes, parties, keyed numbers, tables, or files.
 */
struct stage {
    double walk; /* mean of an exponential walk to it; 0: none */
    int servers; /* 0: the end of the list */
    double service;
};

struct line {
    double rate;  /* of arrivals; with swing: their mean over a day */
    double swing; /* rate(t) = rate * (1 + swing * sin(2 pi t / day)) */
    double day;
    int batch; /* customers that come together */
    const struct stage *stage;
};

/* Seconds of processor time that `customers` take; *wait: their mean wait at
 * each stage, for a check. */
double yardstick(const struct line *line, int customers, double *wait);

/* M/M/1 and M/M/20 with load 0.9; flights of 100, a walk, 20 booths, a walk, 12
 * desks: the scenarios beside this file. */
extern const struct line yardstick_mm1, yardstick_mm20, yardstick_tandem;

#endif
