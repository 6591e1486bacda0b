/* expected_visit -- what the steps of a visit make of the members of a party,
 * who are alike and independent, in the mean. Group ratios are averaged over
 * the groups of a class; "together" takes the mean of one, not of the slowest.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "models/expected/expected_visit.h"
#include "models/gallery.h"

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

static const struct matching_service *service(const struct scenario *s,
                                              const char *id)
{
    int i = 0;

    while (i < s->services && strcmp(s->service[i].id.text, id))
        i++;
    assert(i < s->services);
    return &s->service[i];
}

void expected_become(struct expected_step *a, struct expected_state x,
                     double share)
{
    a->after[expected_number(a->c, x)] += share;
}

/* Rates of a class at a match, mean over its groups; of a gallery without late
 * photos, and as large as a traveller of the flow meets it in the mean. */
static struct search_rates rates_of(const struct expected_step *a,
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

static void match(struct expected_step *a, struct expected_state x,
                  double share)
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
    a->c->asked[v - a->c->s->service] += a->c->members * share;
    a->time += share * (distribution_mean(&v->network_time) +
                        distribution_mean(&v->service_time));
    x.result = RESULT_MATCHED;
    expected_become(a, x, share * matched);
    x.result = RESULT_WRONG_PERSON;
    expected_become(a, x, share * wrong);
    x.result = RESULT_NOT_MATCHED;
    expected_become(a, x, share * (1 - matched - wrong));
}

/* Whether a step can concern somebody in this state. */
static bool can_concern(const struct expected_step *a, struct expected_state x)
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

static void work(struct expected_step *a, struct expected_state x, double share)
{
    a->time += share * distribution_mean(&a->step->time);
    expected_become(a, x, share);
}

static void inspect(struct expected_step *a, struct expected_state x,
                    double share, const char *station)
{
    const struct class *k = &a->c->population->class[x.class];
    const struct step *s = a->step;
    double referred = (1 - k->impostor) * fmin(1, s->false_reject + s->refer) +
                      k->impostor * (1 - s->false_accept);

    a->time +=
        share * (s->time.family == DIST_TRACE ? trace_time(a->c->flow, station)
                                              : distribution_mean(&s->time));
    x.decision = DECISION_REFERRED;
    expected_become(a, x, share * referred);
    x.decision = DECISION_CLEARED;
    expected_become(a, x, share * (1 - referred));
}

/* us that a step takes a party of n; share[] becomes what is after it. */
static double take_step(struct expected_step a, const char *station, int n,
                        double *share)
{
    double concerned = 0;

    memset(a.after, 0, (size_t)a.c->states * sizeof *a.after);
    for (int i = 0; i < a.c->states; i++) {
        double q = share[i];
        if (q <= 0)
            continue;
        struct expected_state x = expected_state(a.c, i);
        q *= can_concern(&a, x) ? expected_meets(a.c, i, &a.step->when) : 0;
        a.after[i] += share[i] - q;
        if (q <= 0)
            continue;
        concerned += q;
        if (a.step->kind == STEP_CAPTURE)
            expected_capture(&a, x, q);
        else if (a.step->kind == STEP_MATCH)
            match(&a, x, q);
        else if (a.step->kind == STEP_ENROL)
            expected_enrol(&a, x, q);
        else if (a.step->kind == STEP_WORK)
            work(&a, x, q);
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
        time +=
            take_step((struct expected_step){c, &station->step[i], spare, 0},
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

    if (!r->other.count)
        return 1;
    double sum = positions_of(p, r->to.text);
    for (int i = 0; i < r->other.count; i++)
        sum += positions_of(p, r->other.name[i].text);
    return positions_of(p, to) / sum;
}
