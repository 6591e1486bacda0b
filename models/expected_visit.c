/* expected_visit -- what the steps of a visit make of the members of a party,
 * who are alike and independent, in the mean. Group ratios are averaged over
 * the groups of a class; "together" takes the mean of one, not of the slowest.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "models/expected.h"
#include "models/gallery.h"
#include "models/rule.h"

enum ratio { RATIO_NEGATIVE, RATIO_POSITIVE };

/* A rate times the mean ratio over the groups of a class, at most 1. */
static double by_group(double rate, const struct class *k,
                       const struct group_ratio *ratio, int ratios,
                       enum ratio which)
{
    double mean = k->groups ? 0 : 1;

    for (int i = 0; i < k->groups; i++) {
        double r = 1;
        for (int n = 0; n < ratios; n++)
            if (!strcmp(ratio[n].group.text, k->group[i].group.text))
                r = which == RATIO_NEGATIVE ? ratio[n].false_negative
                                            : ratio[n].false_positive;
        mean += k->group[i].share * fmin(1, rate * r);
    }
    return k->groups ? mean : rate;
}

static const struct camera *camera(const struct scenario *s, const char *id)
{
    int i = 0;

    while (i < s->cameras && strcmp(s->camera[i].id.text, id))
        i++;
    assert(i < s->cameras);
    return &s->camera[i];
}

static const struct matching_service *service(const struct scenario *s,
                                              const char *id)
{
    int i = 0;

    while (i < s->services && strcmp(s->service[i].id.text, id))
        i++;
    assert(i < s->services);
    return &s->service[i];
}

/* A step of a visit: members move from share[] to after[]. */
struct step_at {
    const struct expected_crowd *c;
    const struct step *step;
    double *after;
    double
        time; /* us that one member takes, times how likely it is concerned */
};

static void become(struct step_at *a, struct expected_state x, double share)
{
    a->after[expected_number(a->c, x)] += share;
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

static void capture(struct step_at *a, struct expected_state x, double share)
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
    enum result unwilling = k->refusal > 0 ? RESULT_REFUSED : RESULT_OPTED_OUT;
    double passed = a->step->by_rules ? share * (1 - in_scope(a->c, k)) : 0;
    share -= passed;
    double opted =
        x.result == unwilling
            ? share
            : share * (k->opt_out * notices_awareness(&a->c->port->notices) +
                       k->refusal);
    double tried = (share - opted) * fmax(0, 1 - once);

    a->time += tried * tries * distribution_mean(&m->capture_time);
    x.image &= ~(1u << m->modality);
    x.result = RESULT_NOT_IN_SCOPE;
    become(a, x, passed);
    x.result = unwilling;
    become(a, x, opted);
    x.result = RESULT_NO_IMAGE;
    become(a, x, share - opted - tried * (1 - all));
    x.result = RESULT_NONE;
    x.image |= 1u << m->modality;
    become(a, x, tried * (1 - all));
}

/* Rates of a class at a match, mean over its groups; of a gallery without late
 * photos, and as large as a traveller of the flow meets it in the mean. */
static struct search_rates rates_of(const struct step_at *a,
                                    const struct matcher *m,
                                    const struct gallery *g,
                                    const struct class *k)
{
    struct group_share mixture[GROUPS_MOST];
    struct searched in = {NAN, 0, NULL};
    struct search_rates sum = {0, 0, 0};

    if (!a->step->one_to_many) {
        sum.fnir =
            by_group(matcher_fnmr(m), k, m->ratio, m->ratios, RATIO_NEGATIVE);
        sum.fpir = by_group(matcher_impostor_match(m), k, m->ratio, m->ratios,
                            RATIO_POSITIVE);
        return sum;
    }
    if (g)
        in = gallery_searched(a->c->s, g, a->c->population,
                              gallery_mean_size(g, a->c->flow), mixture);
    for (int i = 0; i < (k->groups ? k->groups : 1); i++) {
        double share = k->groups ? k->group[i].share : 1;
        struct search_rates r =
            matcher_search(m, &in, k->groups ? k->group[i].group.text : NULL);
        double old = g ? g->old * fmin(1, r.fnir * g->old_ratio) : 0;
        double missed = (g ? 1 - g->old : 1) * r.fnir + old;
        sum.fnir += share * missed;
        sum.fpir += share * r.fpir;
        sum.wrong_person += g ? share * missed * r.wrong_person : 0;
    }
    return sum;
}

static void match(struct step_at *a, struct expected_state x, double share)
{
    const struct class *k = &a->c->population->class[x.class];
    const struct matching_service *v = service(a->c->s, a->step->service.text);
    const struct matcher *m = scenario_matcher(a->c->s, a->step);
    const struct gallery *g = scenario_gallery(a->c->s, a->step->gallery.text);
    struct search_rates r = rates_of(a, m, g, k);
    double photo = x.is == EXPECTED_NOT   ? 0
                   : x.is == EXPECTED_NOW ? 1
                                          : k->gallery_photo;
    double mated = (1 - k->impostor) * photo *
                   (g ? (1 - g->missing) * (1 - g->unlisted) : 1);
    double matched = mated * (1 - r.fnir), wrong = mated * r.wrong_person;

    if (a->step->one_to_many)
        wrong += (1 - mated) * r.fpir;
    else
        matched += k->impostor * r.fpir;
    a->time += share * (distribution_mean(&v->network_time) +
                        distribution_mean(&v->service_time));
    x.result = RESULT_MATCHED;
    become(a, x, share * matched);
    x.result = RESULT_WRONG_PERSON;
    become(a, x, share * wrong);
    x.result = RESULT_NOT_MATCHED;
    become(a, x, share * (1 - matched - wrong));
}

