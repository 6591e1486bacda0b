#ifndef MODELS_SCENARIO_PEOPLE_H
#define MODELS_SCENARIO_PEOPLE_H

#include "models/scenario_terms.h"

/*
 * scenario_people -- groups, classes, populations.
 *
 * Part of models/scenario.h, which says the rest.
 */
struct group {
    struct name id;
    int age_from, age_to; /* years, both included */
    enum group_basis {    /* of its rates: a published source, or none */
                       GROUP_NOT_STATED,
                       GROUP_PUBLISHED,
                       GROUP_ILLUSTRATIVE
    } basis;
};
extern const char *const group_basis_names[]; /* [0] is "not stated" */

struct class
{
    struct name id;
    enum status status;
    double share;         /* of the population */
    double opt_out;       /* wants no photo, where that may be refused */
    double refusal;       /* wants none, and may not refuse it */
    double look_out;      /* on a look-out list */
    double impostor;      /* uses somebody else's document */
    double gallery_photo; /* has a reference photo; of those enrolled before */
    double enrolled;      /* before this crossing */
    int groups;
    const struct group_share {
        struct name group;
        double share;
    } * group;
    bool doubted; /* it may lack groups, or have them wrong */
};

struct population {
    struct name id;
    double mixed; /* share of parties whose members draw classes apart */
    int classes;
    const struct class *class;
    int parties;
    const struct party_size {
        struct origin at;
        int size; /* 1 to 64; 0: in doubt */
        double share;
    } * party;
    bool doubted; /* it may lack classes or parties */
};

#endif
