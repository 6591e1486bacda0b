/* check_station -- officers' pools, stations and their steps. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/check.h"

/* Is anybody of this shift on duty during the run? An every-day shift may
 * begin on the eve, and where clocks differ a day later. */
static bool shift_is_worked(const struct scenario *s, const struct port *p,
                            const struct clock_span *h)
{
    int last = h->day ? h->day : (int)(s->duration / US_PER_DAY) + 2;
    simtime length = h->to - h->from + (h->to <= h->from ? US_PER_DAY : 0);
    for (int day = h->day ? h->day : 0; h->count > 0 && day <= last; day++) {
        simtime from = run_time(s, p, day, h->from);
        if (from >= s->duration)
            return false;
        if (from + length > 0)
            return true;
    }
    return false;
}

static bool pool_is_worked(const struct scenario *s, const struct port *p,
                           const struct officers *o)
{
    for (int i = 0; i < o->shifts; i++)
        if (shift_is_worked(s, p, &o->shift[i]))
            return true;
    return false;
}

/* Officers on duty at a clock time of a day; day 0: any without shifts of its
 * own. */
static int on_duty(const struct officers *o, int day, simtime clock)
{
    int n = 0;

    for (int i = 0; i < o->shifts; i++) {
        const struct clock_span *h = &o->shift[i];
        bool over = h->to <= h->from; /* midnight */
        bool today = h->day == 0 || h->day == day;
        bool eve = h->day == 0 || (day > 0 && h->day == day - 1);
        if ((today && clock >= h->from && (over || clock < h->to)) ||
            (eve && over && clock < h->to))
            n += h->count;
    }
    return n;
}

/* Places for officers at a station: its positions, or where they watch several
 * at a time as many as it takes to watch all. */
static int places_of(const struct station *t)
{
    int each = t->monitored > 0 ? t->monitored : 1;

    return t->positions / each + (t->positions % each != 0);
}

/* More officers than they have places to stand at: the count is greatest when
 * some shift begins, on its own day or on another shift's or the day after. */
static void check_positions(const struct scenario *s, const struct port *p,
                            const struct officers *o, struct diag *d)
{
    enum { SHIFTS_LOOKED_AT = 300 };
    int positions = 0, most = 0;
    const struct clock_span *at = NULL;

    for (int k = 0; k < p->stations; k++)
        if (p->station[k].officers.text &&
            strcmp(p->station[k].officers.text, o->id.text) == 0)
            positions += places_of(&p->station[k]);
    for (int i = 0; i < o->shifts && o->shifts <= SHIFTS_LOOKED_AT; i++) {
        const struct clock_span *h = &o->shift[i];
        for (int k = 0; k < o->shifts; k++)
            for (int later = 0; later < 2; later++) {
                int other = o->shift[k].day ? o->shift[k].day + later : 0;
                int day = h->day ? h->day : other;
                int n = on_duty(o, day, h->from);
                if (n > most && run_time(s, p, day, 0) < s->duration) {
                    most = n;
                    at = h;
                }
            }
    }
    if (at && most > positions && positions > 0 && !s->doubted)
        diag_warning(d, &at->at,
                     "%d officers of pool \"%s\" are on duty at %02d:%02d, but "
                     "the stations that they serve have %d position%s for "
                     "officers: the others have nowhere to work",
                     most, o->id.text, (int)(at->from / US_PER_H),
                     (int)(at->from % US_PER_H / US_PER_MIN), positions,
                     positions == 1 ? "" : "s");
}

void check_pools(const struct scenario *s, const struct port *p, struct diag *d)
{
    check_unique(p->pool, p->pools, sizeof *p->pool, "pool of officers", d);
    for (int i = 0; i < p->pools; i++) {
        const struct officers *o = &p->pool[i];
        bool used = false;
        for (int k = 0; k < p->stations; k++)
            used |= p->station[k].officers.text &&
                    strcmp(p->station[k].officers.text, o->id.text) == 0;
        if (!used && !s->doubted)
            diag_warning(d, &o->id.at,
                         "no station has officers=\"%s\": the pool has "
                         "nothing to do",
                         o->id.text);
        check_positions(s, p, o, d);
        for (int k = 0; k < o->shifts; k++) {
            const struct clock_span *h = &o->shift[k];
            if (h->day > 0 && s->duration > 0 &&
                run_time(s, p, h->day, 0) >= s->duration)
                diag_error(d, &h->at,
                           "day %d of the shift is after the end of the run; "
                           "the first day is day 1",
                           h->day);
        }
    }
}

static void check_staff(const struct scenario *s, const struct port *p,
                        const struct station *t, struct diag *d)
{
    struct naming names = {0};
    if (!t->officers.text || t->officers.doubted)
        return;
    for (int i = 0; i < p->pools; i++) {
        const struct officers *o = &p->pool[i];
        naming_add(&names, o->id.text);
        if (strcmp(o->id.text, t->officers.text) != 0)
            continue;
        if (!o->doubted && s->duration > 0 && !pool_is_worked(s, p, o))
            diag_error(d, &t->officers.at,
                       "staff never comes: no officer of pool \"%s\" is on "
                       "duty during the run, so nobody could pass station "
                       "\"%s\"; add a shift, or leave officers out",
                       o->id.text, t->id.text);
        return;
    }
    diag_error(d, &t->officers.at,
               "there is no pool of officers \"%s\"; there are: %s",
               t->officers.text, *names.text ? names.text : "none");
}

