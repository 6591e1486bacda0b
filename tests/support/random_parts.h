#ifndef TESTS_SUPPORT_RANDOM_PARTS_H
#define TESTS_SUPPORT_RANDOM_PARTS_H

#include "models/scenario.h"
#include "sim/engine/arena.h"

/*
 * random_parts -- what the makers of random scenarios share: dice, names,
 * distributions and conditions.
 *
 * Owns      everything lies in the arena
 */
enum part { /* a scenario has each of them or not */
            PART_BREAKS,
            PART_CLOSED,
            PART_OPENING,
            PART_ROOM,
            PART_CHOICE,
            PART_BREAKDOWN,
            PART_HAND_OVER,
            PART_PREEMPTION,
            PART_OWN_QUEUES,
            PART_SERVICE, /* with workers, a timeout, outages */
            PART_SCOPE,   /* rules, refusals, look-out lists */
            PART_RATIOS,  /* for a cause, and for times */
            PART_ALIKE,   /* attempts of a person; rare: its tables are slow */
            PART_IMAGES,  /* a schedule of retention, reports */
            PART_GALLERY, /* and matchers that depend on its size */
            PART_ENROL,
            PART_WORK,
            PART_PARTY_SHARE,
            PART_CAMERA_OUT,
            PART_CAMERA_FAILS,
            PART_MODALITY,
            PART_SIZES,
            PARTS
};

struct dice {
    uint64_t state;
    struct arena *arena;
    simtime tick;
    int ticks;          /* of the run */
    simtime clock_base; /* of the port at hand: its clock at the start */
    struct scenario *s;
    bool part[PARTS];
    bool traced; /* all flows of the port at hand are traces */
};

uint64_t dice_roll(struct dice *d);
int dice_between(struct dice *d, int least, int most);
bool dice_happens(struct dice *d, int percent);
double dice_share(struct dice *d); /* often 0 or 1 */

/* Has the scenario the part, and has this here? */
bool dice_part(struct dice *d, enum part part, int percent);
void *dice_array(struct dice *d, int n, size_t size);
struct name dice_name(struct dice *d, const char *stem, int number);

/* Eighths or tenths that sum to 1 (in doubles not always quite), each at least
 * one; n at most 8. */
void dice_shares(struct dice *d, int n, double *share);

/* A duration of at most about `most` ticks; `least` 0: also none at all. */
struct distribution dice_time(struct dice *d, int least, int most);
struct distribution dice_constant(simtime t);

/* A condition that says something. */
struct condition dice_condition(struct dice *d);

/* A port clock so many ticks after the start of the run. */
simtime dice_clock(const struct dice *d, int ticks);

/* n limits, ascending. */
const simtime *dice_limits(struct dice *d, int n);

/* random_positions.c: what there is of a station's positions, and officers'
 * breaks */
void random_positions(struct dice *d, struct station *st);
void random_rest(struct dice *d, struct officers *o, int shift, int from,
                 int to, int step);
struct breakdown random_breakdown(struct dice *d);
const struct clock_span *random_spans(struct dice *d, int n, int most);

/* random_flow.c, random_port.c */
void random_flow(struct dice *d, struct flow *f, const struct port *p);
void random_port(struct dice *d, struct port *p, int number);

/* random_scope.c */
void random_unwilling(struct dice *d, struct class *c);
void random_notices(struct dice *d, struct port *p);
void random_rules(struct dice *d);

/* random_modality.c; the second: a camera for what a service compares */
void random_modalities(struct dice *d);
struct name random_camera_for(const struct scenario *s, struct name service);

/* random_gallery.c, random_images.c */
void random_enrol(struct dice *d);
void random_work(struct dice *d);
void random_party_shares(struct dice *d);
void random_cameras_out(struct dice *d);
void random_many_sizes(struct dice *d);
void random_galleries(struct dice *d);
void random_images(struct dice *d);

/* random_mend.c: take out of a port what the scenario's check refuses */
void random_port_mend(struct dice *d, struct port *p);

#endif
