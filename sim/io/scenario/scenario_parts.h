#ifndef SIM_IO_SCENARIO_SCENARIO_PARTS_H
#define SIM_IO_SCENARIO_SCENARIO_PARTS_H

#include "sim/io/scenario/attribute.h"

/*
 * scenario_parts -- readers of the larger elements; scenario_file.c calls them.
 *
 * Units     as models/scenario.h
 * Owns      nothing: all lies in the document's arena
 * Errors    reported to the reader's diag
 * Threads   one reader, one thread
 */

/* Standard time and summer time of <scenario> or <port>; where a port says
 * "scenario", it is `common`, which is NULL for the scenario itself. */
struct wall read_wall(struct reader *r, const xmlNode *e,
                      const struct wall *common);

void read_camera(struct reader *r, const xmlNode *e, void *slot);
/* Of a camera or matcher; a correlation in doubt is none. */
enum modality read_modality(const xmlNode *e);
double read_correlation(struct reader *r, const xmlNode *e);
void read_matcher(struct reader *r, const xmlNode *e, void *slot);
void read_gallery(struct reader *r, const xmlNode *e, void *slot);
void read_service(struct reader *r, const xmlNode *e, void *slot);

/* A part of a day (struct clock_span); up and down times, false: e is NULL. */
void read_span(struct reader *r, const xmlNode *e, void *slot);
bool read_breakdown(struct reader *r, const xmlNode *e, struct breakdown *b);

/* A row of the schedule of retention. */
void read_retention(struct reader *r, const xmlNode *e, void *slot);
void read_rule(struct reader *r, const xmlNode *e, void *slot);

/* Of a port; without any, everybody knows. */
struct notices read_notices(struct reader *r, const xmlNode *port);

/* A port's parts, but for its wall. */
void read_port(struct reader *r, const xmlNode *e, void *slot);
void read_flow(struct reader *r, const xmlNode *e, void *slot);

enum { PASSENGERS_MOST = 20000, DAY_MOST = 100000, CALLS_MOST = 10000000 };

/* "09:00", or "09:00..10:00", to from and until; NULL, or what is wrong. */
const char *read_clock_range(struct reader *r, const char *text,
                             struct call *call);

/* Are the columns of a timetable there, and all known? Then its rows. */
void check_timetable(struct reader *r, const struct csv *c);
void read_timetable_row(struct reader *r, const struct csv *c, int row,
                        struct call *call);

/* A flow's poisson; its population has been read, and its batch. */
void read_poisson(struct reader *r, const xmlNode *e, struct flow *f);

/* The rows of the table that <trace> names. */
void read_trace(struct reader *r, const xmlNode *e, struct flow *f);

#endif
