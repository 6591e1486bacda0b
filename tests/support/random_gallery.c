/* random_gallery -- galleries, and matchers whose rates depend on their size.
 */
#include <math.h>
#include <string.h>

#include "tests/support/random_parts.h"

static void rows(struct dice *d, struct matcher *m)
{
    struct matcher_size *row;
    bool positive = dice_happens(d, 50);
    int64_t size = 0;

    m->fnir = NAN;
    m->sizes = dice_between(d, 1, 4);
    m->size = row = dice_array(d, m->sizes, sizeof *row);
    for (int i = 0; i < m->sizes; i++) {
        size += dice_between(d, 1, dice_happens(d, 80) ? 4 : 400);
        row[i].size = size;
        row[i].fnir = dice_between(d, 0, 5) / 10.0; /* twice that at most */
        row[i].fpir = positive ? dice_between(d, 0, 5) / 10.0 : NAN;
    }
    if (positive)
        m->fpir = NAN;
}

static void crosses(struct dice *d, struct matcher *m)
{
    const struct scenario *s = d->s;
    struct matcher_cross *c = dice_array(d, s->groups * s->groups, sizeof *c);

    m->cross = c;
    if (m->scored && m->scores.rank_1)
        return;
    for (int i = 0; i < s->groups; i++)
        for (int k = 0; k < s->groups; k++)
            if (dice_happens(d, 40))
                c[m->crosses++] =
                    (struct matcher_cross){.probe = s->group[i].id,
                                           .gallery = s->group[k].id,
                                           .fmr = dice_between(d, 0, 8) / 20.0};
}

static void matcher(struct dice *d, struct matcher *m)
{
    int kind = dice_between(d, 0, 3);

    if (kind == 1) {
        rows(d, m);
    } else if (kind == 2) {
        m->fnir = m->fpir = m->fnmr = NAN;
        m->scored = true;
        m->scores =
            (struct matcher_scores){.threshold = dice_between(d, 1, 5) / 2.0,
                                    .mean = dice_between(d, 2, 8) / 2.0,
                                    .sd = dice_between(d, 1, 4) / 2.0,
                                    .rank_1 = dice_happens(d, 50)};
        if (dice_happens(d, 50))
            m->impostor_match = NAN;
    }
    if (!m->scored && (m->sizes == 0 || isnan(m->size[0].fpir)) &&
        dice_happens(d, 60)) {
        m->fpir = NAN;
        m->fmr = dice_between(d, 0, 6) / 20.0;
    }
    if (m->scored || !isnan(m->fmr))
        crosses(d, m);
}

static void gallery(struct dice *d, struct gallery *g, bool manifest)
{
    struct group_share *of;
    double share[8];

    g->old_ratio = dice_between(d, 0, 6) / 2.0;
    g->missing = dice_happens(d, 50) ? 0 : dice_between(d, 1, 5) / 10.0;
    g->old = dice_happens(d, 40) ? 0 : dice_between(d, 1, 3) / 10.0;
    g->shares = d->s->groups > 0 && (!manifest || dice_happens(d, 40))
                    ? dice_between(d, 1, d->s->groups)
                    : 0;
    g->share = of = dice_array(d, g->shares, sizeof *of);
    dice_shares(d, g->shares > 0 ? g->shares : 1, share);
    for (int i = 0; i < g->shares; i++)
        of[i] = (struct group_share){d->s->group[i].id, share[i]};
    g->manifest = manifest;
    if (!manifest) {
        g->size = dice_between(d, 1, dice_happens(d, 80) ? 12 : 3000);
        return;
    }
    g->unlisted = dice_happens(d, 50) ? 0 : dice_share(d) / 2;
    g->staged = d->tick *
                dice_between(d, 0, dice_happens(d, 80) ? 4 : d->ticks / 3 + 1);
    g->late = dice_happens(d, 20) ? 0 : dice_between(d, 3, 7) / 10.0;
    g->comes_late = g->late > 0;
    if (g->comes_late && dice_happens(d, 60)) /* as people get there */
        g->late_by = dice_constant(g->staged + d->tick * dice_between(d, 1, 8));
    else if (g->comes_late)
        g->late_by = dice_time(d, 1, dice_happens(d, 80) ? 12 : d->ticks / 2);
}

static const struct matcher *matcher_of(const struct scenario *s,
                                        const struct step *st)
{
    const struct matching_service *v = s->service;
    const struct matcher *m = s->matcher;

    while (strcmp(v->id.text, st->service.text) != 0)
        v++;
    while (strcmp(m->id.text, v->matcher.text) != 0)
        m++;
    return m;
}

/* Each search 1:N that has to, and others; else 1:1. */
static void searches(struct dice *d, const struct station *t, int from, int to)
{
    const struct scenario *s = d->s;

    for (int i = 0; i < t->steps; i++) {
        struct step *st = (struct step *)&t->step[i];
        const struct matcher *m;
        if (st->kind != STEP_MATCH)
            continue;
        m = matcher_of(s, st);
        st->gallery.text = NULL;
        if (!st->one_to_many)
            continue;
        if (!isnan(m->fnir) && !isnan(m->fpir) && dice_happens(d, 30))
            continue;
        st->gallery = s->gallery[dice_between(d, from, to - 1)].id;
    }
}

