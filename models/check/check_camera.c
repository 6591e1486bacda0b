/* check_camera -- failures of a camera, ratios of groups, correlation, and what
 * enrolment takes of a camera. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/check/check.h"
#include "models/person.h"
#include "models/roster.h"

enum { WHAT = 200 };

void check_correlation(double correlation, const char *what,
                       const struct name *id, struct diag *d)
{
    if (correlation > 0 && correlation < PERSON_CORRELATION_LEAST)
        diag_error(d, &id->at,
                   "correlation %.10g of %s \"%s\" is nearly none; write 0, or "
                   "0.001 to 0.99",
                   correlation, what, id->text);
}

static const struct failure *failure_of(const struct camera *c,
                                        const struct name *cause)
{
    for (int i = 0; i < c->failures; i++)
        if (strcmp(c->failure[i].cause.text, cause->text) == 0)
            return &c->failure[i];
    return NULL;
}

static void check_cause(const struct camera *c, const struct group_ratio *r,
                        struct diag *d)
{
    const struct failure *f = failure_of(c, &r->cause);

    if (r->cause.doubted)
        return;
    if (!f)
        diag_error(d, &r->cause.at,
                   "camera \"%s\" has no failure with cause \"%s\" that a "
                   "ratio of group \"%s\" could multiply; add the failure, or "
                   "take cause away",
                   c->id.text, r->cause.text, r->group.text);
    else if (f->per_traveller)
        diag_error(d, &r->cause.at,
                   "cause \"%s\" strikes once per traveller, but ratios are of "
                   "failures per attempt; name another cause",
                   r->cause.text);
    if (r->time < 1 || r->time > 1)
        diag_error(d, &r->cause.at,
                   "time of a ratio with a cause has no meaning: an attempt "
                   "takes its time whatever comes of it; give the group a "
                   "ratio without cause");
}

/* One ratio of a group without a cause, and one for each cause. */
static void check_twice(const struct camera *c, int number, struct diag *d)
{
    const struct group_ratio *r = &c->ratio[number];

    for (int i = 0; i < number; i++) {
        const struct group_ratio *first = &c->ratio[i];
        if (strcmp(first->group.text, r->group.text) != 0 ||
            !first->cause.text != !r->cause.text ||
            (r->cause.text && strcmp(first->cause.text, r->cause.text) != 0) ||
            first->group.doubted || r->group.doubted)
            continue;
        diag_error(d, &r->group.at,
                   "a second ratio of group \"%s\"; the first is at %s:%d; "
                   "give it another name, or take one away",
                   r->group.text,
                   first->group.at.file ? first->group.at.file : "?",
                   first->group.at.line);
        return;
    }
}

/* Failures per attempt of a ratio's group. */
static double sum_of_group(const struct camera *c, const char *group)
{
    double sum = 0;

    for (int i = 0; i < c->failures; i++) {
        double all = 1, own = NAN;
        for (int k = 0; k < c->ratios; k++) {
            const struct group_ratio *r = &c->ratio[k];
            if (strcmp(r->group.text, group) != 0)
                continue;
            if (!r->cause.text)
                all = r->failure;
            else if (!strcmp(r->cause.text, c->failure[i].cause.text))
                own = r->failure;
        }
        if (!c->failure[i].per_traveller)
            sum += c->failure[i].probability * (isnan(own) ? all : own);
    }
    return sum;
}

static void check_ratio(const struct camera *c, int number, double attempt,
                        struct diag *d)
{
    const struct group_ratio *r = &c->ratio[number];
    double sum = sum_of_group(c, r->group.text);
    bool alone = true;

    check_twice(c, number, d);
    if (r->cause.text)
        check_cause(c, r, d);
    if (isnan(attempt))
        return; /* it would be said again */
    for (int i = 0; i < c->ratios; i++)
        if (strcmp(c->ratio[i].group.text, r->group.text) == 0) {
            alone &= !c->ratio[i].cause.text;
            if (i < number)
                sum = 0; /* said at the first */
        }
    if (sum > 1 + 1e-9 && alone)
        diag_error(d, &r->group.at,
                   "failure %.10g of group \"%s\" times %.10g, the sum of "
                   "failures per attempt, is %.10g; it must be at most 1",
                   r->failure, r->group.text, attempt, sum);
    else if (sum > 1 + 1e-9)
        diag_error(d, &r->group.at,
                   "failures per attempt times the ratios of group \"%s\" sum "
                   "to %.10g; it must be at most 1",
                   r->group.text, sum);
}

