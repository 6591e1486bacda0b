/* compile_ahead -- which pairs of uniforms nearly every member draws in a visit
 * to a station: they are drawn at a time (keyed_four). */
#include "sim/compile/compile.h"

enum { LEAST = 3 }; /* two cost as much one by one */

/* First purposes of a step that concerns everybody; returns how many. */
static int purposes_of(const struct model *m, const struct model_step *s,
                       unsigned purpose[2])
{
    if (!s->when.always || s->party == PARTY_ONCE)
        return 0;
    switch (s->kind) {
    case STEP_CAPTURE:
        purpose[0] = VISIT_ATTEMPT;
        return 1;
    case STEP_MATCH:
        purpose[0] = VISIT_REQUEST;
        purpose[1] = VISIT_NETWORK;
        return 1 + (m->service[s->service].network->node != NULL);
    case STEP_INSPECT:
        purpose[0] = VISIT_INSPECT;
        return s->time && s->time->node;
    default:
        return 0;
    }
}

const struct keyed_steps *compile_ahead(struct compiler *c,
                                        struct model_step *step, int steps)
{
    struct keyed_steps *ahead = compile_array(c, 1, sizeof *ahead);
    int n = 0;

    for (int i = 0; ahead && i < steps; i++) {
        unsigned purpose[2];
        int more = purposes_of(c->m, &step[i], purpose);
        step[i].ahead = -1;
        if (!more || n + more > KEYED_FOUR)
            continue;
        step[i].ahead = n;
        for (int k = 0; k < more; k++)
            ahead->what[2 * n++] = counter_what(purpose[k], step[i].nth, 0);
    }
    if (n >= LEAST)
        return ahead;
    for (int i = 0; i < steps; i++)
        step[i].ahead = -1;
    return NULL;
}
