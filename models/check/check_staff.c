/* check_staff -- pools of officers: shifts, breaks, places to work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/check/check.h"

static bool serves(const struct officers *o, const struct station *t)
{
    return t->officers.text && strcmp(t->officers.text, o->id.text) == 0;
}

/* "08:00", by the port's clock. */
static const char *clock_at(const struct scenario *s, const struct port *p,
                            simtime at, char text[8])
{
    simtime utc = civil_utc(&s->wall, s->start_day, 0) + at;
    int64_t minute = (utc + civil_offset_at(&p->wall, utc)) / US_PER_MIN;

    snprintf(text, 8, "%02d:%02d", (int)(minute / 60 % 24), (int)(minute % 60));
    return text;
}

/* Of the spans that cover an instant: their counts, and the last of them. */
static int count_at(const struct scenario *s, const struct port *p,
                    struct spans of, simtime at, const struct clock_span **last)
{
    int n = 0;

    for (int i = 0; i < of.n; i++)
        if (roster_covers(s, p, &of.span[i], at)) {
            n += of.span[i].count;
            *last = &of.span[i];
        }
    return n;
}

/* A break cannot take officers who are not there. */
static void check_breaks(const struct scenario *s, const struct port *p,
                         const struct officers *o, const struct level *level,
                         int levels, struct diag *d)
{
    struct spans shifts = {o->shift, o->shifts}, rests = {o->rest, o->rests};

    for (int i = 0; i < levels && level[i].at < s->duration; i++) {
        const struct clock_span *shift = NULL, *rest = NULL;
        char text[8];
        if (level[i].n >= 0)
            continue;
        int away = count_at(s, p, rests, level[i].at, &rest);
        int there = count_at(s, p, shifts, level[i].at, &shift);
        diag_error(d, rest ? &rest->at : &o->id.at,
                   "breaks take %d officer%s of pool \"%s\" away at %s, but %d "
                   "of them %s on duty then; let fewer go at a time, or move "
                   "the break",
                   away, away == 1 ? "" : "s", o->id.text,
                   clock_at(s, p, level[i].at, text), there,
                   there == 1 ? "is" : "are");
        return;
    }
}

/* Places for officers at a station: its positions, or where they watch several
 * at a time as many as it takes to watch all. */
static int places_of(const struct station *t)
{
    int each = t->monitored > 0 ? t->monitored : 1;

    return t->positions / each + (t->positions % each != 0);
}

/* More officers than they have places to stand at. */
static void check_places(const struct scenario *s, const struct port *p,
                         const struct officers *o, const struct level *level,
                         int levels, struct diag *d)
{
    int positions = 0, most = 0;
    const struct level *peak = NULL;
    const struct clock_span *begins = NULL;
    char text[8];

    for (int k = 0; k < p->stations; k++)
        if (serves(o, &p->station[k]))
            positions += places_of(&p->station[k]);
    for (int i = 0; i < levels && level[i].at < s->duration; i++)
        if (level[i].n > most) {
            most = level[i].n;
            peak = &level[i];
        }
    if (!peak || most <= positions || positions == 0)
        return;
    for (int i = 0; i < o->shifts; i++)
        if (roster_covers(s, p, &o->shift[i], peak->at) &&
            !(peak->at > 0 &&
              roster_covers(s, p, &o->shift[i], peak->at - 1)) &&
            !begins)
            begins = &o->shift[i];
    diag_warning(d, begins ? &begins->at : &o->id.at,
                 "%d officers of pool \"%s\" are on duty at %s, but "
                 "the stations that they serve have %d position%s for "
                 "officers: the others have nowhere to work",
                 most, o->id.text, clock_at(s, p, peak->at, text), positions,
                 positions == 1 ? "" : "s");
}

static void check_use(const struct scenario *s, const struct port *p,
                      const struct officers *o, struct diag *d)
{
    int used = 0, attended = 0;

    for (int k = 0; k < p->stations; k++)
        if (serves(o, &p->station[k])) {
            used++;
            attended += p->station[k].monitored == 0;
        }
    if (!used && !s->doubted)
        diag_warning(d, &o->id.at,
                     "no station has officers=\"%s\": the pool has "
                     "nothing to do",
                     o->id.text);
    if (used && !attended && o->hand_over && !s->doubted)
        diag_warning(d, &o->id.at,
                     "shift-end=\"hand-over\" of pool \"%s\" changes nothing: "
                     "its officers watch (monitored), so that no visit has one "
                     "of its own to hand over; take it away",
                     o->id.text);
}

void check_days(const struct scenario *s, const struct port *p, struct spans of,
                const char *what, struct diag *d)
{
    for (int k = 0; k < of.n; k++)
        if (of.span[k].day > 0 && s->duration > 0 &&
            run_time(s, p, of.span[k].day, 0) >= s->duration)
            diag_error(d, &of.span[k].at,
                       "day %d of the %s is after the end of the run; the "
                       "first day is day 1",
                       of.span[k].day, what);
}

void check_pools(const struct scenario *s, const struct port *p, struct diag *d)
{
    check_unique(p->pool, p->pools, sizeof *p->pool, "pool of officers", d);
    for (int i = 0; i < p->pools; i++) {
        const struct officers *o = &p->pool[i];
        struct spans shifts = {o->shift, o->shifts};
        struct spans rests = {o->rest, o->rests};
        int levels;
        check_use(s, p, o, d);
        check_days(s, p, shifts, "shift", d);
        check_days(s, p, rests, "break", d);
        struct level *level =
            s->doubted ? NULL : roster_levels(s, p, shifts, rests, &levels);
        if (level) {
            check_breaks(s, p, o, level, levels, d);
            check_places(s, p, o, level, levels, d);
        }
        free(level);
    }
}

/* Is anybody of the pool on duty during the run? */
static bool pool_is_worked(const struct scenario *s, const struct port *p,
                           const struct officers *o)
{
    int levels;
    struct level *level =
        roster_levels(s, p, (struct spans){o->shift, o->shifts},
                      (struct spans){o->rest, o->rests}, &levels);
    bool worked = !level;

    for (int i = 0; level && i < levels; i++)
        worked |= level[i].n > 0 && level[i].at < s->duration;
    free(level);
    return worked;
}

void check_staff(const struct scenario *s, const struct port *p,
                 const struct station *t, struct diag *d)
{
    struct naming names = {0};
    if (!t->officers.text || t->officers.doubted)
        return;
    for (int i = 0; i < p->pools; i++) {
        const struct officers *o = &p->pool[i];
        naming_add(&names, o->id.text);
        if (!serves(o, t))
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