/* Officers who watch, and how soon after one another visits begin. */
static void check_pace(const struct scenario *s, const struct station *t,
                       struct diag *d)
{
    if (t->monitored > 0 && !t->officers.text)
        diag_error(d, &t->id.at,
                   "monitored=\"%d\" has no meaning without officers, who "
                   "would watch so many positions of station \"%s\" each; "
                   "name their pool, or take monitored away",
                   t->monitored, t->id.text);
    if (t->headway >= s->duration && !s->doubted)
        diag_warning(d, &t->id.at,
                     "the headway of station \"%s\" is not shorter than the "
                     "run: no more than one visit begins there",
                     t->id.text);
}

/* Error rates that a search needs of its service's matcher. */
static void check_search(const struct scenario *s, const struct step *step,
                         struct diag *d)
{
    const struct matching_service *service = NULL;
    const struct matcher *m = NULL;
    for (int i = 0; i < s->services; i++)
        if (strcmp(s->service[i].id.text, step->service.text) == 0)
            service = &s->service[i];
    for (int i = 0; service && i < s->matchers; i++)
        if (strcmp(s->matcher[i].id.text, service->matcher.text) == 0)
            m = &s->matcher[i];
    if (!m || step->service.doubted)
        return; /* the document's references say so */
    struct naming missing = {0};
    if (step->one_to_many) {
        if (isnan(m->fnir))
            naming_add(&missing, "fnir");
        if (isnan(m->fpir))
            naming_add(&missing, "fpir");
    } else {
        if (isnan(m->fnmr))
            naming_add(&missing, "fnmr");
        if (isnan(m->impostor_match))
            naming_add(&missing, "impostor-match");
    }
    if (*missing.text)
        diag_error(
            d, &step->at,
            "search=\"%s\" needs %s, but matcher \"%s\" at %s:%d lacks %s; "
            "write what is lacking there",
            step->one_to_many ? "1:N" : "1:1",
            step->one_to_many ? "fnir and fpir" : "fnmr and impostor-match",
            m->id.text, m->id.at.file ? m->id.at.file : "?", m->id.at.line,
            missing.text);
}

static void check_step(const struct scenario *s, const struct step *step,
                       bool captured, struct diag *d)
{
    check_condition(s, &step->when, d);
    if (step->kind != STEP_INSPECT && step->party == PARTY_ONCE)
        diag_error(d, &step->at,
                   "party=\"once\" would take one photo for the whole party; "
                   "write each or together");
    if (step->kind == STEP_MATCH && !captured)
        diag_error(d, &step->at,
                   "there is no photo to match: no capture stands before "
                   "this match in its station; add a <capture>");
    if (step->kind == STEP_MATCH)
        check_search(s, step, d);
    if (step->kind == STEP_INSPECT && step->time.family != DIST_TRACE)
        check_time(&step->time, &step->at, "the time of the inspection", d);
}

static void check_order(const struct scenario *s, const struct station *t,
                        struct diag *d)
{
    if (t->priority && t->priorities == 0 && !t->doubted)
        diag_error(d, &t->id.at,
                   "order=\"priority\" needs a <first> that says who goes "
                   "first; add one, or take order away");
    if (!t->priority && t->priorities > 0)
        diag_error(d, &t->first[0].at,
                   "<first> has no meaning without order=\"priority\"; add "
                   "that to station \"%s\"",
                   t->id.text);
    for (int i = 0; i < t->priorities; i++)
        check_condition(s, &t->first[i].when, d);
}

/* A trace has one column for a station, named after it. */
static void check_traced(const struct station *t, struct diag *d)
{
    const struct step *first = NULL;
    for (int i = 0; i < t->steps; i++) {
        const struct step *step = &t->step[i];
        if (step->kind != STEP_INSPECT || step->time.family != DIST_TRACE)
            continue;
        if (first)
            diag_error(d, &step->at,
                       "a second inspect with dist=\"trace\" in station "
                       "\"%s\", after line %d; a trace has one time for a "
                       "station: make two stations",
                       t->id.text, first->at.line);
        first = step;
    }
    if (first &&
        (strcmp(t->id.text, "at") == 0 || strcmp(t->id.text, "size") == 0 ||
         strcmp(t->id.text, "class") == 0))
        diag_error(d, &t->id.at,
                   "a station whose times stand in a trace cannot be called "
                   "\"%s\", which is another column of traces; rename it",
                   t->id.text);
}

static void check_patience(const struct station *t, struct diag *d)
{
    char what[100];
    int before = d->count;
    if (!t->impatient)
        return;
    snprintf(what, sizeof what, "the patience at station \"%s\"", t->id.text);
    check_time(&t->patience, &t->patience_to.at, what, d);
    if (d->count == before && !(distribution_mean(&t->patience) > 0))
        diag_error(d, &t->patience_to.at,
                   "%s is always 0, so nobody would ever be served; make it "
                   "longer",
                   what);
}

void check_station(const struct scenario *s, const struct port *p,
                   const struct station *t, struct diag *d)
{
    bool captured = t->doubted; /* for all that we know */
    check_staff(s, p, t, d);
    check_pace(s, t, d);
    check_order(s, t, d);
    check_patience(t, d);
    check_limits(t->limit, t->limits, &t->id.at, d);
    for (int i = 0; i < t->steps; i++) {
        check_step(s, &t->step[i], captured, d);
        captured |= t->step[i].kind == STEP_CAPTURE;
    }
    for (int i = 0; i < t->routes; i++)
        check_condition(s, &t->route[i].when, d);
    check_traced(t, d);
}
