#ifndef SIM_COMPILE_COMPILE_H
#define SIM_COMPILE_COMPILE_H

#include "models/roster.h"
#include "sim/compile/model.h"

/*
 * compile -- the parts of turning a scenario into a model.
 *
 * Owns      all memory comes from the model's arena
 * Errors    memory: `failed` is set and a pointer to zeroed memory that is
 *           large enough may be NULL; the caller checks once at the end
 */
enum { COMPILE_LISTS = 256 };
struct compiler {
    struct model *m;
    const struct scenario *s;
    struct diag *d;
    struct search_index *searches;        /* compile_matching.c */
    struct shared *shared[COMPILE_LISTS]; /* by hash of what is in them */
    struct quantile_forms forms;          /* of all tables so far */
    bool failed;
};

void *compile_array(struct compiler *c, int n, size_t size);

/* The array, or an equal one that was there before: ports stamped from one
 * template have their steps and routes in common, which then stay in caches. */
void *compile_shared(struct compiler *c, void *array, int n, size_t size);

/* A table for d, shared with equal ones. */
const struct quantile *compile_quantile(struct compiler *c,
                                        const struct distribution *d);

/* A table of persons whose mean is the rate, shared with equal ones; NULL for
 * rates of 0 and 1, which are everybody's. */
const struct person_rate *compile_person_rate(struct compiler *c, double mean,
                                              double correlation);

/* Cumulative thresholds of n shares. */
struct choice compile_choice(struct compiler *c, const double *share, int n);

struct model_condition compile_condition(struct compiler *c,
                                         const struct condition *k);

int compile_group_number(const struct compiler *c, const char *id);
int compile_cause_number(const struct compiler *c, const char *cause);

/* sim/compile/names.c: every list of names; compile_cause_number() needs them.
 */
void compile_names(struct compiler *c);

/* sim/compile/compile_parts.c */
void compile_populations(struct compiler *c);

/* sim/compile/compile_matching.c: cameras, matching services, galleries; then,
 * after its flows, the searches of a port. */
void compile_services(struct compiler *c);
void compile_searches(struct compiler *c, const struct port *p,
                      struct model_port *to);

/* sim/compile/compile_search_order.c: at last, with all searches. */
void compile_search_order(struct compiler *c);

/* sim/compile/compile_retention.c */
void compile_retention(struct compiler *c);

/* sim/compile/compile.camera.c */
void compile_camera(struct compiler *c, const struct camera *from,
                    struct model_camera *to);
const struct model_enrol *compile_enrol(struct compiler *c,
                                        const struct step *from);

/* The cause of who could not be enrolled; there where any step enrols. */
#define NAMES_FAILURE_TO_ENROL "failure-to-enrol"
#define NAMES_CAMERA_OUT       "camera-out"

/* sim/compile/compile_service.c: how a service is loaded and fails; which ports
 * meet at one, and in which order. */
void compile_load(struct compiler *c, const struct matching_service *from,
                  struct model_service *to);
void compile_meetings(struct compiler *c);

/* sim/compile/compile_staff.c: when the camera of a capture is out. */
void compile_outs(struct compiler *c, const struct port *p,
                  const struct station *at, const struct step *from,
                  struct model_port *here, struct model_step *to);

/* sim/compile/compile_port.c and compile_flow.c */
void compile_port(struct compiler *c, int number);
void compile_flow(struct compiler *c, const struct port *p,
                  const struct flow *f, struct model_flow *out);

/* sim/compile/compile_staff.c: who is on duty, which positions there are when.
 */
void compile_pool(struct compiler *c, const struct port *p,
                  const struct officers *from, struct model_pool *to);
void compile_positions(struct compiler *c, const struct port *p,
                       const struct station *from, struct model_station *to);

/* What a start or a route leads to. */
void compile_target(const struct port *p, const char *id, enum target *to,
                    int *index);

/* Local clock of a port on day `day` (1: first) as simtime. */
simtime compile_clock(const struct scenario *s, const struct port *p, int day,
                      simtime clock);

/* compile_ahead.c: what the steps of a visit draw at a time. */
const struct keyed_steps *compile_ahead(struct compiler *c,
                                        struct model_step *step, int steps);

#endif
