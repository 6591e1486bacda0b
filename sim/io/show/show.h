#ifndef SIM_IO_SHOW_SHOW_H
#define SIM_IO_SHOW_SHOW_H

#include <stdio.h>

#include "models/expected/expected.h"

/*
 * show -- a scenario as a drawing or as tables, with a first estimate of its
 * volumes and loads.
 *
 * Model     docs/commands.md#show, models/expected/expected.h
 * Owns      nothing
 * Errors    0, or -1: memory, or writing failed
 */
enum { SHOW_PORTS_MOST = 4 }; /* drawn when nobody chose */

/* Graphviz DOT of ports first .. first + ports - 1, left to right. */
int show_dot(const struct scenario *s, int first, int ports, FILE *out);

/* Tables of the same. */
int show_text(const struct scenario *s, int first, int ports, FILE *out);

/* What the ports share: services, galleries, rules, the schedule of retention.
 */
int show_shared(const struct scenario *s, FILE *out);
int show_matching(const struct scenario *s, FILE *out);

/* Of show_shared(): when something is out, planned and at random (NULL: never).
 */
struct clock_span;
struct breakdown;
void show_outages(const char *id, const struct clock_span *o, int n,
                  const struct breakdown *failing, FILE *out);

/* All ports in one table. */
int show_ports(const struct scenario *s, FILE *out);

/* Positions of a station that are neither closed nor broken down, in the mean
 * of an hour. */
double show_positions(const struct scenario *s, const struct port *p,
                      const struct station *station, int hour);

/* These, or officers on shift, or positions that they watch, where they are
 * fewer. */
double show_capacity(const struct scenario *s, const struct port *p,
                     const struct station *station, int hour);

/* The pool that staffs a station; NULL. */
const struct officers *show_pool(const struct port *p,
                                 const struct station *station);

/* Least and most officers of a pool on shift in the hours of the run; and in
 * one hour (mean). */
void show_roster(const struct scenario *s, const struct port *p,
                 const struct officers *pool, int *least, int *most);
double show_officers(const struct scenario *s, const struct port *p,
                     const struct officers *pool, int hour);

#endif