/* Who is enrolled already takes no time. */
static void enrol(struct step_at *a, struct expected_state x, double share)
{
    const struct class *k = &a->c->population->class[x.class];
    const struct step *s = a->step;
    double opted = x.result == RESULT_OPTED_OUT ? share : share * k->opt_out;
    double fails = 0;

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
    x.result = RESULT_OPTED_OUT;
    become(a, x, opted);
    x.result = RESULT_NO_IMAGE;
    become(a, x, (share - opted) * fails);
    x.result = RESULT_NONE;
    x.is = EXPECTED_NOW;
    become(a, x, (share - opted) * (1 - fails));
}

/* Whether a step can concern somebody in this state. */
static bool can_concern(const struct step_at *a, struct expected_state x)
{
    const struct scenario *s = a->c->s;

    if (a->step->kind == STEP_ENROL)
        return x.is == EXPECTED_NOT;
    if (a->step->kind != STEP_MATCH)
        return true;
    return x.image >> scenario_matcher(s, a->step)->modality & 1;
}

/* Mean of the times that the flow's trace gives for a station. */
static double trace_time(const struct flow *f, const char *station)
{
    double sum = 0;

    for (int k = 0; k < f->trace_stations; k++) {
        if (strcmp(f->trace_station[k].text, station))
            continue;
        for (int i = 0; i < f->rows; i++)
            sum += (double)f->row[i].at_station[k];
        return f->rows ? sum / f->rows : NAN;
    }
    return NAN;
}

static void inspect(struct step_at *a, struct expected_state x, double share,
                    const char *station)
{
    const struct class *k = &a->c->population->class[x.class];
    const struct step *s = a->step;
    double referred = (1 - k->impostor) * fmin(1, s->false_reject + s->refer) +
                      k->impostor * (1 - s->false_accept);

    a->time +=
        share * (s->time.family == DIST_TRACE ? trace_time(a->c->flow, station)
                                              : distribution_mean(&s->time));
    x.decision = DECISION_REFERRED;
    become(a, x, share * referred);
    x.decision = DECISION_CLEARED;
    become(a, x, share * (1 - referred));
}

/* us that a step takes a party of n; share[] becomes what is after it. */
static double take_step(struct step_at a, const char *station, int n,
                        double *share)
{
    double concerned = 0;

    memset(a.after, 0, (size_t)a.c->states * sizeof *a.after);
    for (int i = 0; i < a.c->states; i++) {
        struct expected_state x = expected_state(a.c, i);
        double q = share[i];
        if (q <= 0)
            continue;
        q *= can_concern(&a, x) ? expected_meets(a.c, i, &a.step->when) : 0;
        a.after[i] += share[i] - q;
        if (q <= 0)
            continue;
        concerned += q;
        if (a.step->kind == STEP_CAPTURE)
            capture(&a, x, q);
        else if (a.step->kind == STEP_MATCH)
            match(&a, x, q);
        else if (a.step->kind == STEP_ENROL)
            enrol(&a, x, q);
        else
            inspect(&a, x, q, station);
    }
    memcpy(share, a.after, (size_t)a.c->states * sizeof *share);
    if (concerned <= 0)
        return 0;
    return a.step->party == PARTY_EACH
               ? n * a.time
               : a.time / concerned * (1 - pow(fmax(0, 1 - concerned), n));
}

double expected_service(const struct expected_crowd *c,
                        const struct station *station, int n, double *share,
                        double *spare)
{
    double time = 0;

    for (int i = 0; i < station->steps; i++)
        time += take_step((struct step_at){c, &station->step[i], spare, 0},
                          station->id.text, n, share);
    for (int i = 0; i < c->states; i++) { /* images serve one visit */
        int without = i - i % c->images;
        if (i == without)
            continue;
        share[without] += share[i];
        share[i] = 0;
    }
    return time;
}

/* 0: no station. */
static int positions_of(const struct port *p, const char *station)
{
    for (int i = 0; i < p->stations; i++)
        if (!strcmp(p->station[i].id.text, station))
            return p->station[i].positions;
    return 0;
}

double expected_part(const struct port *p, const struct route *r, int which)
{
    const char *to = which < 0 ? r->to.text : r->other.name[which].text;
    double sum = positions_of(p, r->to.text);

    if (!r->other.count)
        return 1;
    for (int i = 0; i < r->other.count; i++)
        sum += positions_of(p, r->other.name[i].text);
    return positions_of(p, to) / sum;
}
