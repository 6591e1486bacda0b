/* compile_staff -- pools of officers, and how many positions of a station are
 * there when. */
#include <stdlib.h>
#include <string.h>

#include "sim/compile/compile.h"

/* Levels of spans, in the model's memory; returns how many. */
static int compile_levels(struct compiler *c, const struct port *p,
                          struct spans plus, struct spans minus,
                          const struct level **to)
{
    int n;
    struct level *level = roster_levels(c->s, p, plus, minus, &n);
    struct level *copy = compile_array(c, n, sizeof *copy);

    if (!level || !copy)
        c->failed = true;
    else
        memcpy(copy, level, (size_t)n * sizeof *copy);
    free(level);
    *to = copy;
    return n;
}

void compile_pool(struct compiler *c, const struct port *p,
                  const struct officers *from, struct model_pool *to)
{
    struct spans shifts = {from->shift, from->shifts};
    struct spans rests = {from->rest, from->rests};

    to->changes = compile_levels(c, p, shifts, rests, &to->change);
    to->hand_over = from->hand_over;
}

/* The camera of a station fails at random; one unit for all captures there. */
static int unit_of(struct compiler *c, const struct port *p,
                   const struct station *at, const struct camera *k,
                   struct model_port *here)
{
    const char *names[] = {p->id.text, at->id.text, k->id.text};
    const struct key key = key_make(c->s->seed, FAMILY_RESOURCE, names, 3);

    for (int i = 0; i < here->units; i++)
        if (!memcmp(&here->unit[i].key, &key, sizeof key))
            return i + 1;
    here->unit[here->units++] =
        (struct model_unit){compile_quantile(c, &k->failing.up),
                            compile_quantile(c, &k->failing.down), key};
    return here->units;
}

void compile_outs(struct compiler *c, const struct port *p,
                  const struct station *at, const struct step *from,
                  struct model_port *here, struct model_step *to)
{
    const struct spans none = {NULL, 0};

    for (int i = 0; i < c->s->cameras; i++) {
        const struct camera *k = &c->s->camera[i];
        struct spans outs = {k->outage, k->outages};
        if (strcmp(k->id.text, from->camera.text))
            continue;
        if (k->outages || k->fails)
            to->out_cause = compile_cause_number(c, NAMES_CAMERA_OUT);
        if (k->outages)
            to->outs = compile_levels(c, p, outs, none, &to->out);
        if (k->fails)
            to->unit = unit_of(c, p, at, k, here);
    }
}

void compile_positions(struct compiler *c, const struct port *p,
                       const struct station *from, struct model_station *to)
{
    struct spans closed = {from->closed, from->closures}, none = {NULL, 0};

    to->positions = from->positions;
    to->pool = -1;
    for (int i = 0; from->officers.text && i < p->pools; i++)
        if (!strcmp(p->pool[i].id.text, from->officers.text))
            to->pool = i;
    to->monitored = from->monitored;
    to->headway = from->headway;
    to->closures = compile_levels(c, p, closed, none, &to->closure);
    if (from->opens) {
        to->least = from->opening.least;
        to->above = from->opening.above;
        to->below = from->opening.below;
        to->after = from->opening.after;
    }
    if (from->breaks) {
        const char *names[] = {p->id.text, from->id.text};
        to->failure = key_make(c->s->seed, FAMILY_RESOURCE, names, 2);
        to->up = compile_quantile(c, &from->breakdown.up);
        to->down = compile_quantile(c, &from->breakdown.down);
    }
    to->preemptive = from->preemptive;
    to->may_stop =
        from->breaks || from->preemptive ||
        (to->pool >= 0 && !to->monitored && p->pool[to->pool].hand_over);
}
