/* compile_camera -- cameras: times and failures by group, and persons' own. */
#include <math.h>
#include <string.h>

#include "sim/compile/compile.h"

/* Ratio of a group for a cause, or (cause NULL, or none of its own) for all. */
static const struct group_ratio *ratio_of(const struct compiler *c,
                                          const struct camera *k, int group,
                                          const char *cause)
{
    static const struct group_ratio one = {.failure = 1, .time = 1};
    const struct group_ratio *found = &one;

    for (int i = 0; i < k->ratios; i++) {
        const struct group_ratio *r = &k->ratio[i];
        if (compile_group_number(c, r->group.text) != group)
            continue;
        if (!r->cause.text)
            found = r;
        else if (cause && !strcmp(r->cause.text, cause))
            return r;
    }
    return found;
}

/* Sums of the probabilities of the causes up to each, for a group. */
static double attempt_sums(const struct compiler *c, const struct camera *from,
                           const uint8_t *of, int n, int group, double *sum)
{
    double total = 0;

    for (int i = 0; i < n; i++) {
        const struct failure *f = &from->failure[of[i]];
        total +=
            f->probability * ratio_of(c, from, group, f->cause.text)->failure;
        sum[i] = total;
    }
    return total;
}

static void compile_attempts(struct compiler *c, const struct camera *from,
                             struct model_camera *to, const uint8_t *of)
{
    int n = to->causes;
    double *sum = compile_array(c, n, sizeof *sum);
    uint64_t *until = compile_array(c, n * (NO_GROUP + 1), sizeof *until);
    uint64_t *part = compile_array(c, n * (NO_GROUP + 1), sizeof *part);
    struct model_persons *persons =
        from->correlation > 0 ? compile_array(c, 1, sizeof *persons) : NULL;

    if (!sum || !until || !part)
        return;
    to->until = until;
    to->part = part;
    to->persons = persons;
    for (int g = 0; g <= NO_GROUP; g++) {
        double total = attempt_sums(c, from, of, n, g, sum);
        for (int i = 0; i < n; i++) {
            until[g * n + i] = keyed_threshold(fmin(sum[i], 1));
            part[g * n + i] = i == n - 1 || total <= 0
                                  ? UNIFORM_END
                                  : keyed_threshold(sum[i] / total);
        }
        if (persons)
            persons->of[g] =
                compile_person_rate(c, fmin(total, 1), from->correlation);
    }
    if (persons)
        persons->modality = from->modality;
}

static void compile_times(struct compiler *c, const struct camera *from,
                          struct model_camera *to)
{
    for (int g = 0; g <= NO_GROUP; g++) {
        double ratio = ratio_of(c, from, g, NULL)->time;
        struct distribution d = distribution_scaled(&from->capture_time, ratio);
        to->time[g] = compile_quantile(c, &d);
    }
}

const struct model_enrol *compile_enrol(struct compiler *c,
                                        const struct step *from)
{
    struct model_enrol *to = compile_array(c, 1, sizeof *to);
    const struct camera none = {.ratios = 0}, *k = &none;

    for (int i = 0; i < c->s->cameras && from->camera.text; i++)
        if (!strcmp(c->s->camera[i].id.text, from->camera.text))
            k = &c->s->camera[i];
    for (int g = 0; to && g <= NO_GROUP; g++) {
        const struct group_ratio *r = ratio_of(c, k, g, NULL);
        struct distribution d = distribution_scaled(&from->time, r->time);
        to->time[g] = compile_quantile(c, &d);
        to->fails[g] =
            keyed_threshold(fmin(from->failure_to_enrol * r->failure, 1));
    }
    if (to)
        to->cause = compile_cause_number(c, NAMES_FAILURE_TO_ENROL);
    return to;
}

void compile_camera(struct compiler *c, const struct camera *from,
                    struct model_camera *to)
{
    int n = from->failures;
    uint8_t *cause = compile_array(c, n, 1), *of = compile_array(c, n, 1);
    uint8_t *once = compile_array(c, n, 1);
    double *share = compile_array(c, n + 1, sizeof *share);

    to->modality = from->modality;
    compile_times(c, from, to);
    if (!cause || !of || !once || !share)
        return;
    int onces = 0;
    double rest = 1;
    for (int i = 0; i < n; i++) {
        const struct failure *f = &from->failure[i];
        uint8_t number = (uint8_t)compile_cause_number(c, f->cause.text);
        if (f->per_traveller) {
            share[onces] = f->probability;
            rest -= f->probability;
            once[onces++] = number;
        } else {
            of[to->causes] = (uint8_t)i;
            cause[to->causes++] = number;
        }
    }
    share[onces] = rest;
    to->once = compile_choice(c, share, onces ? onces + 1 : 0);
    to->once_cause = once;
    to->cause = cause;
    compile_attempts(c, from, to, of);
}
