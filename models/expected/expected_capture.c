/* expected_capture -- what captures and enrolments make of the members of a
 * party, in the mean. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "models/expected/expected_visit.h"
#include "models/rule.h"

static const struct camera *camera(const struct scenario *s, const char *id)
{
    int i = 0;

    while (i < s->cameras && strcmp(s->camera[i].id.text, id))
        i++;
    assert(i < s->cameras);
    return &s->camera[i];
}

/* How often an attempt of a group fails, and its time's ratio. */
static double group_fails(const struct camera *m, const char *group,
                          double *time)
{
    double fails = 0;

    *time = 1;
    for (int i = 0; i < m->failures; i++) {
        double all = 1, own = NAN;
        for (int n = 0; n < m->ratios; n++) {
            const struct group_ratio *r = &m->ratio[n];
            if (!group || strcmp(r->group.text, group))
                continue;
            if (!r->cause.text)
                all = r->failure;
            else if (!strcmp(r->cause.text, m->failure[i].cause.text))
                own = r->failure;
        }
        if (!m->failure[i].per_traveller)
            fails += m->failure[i].probability * (isnan(own) ? all : own);
    }
    for (int n = 0; n < m->ratios; n++)
        if (group && !m->ratio[n].cause.text &&
            !strcmp(m->ratio[n].group.text, group))
            *time = m->ratio[n].time;
    return fmin(1, fails);
}

/* Adds attempts of a person who fails with p, in the mean; returns that all
 * fail. Correlated: p is Beta (docs/model.md#persons). */
static double attempts(double p, double correlation, int most, double *tries)
{
    double both = (1 - correlation) / correlation, all = 1;

    for (int i = 0; i < most; i++) {
        *tries += all;
        all *= correlation > 0 ? (p * both + i) / (both + i) : p;
    }
    return all;
}

/* The greatest share that a rule takes while it is in force, and the share of
 * the run that it is. Members are taken to be passed over independently. */
static double in_scope(const struct expected_crowd *c, const struct class *k)
{
    const struct scenario *s = c->s;
    double most = 0;

    for (int i = 0; i < s->rules; i++) {
        struct rule_here r;
        if (!rule_at_port(&s->rule[i], s, c->port, &r))
            continue;
        simtime from = r.from > 0 ? r.from : 0;
        simtime until = r.until < s->duration ? r.until : s->duration;
        double share = rule_share(&s->rule[i], s, c->port, k, c->flow->exit) *
                       fmax(0, (double)(until - from) / (double)s->duration);
        most = fmax(most, share);
    }
    return most;
}

/* Of a share of members those who want no photo, and what they have then. */
static double unwilling(const struct expected_step *a, struct expected_state x,
                        double share, enum result *result)
{
    const struct class *k = &a->c->population->class[x.class];

    *result = k->refusal > 0 ? RESULT_REFUSED : RESULT_OPTED_OUT;
    return x.result == *result
               ? share
               : share * (k->opt_out * notices_awareness(&a->c->port->notices) +
                          k->refusal);
}

/* The share of the time in which a camera does not fail at random. */
static double there(const struct camera *m)
{
    double up = distribution_mean(&m->failing.up);

    return m->fails ? up / (up + distribution_mean(&m->failing.down)) : 1;
}

void expected_capture(struct expected_step *a, struct expected_state x,
                      double share)
{
    const struct class *k = &a->c->population->class[x.class];
    const struct camera *m = camera(a->c->s, a->step->camera.text);
    double once = 0, all = 0, tries = 0;

    for (int i = 0; i < m->failures; i++)
        if (m->failure[i].per_traveller)
            once += m->failure[i].probability;
    for (int i = 0; i < (k->groups ? k->groups : 1); i++) {
        double of = k->groups ? k->group[i].share : 1, time, n = 0;
        double p =
            group_fails(m, k->groups ? k->group[i].group.text : NULL, &time);
        all += of * attempts(p, m->correlation, a->step->attempts, &n);
        tries += of * n * time;
    }
    enum result result;
    double passed = a->step->by_rules ? share * (1 - in_scope(a->c, k)) : 0;
    share -= passed;
    double opted = unwilling(a, x, share, &result);
    double tried = (share - opted) * fmax(0, 1 - once) * there(m);

    a->time += tried * tries * distribution_mean(&m->capture_time);
    x.image &= ~(1u << m->modality);
    x.result = RESULT_NOT_IN_SCOPE;
    expected_become(a, x, passed);
    x.result = result;
    expected_become(a, x, opted);
    x.result = RESULT_NO_IMAGE;
    expected_become(a, x, share - opted - tried * (1 - all));
    x.result = RESULT_NONE;
    x.image |= 1u << m->modality;
    expected_become(a, x, tried * (1 - all));
}

void expected_enrol(struct expected_step *a, struct expected_state x,
                    double share)
{
    const struct class *k = &a->c->population->class[x.class];
    const struct step *s = a->step;
    enum result result;
    double opted = unwilling(a, x, share, &result), fails = 0;

    for (int i = 0; i < (k->groups ? k->groups : 1); i++) {
        double of = k->groups ? k->group[i].share : 1, ratio = 1, time = 1;
        const struct camera *m =
            s->camera.text ? camera(a->c->s, s->camera.text) : NULL;
        for (int n = 0; m && k->groups && n < m->ratios; n++)
            if (!m->ratio[n].cause.text &&
                !strcmp(m->ratio[n].group.text, k->group[i].group.text)) {
                ratio = m->ratio[n].failure;
                time = m->ratio[n].time;
            }
        fails += of * fmin(1, s->failure_to_enrol * ratio);
        a->time += (share - opted) * of * time * distribution_mean(&s->time);
    }
    x.result = result;
    expected_become(a, x, opted);
    x.result = RESULT_NO_IMAGE;
    expected_become(a, x, (share - opted) * fails);
    x.result = RESULT_NONE;
    x.is = EXPECTED_NOW;
    expected_become(a, x, (share - opted) * (1 - fails));
}
