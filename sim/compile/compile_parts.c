/* compile_parts -- populations of a model. */
#include <math.h>
#include <string.h>

#include "sim/compile/compile.h"

static void compile_class(struct compiler *c, const struct class *from,
                          struct model_class *to)
{
    double share[GROUPS_MOST];
    uint8_t *number = compile_array(c, from->groups, sizeof *number);

    to->status = from->status;
    to->opt_out = keyed_threshold(from->opt_out);
    to->refusal = keyed_threshold(from->refusal);
    to->look_out = keyed_threshold(from->look_out);
    to->impostor = keyed_threshold(from->impostor);
    to->photo = keyed_threshold(from->gallery_photo);
    to->enrolled = keyed_threshold(from->enrolled);
    to->alike = !from->groups && !to->opt_out && !to->refusal &&
                !to->look_out && !share_is_drawn(to->impostor) &&
                !share_is_drawn(to->photo) && !share_is_drawn(to->enrolled);
    if (!from->groups || !number)
        return;
    for (int i = 0; i < from->groups; i++) {
        share[i] = from->group[i].share;
        number[i] = (uint8_t)compile_group_number(c, from->group[i].group.text);
    }
    to->group = compile_choice(c, share, from->groups);
    to->group_number = number;
}

static void compile_parties(struct compiler *c, const struct population *from,
                            struct model_population *to)
{
    int n = from->parties ? from->parties : 1;
    double *share = compile_array(c, n, sizeof *share);
    uint8_t *size = compile_array(c, n, sizeof *size);

    if (!share || !size)
        return;
    share[0] = 1;
    size[0] = 1;
    for (int i = 0; i < from->parties; i++) {
        share[i] = from->party[i].share;
        size[i] = (uint8_t)from->party[i].size;
    }
    to->party = compile_choice(c, share, n);
    to->party_size = size;
}

void compile_populations(struct compiler *c)
{
    struct model *m = c->m;
    const struct scenario *s = c->s;
    int number = 0;

    m->populations = s->populations;
    m->population = compile_array(c, m->populations, sizeof *m->population);
    m->class = compile_array(c, m->classes, sizeof *m->class);
    for (int p = 0; !c->failed && p < s->populations; p++) {
        const struct population *from = &s->population[p];
        struct model_population *to = &m->population[p];
        double share[CLASSES_MOST];

        to->key = key_make(s->seed, FAMILY_PERSON, &from->id.text, 1);
        to->first_class = number;
        to->mixed = keyed_threshold(from->mixed);
        for (int i = 0; i < from->classes; i++) {
            share[i] = from->class[i].share;
            compile_class(c, &from->class[i], &m -> class[number++]);
        }
        to->class = compile_choice(c, share, from->classes);
        compile_parties(c, from, to);
    }
}
