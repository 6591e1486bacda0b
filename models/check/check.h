#ifndef MODELS_CHECK_H
#define MODELS_CHECK_H

#include "models/roster.h"

/*
 * check -- the parts of scenario_check(): rules that no schema can say.
 *
 * Units     as models/scenario.h
 * Owns      nothing
 * Errors    every breach is reported to d, one message for one cause; what is
 * in doubt (models/scenario.h) breaches nothing. Messages do not name the port,
 * so that a wrong line of a template is one message and not one for every port
 * that it makes Threads   pure but for d
 */

/* A list of names for a message: "a, b, c", or with "..." at its end. */
struct naming {
    char text[300];
    size_t used;
    bool full;
};
void naming_add(struct naming *n, const char *name);

/* A random time is complete, and does not stand in a trace. */
void check_time(const struct distribution *t, const struct origin *at,
                const char *what, struct diag *d);

/* Shares sum to 1 within 1e-9; `what` is "shares of ...". */
void check_sum(double sum, const struct origin *at, const char *what,
               struct diag *d);

/* No two of n structs, each `stride` bytes and a struct name at its start,
 * have the same name. The later one is reported, with the earlier's place. */
void check_unique(const void *array, int n, size_t stride, const char *what,
                  struct diag *d);

/* Times up and down of `of`; else `take_away`. */
void check_breakdown(const struct scenario *s, const struct breakdown *b,
                     const char *of, const char *take_away, struct diag *d);

/* Limits of waits and journeys ascend. */
void check_limits(const simtime *limit, int n, const struct origin *at,
                  struct diag *d);

/* Classes and groups that a condition names are there. */
void check_condition(const struct scenario *s, const struct condition *c,
                     struct diag *d);

/* A schedule of retention decides about every image. */
void check_retention(const struct scenario *s, struct diag *d);

/* Rules, and whether a capture asks them. */
void check_rules(const struct scenario *s, struct diag *d);

/* Rules that take nobody, in a scenario that is right. */
void check_takers(const struct scenario *s, struct diag *d);

/* Who may opt out, and who refuses. */
void check_unwilling(const struct class *c, struct diag *d);

void check_populations(const struct scenario *s, struct diag *d);
/* check_camera.c */
void check_camera(const struct scenario *s, const struct camera *c,
                  struct diag *d);
void check_enrol(const struct scenario *s, const struct step *step,
                 struct diag *d);
/* Images of the modality that a match compares are captured before it;
 * `captured`: bits 1 << modality so far; returns that of a capture. */
unsigned check_modality(const struct scenario *s, const struct step *step,
                        unsigned captured, struct diag *d);
void check_correlation(double correlation, const char *what,
                       const struct name *id, struct diag *d);
void check_equipment(const struct scenario *s, struct diag *d);
void check_service(const struct scenario *s, const struct matching_service *m,
                   struct diag *d);
/* Of all services, by the estimate of models/expected/expected.h. */
void check_demand(const struct scenario *s, struct diag *d);
/* Of a match step that has `later`. */
void check_later(const struct scenario *s, const struct step *step,
                 struct diag *d);
/* Of such a step: some store still has the photo then. */
void check_kept(const struct scenario *s, const struct step *step,
                struct diag *d);
void check_flow(const struct scenario *s, const struct port *p,
                const struct flow *f, struct diag *d);
void check_pools(const struct scenario *s, const struct port *p,
                 struct diag *d);
/* Spans of a given day lie in the run; `what` they are. */
void check_days(const struct scenario *s, const struct port *p, struct spans of,
                const char *what, struct diag *d);

/* The officers, positions and order of a station: parts of check_station(). */
void check_staff(const struct scenario *s, const struct port *p,
                 const struct station *t, struct diag *d);
void check_positions(const struct scenario *s, const struct port *p,
                     const struct station *t, struct diag *d);
void check_order(const struct scenario *s, const struct station *t,
                 struct diag *d);
void check_station(const struct scenario *s, const struct port *p,
                   const struct station *t, struct diag *d);

/* check_matching.c: matchers and galleries; what a search needs of both, and of
 * the flow of whoever it is for. */
void check_matchers(const struct scenario *s, struct diag *d);
void check_search(const struct scenario *s, const struct step *step,
                  struct diag *d);
void check_manifest(const struct scenario *s, const struct flow *f,
                    const struct station *t, struct diag *d);

/* What is given and has nothing to act on, in a scenario that is right:
 * warnings. */
void check_idle(const struct scenario *s, struct diag *d);

/* Members of the largest party that comes to the port. */
int check_largest_party(const struct scenario *s, const struct port *p);

/* Routes whose share larger parties take oftener: a warning. */
void check_shares(const struct scenario *s, const struct port *p,
                  struct diag *d);

/* Where routes lead: targets, circles of walks, ways out, what is never
 * reached, and traces that know the times of the stations they come to. */
void check_graph(const struct scenario *s, const struct port *p,
                 struct diag *d);

/* Holes in the logic of ports in which nothing else is wrong: people whom no
 * inspection holds for, or who never get out; conditions that never hold. */
void check_facts(const struct scenario *s, struct diag *d);

#endif