static bool is_accepted(const struct dice *d)
{
    struct diag diag = {0};
    bool good;

    scenario_check(d->s, &diag);
    good = diag.count == 0;
    diag_release(&diag);
    return good;
}

/* A photo and a search at the end of a visit. */
static void one_more(struct dice *d, struct station *t)
{
    const struct scenario *s = d->s;
    struct step *step = dice_array(d, t->steps + 2, sizeof *step);

    for (int i = 0; i < t->steps; i++)
        step[i] = t->step[i];
    t->step = step;
    step += t->steps;
    t->steps += 2;
    step[0] = (struct step){.kind = STEP_CAPTURE,
                            .when = {.share = 1},
                            .party = PARTY_EACH,
                            .camera = s->camera[0].id,
                            .attempts = 2};
    step[1] = (struct step){
        .kind = STEP_MATCH,
        .when = {.share = 1},
        .party = dice_happens(d, 50) ? PARTY_EACH : PARTY_TOGETHER,
        .service = s->service[dice_between(d, 0, s->services - 1)].id,
        .one_to_many = true};
    step[0].camera = random_camera_for(s, step[1].service);
    step[0].time = step[1].time = dice_constant(0);
}

/* A few calls, of which there is a manifest: arrivals or departures. */
static void calls(struct dice *d, struct flow *f)
{
    struct call *c = dice_array(d, 3, sizeof *c);

    f->kind = ARRIVE_TIMETABLE;
    f->calls = dice_between(d, 1, 3);
    f->call = c;
    for (int i = 0; i < f->calls; i++) {
        simtime at = d->clock_base + d->tick * dice_between(d, 0, d->ticks);
        c[i] = (struct call){.id = "",
                             .day = 1 + (int)(at / US_PER_DAY),
                             .from = at % US_PER_DAY,
                             .until = at % US_PER_DAY,
                             .passengers = dice_between(d, 1, 30),
                             .load_factor = dice_happens(d, 70) ? 1 : 0.5};
    }
    f->delay = dice_time(d, 0, 12);
    f->boarding = dice_happens(d, 50);
    if (f->boarding)
        f->board = (struct boarding){.show_up = dice_time(d, 0, d->ticks / 2),
                                     .closes = d->tick * dice_between(d, 0, 3),
                                     .groups = 1,
                                     .no_show = dice_share(d) / 2};
}

/* Where a trace has the times of visits it stays. */
static void only_calls(struct dice *d, struct port *p)
{
    const struct scenario *s = d->s;
    simtime zero = civil_utc(&s->wall, s->start_day, 0);

    d->clock_base = d->tick >= US_PER_MIN
                        ? 0
                        : zero + civil_offset_at(&p->wall, zero) -
                              US_PER_DAY * (simtime)s->start_day;
    for (int i = 0; i < p->flows; i++)
        if (p->flow[i].trace_stations > 0)
            return;
    for (int i = 0; i < p->flows; i++)
        if (p->flow[i].kind != ARRIVE_TIMETABLE)
            calls(d, (struct flow *)&p->flow[i]);
}

/* Manifests before standing galleries; a station to which others than calls
 * come has no use for a manifest. */
void random_galleries(struct dice *d)
{
    struct scenario *s = d->s;
    struct gallery *g;
    int manifests = dice_between(d, 1, 2);
    bool alike = false;

    if (!d->part[PART_GALLERY])
        return;
    for (int i = 0; i < s->matchers; i++)
        alike |= s->matcher[i].correlation > 0;
    for (int i = 0; i < s->matchers; i++)
        matcher(d, (struct matcher *)&s->matcher[i]);
    if (alike) /* of whose tables there should not be many */
        manifests = 0;
    s->galleries = manifests + (alike ? 1 : dice_between(d, 1, 2));
    s->gallery = g = dice_array(d, s->galleries, sizeof *g);
    for (int i = 0; i < s->galleries; i++) {
        g[i].id = dice_name(d, "gallery", i);
        gallery(d, &g[i], i < manifests);
    }
    for (int i = 0; i < s->ports && manifests > 0; i++)
        if (dice_happens(d, 75))
            only_calls(d, (struct port *)&s->port[i]);
    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].stations; k++) {
            const struct station *t = &s->port[i].station[k];
            if (dice_happens(d, 45))
                one_more(d, (struct station *)t);
            searches(d, t, 0,
                     manifests && dice_happens(d, 70) ? manifests
                                                      : s->galleries);
            if (!is_accepted(d))
                searches(d, t, manifests, s->galleries);
        }
}

/* Calls after all others, so many and of so many sizes that the rows of errors
 * are by powers of 2; hardly any of them comes. */
void random_many_sizes(struct dice *d)
{
    const struct scenario *s = d->s;

    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].flows; k++) {
            struct flow *f = (struct flow *)&s->port[i].flow[k];
            int more = dice_between(d, 55, 75);
            if (f->kind != ARRIVE_TIMETABLE || !dice_part(d, PART_SIZES, 70))
                continue;
            struct call *c = dice_array(d, f->calls + more, sizeof *c);
            for (int n = 0; n < f->calls; n++)
                c[n] = f->call[n];
            for (int n = 0; n < more; n++) {
                c[f->calls + n] = f->call[f->calls - 1];
                c[f->calls + n].until = US_PER_DAY;
                c[f->calls + n].passengers = n + 1;
                c[f->calls + n].load_factor = 1;
            }
            f->call = c;
            f->calls += more;
        }
}