static void check_times(const struct camera *c, struct diag *d)
{
    char what[WHAT];
    int before = d->count;

    snprintf(what, sizeof what, "capture-time of camera \"%s\"", c->id.text);
    check_time(&c->capture_time, &c->id.at, what, d);
    for (int i = 0; i < c->ratios && d->count == before; i++) {
        struct distribution t =
            distribution_scaled(&c->capture_time, c->ratio[i].time);
        snprintf(what, sizeof what,
                 "capture-time of camera \"%s\" times time %.10g", c->id.text,
                 c->ratio[i].time);
        if (c->ratio[i].time < 1 || c->ratio[i].time > 1)
            check_time(&t, &c->ratio[i].group.at, what, d);
    }
}

/* A planned outage is by the clock of each port: one in no port's run never
 * is. */
static void check_out(const struct scenario *s, const struct camera *c,
                      struct diag *d)
{
    char what[WHAT];

    for (int i = 0; i < c->outages; i++) {
        const struct spans out = {&c->outage[i], 1};
        int p = 0;
        while (p < s->ports && out.span->day > 0 &&
               run_time(s, &s->port[p], out.span->day, 0) >= s->duration)
            p++;
        if (p > 0 && p == s->ports)
            check_days(s, &s->port[0], out, "outage", d);
    }
    snprintf(what, sizeof what, "the outages of camera \"%s\"", c->id.text);
    if (c->fails)
        check_breakdown(s, &c->failing, what, "the random-outage away", d);
}

void check_camera(const struct scenario *s, const struct camera *c,
                  struct diag *d)
{
    double attempt = 0, traveller = 0;

    check_out(s, c, d);
    check_times(c, d);
    check_correlation(c->correlation, "camera", &c->id, d);
    for (int i = 0; i < c->failures; i++)
        *(c->failure[i].per_traveller ? &traveller : &attempt) +=
            c->failure[i].probability;
    check_unique(c->failure, c->failures, sizeof *c->failure, "failure", d);
    if (traveller > 1 + 1e-9)
        diag_error(d, &c->failure[0].cause.at,
                   "failures per traveller of camera \"%s\" sum to %.10g, "
                   "and one cause strikes at most; make the sum at most 1",
                   c->id.text, traveller);
    if (attempt > 1 + 1e-9)
        diag_error(d, &c->failure[0].cause.at,
                   "failures per attempt of camera \"%s\" sum to %.10g, and "
                   "one cause strikes at most; make the sum at most 1",
                   c->id.text, attempt);
    for (int i = 0; i < c->ratios; i++)
        check_ratio(c, i, attempt > 1 + 1e-9 ? NAN : attempt, d);
}

/* Enrolment fails, and takes time, with the ratios of its camera. */
void check_enrol(const struct scenario *s, const struct step *step,
                 struct diag *d)
{
    int before = d->count;

    check_time(&step->time, &step->at, "the time of the enrolment", d);
    for (int i = 0; i < s->cameras && step->camera.text; i++) {
        const struct camera *c = &s->camera[i];
        if (strcmp(c->id.text, step->camera.text) != 0)
            continue;
        for (int k = 0; k < c->ratios && d->count == before; k++) {
            const struct group_ratio *r = &c->ratio[k];
            double fails = step->failure_to_enrol * r->failure;
            struct distribution t = distribution_scaled(&step->time, r->time);
            if (r->cause.text)
                continue;
            check_time(&t, &step->at,
                       "the time of the enrolment times a group's ratio", d);
            if (fails > 1 + 1e-9)
                diag_error(d, &step->at,
                           "failure %.10g of group \"%s\" at camera \"%s\" "
                           "times failure-to-enrol %.10g is %.10g; it must be "
                           "at most 1",
                           r->failure, r->group.text, c->id.text,
                           step->failure_to_enrol, fails);
        }
    }
}

/* -1: not known. */
static int modality_of(const struct scenario *s, const struct step *step)
{
    for (int i = 0; i < s->cameras && step->kind == STEP_CAPTURE; i++)
        if (strcmp(s->camera[i].id.text, step->camera.text) == 0)
            return (int)s->camera[i].modality;
    for (int i = 0; i < s->services && step->kind == STEP_MATCH; i++)
        for (int k = 0; k < s->matchers; k++)
            if (strcmp(s->service[i].id.text, step->service.text) == 0 &&
                strcmp(s->matcher[k].id.text, s->service[i].matcher.text) == 0)
                return (int)s->matcher[k].modality;
    return -1;
}

unsigned check_modality(const struct scenario *s, const struct step *step,
                        unsigned captured, struct diag *d)
{
    int modality = modality_of(s, step);

    if (step->kind == STEP_CAPTURE)
        return modality < 0 ? ~0u : 1u << modality;
    if (modality >= 0 && captured && !(captured >> modality & 1))
        diag_error(d, &step->at,
                   "service \"%s\" compares %s, of which no capture stands "
                   "before this match in its station; add a <capture> by a "
                   "camera of modality=\"%s\"",
                   step->service.text, modality_names[modality],
                   modality_names[modality]);
    return 0;
}
