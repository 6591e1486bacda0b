#ifndef TESTS_SUPPORT_TIED_H
#define TESTS_SUPPORT_TIED_H

#include "tests/support/played.h"

/*
 * tied -- ports in which two things happen in one microsecond, 60 s after the
 * beginning: the parts that they are made of, and what is asked of them.
 *
 * Errors    what is not so ends the test
 */
#define HEAD(duration)                                                         \
    "<scenario xmlns='urn:poesim:scenario' version='1' id='s' "                \
    "start='2026-07-15' duration='" duration "'><title>t</title><run/>\n"      \
    "<population id='p'><class id='c' status='visa'/>"                         \
    "<class id='l' status='citizen' share='0'/></population>\n"
#define PORT(parts)                                                            \
    HEAD("10 min") "<port id='a' mode='land'>\n" parts "</port></scenario>\n"
#define F(at)                                                                  \
    "<flow id='f' population='p' start='" at "'><trace "                       \
    "table='f.csv'/></flow>\n"
#define G(at)                                                                  \
    "<flow id='g' population='p' start='" at "'><trace "                       \
    "table='g.csv'/></flow>\n"
/* A departure whose door closes at 60 s; its people come `early` before 120. */
#define DEPARTURE(id, at, early)                                               \
    "<flow id='" id "' population='p' start='" at "'>"                         \
    "<call at='00:02' passengers='1'/><boarding closes='1 min'>"               \
    "<show-up mean='" early "'/></boarding></flow>\n"
#define STATION(id, attributes, rest, to)                                      \
    "<station id='" id "' " attributes ">" rest "<route " to "/></station>\n"
#define ONE(id, mean, to) STATION(id, "positions='1'", TAKES(mean), to)
#define TAKES(mean)       "<inspect mean='" mean "'/>"
#define TO_END            "to='admitted'"
#define FAILS(up, down)                                                        \
    "<breakdown><up mean='" up "'/><down mean='" down "'/></breakdown>"
#define OFFICERS(id, rest, shifts)                                             \
    "<officers id='" id "' " rest ">" shifts "</officers>\n"
#define SHIFT(from, to, n) "<shift from='" from "' to='" to "' count='" n "'/>"
/* X where it is open by now, else Y; they take 10 s. */
#define OR_Y "to='X' or='Y'"
#define WALK "<walk id='w' mean='0 s'><route " OR_Y "/></walk>\n"
#define Y    ONE("Y", "10 s", TO_END)

/* Rows of the traces f and g, or NULL: "at", and what else the scenario wants.
 * *x was played before, or is zeroed. */
void tied_play(struct played *x, const char *text, const char *f,
               const char *g);

/* The trace from 60 s on. */
void tied_tells(struct played *x, const char *want);

/* Visits stopped at a station. */
void tied_stops(const struct played *x, int station, int64_t stops);

#endif
