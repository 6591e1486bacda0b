/* random_scenario -- populations, cameras, matchers and the whole. */
#include "tests/support/random_scenario.h"

#include <math.h>

#include "tests/support/random_parts.h"

static void random_classes(struct dice *d, struct population *p, int number)
{
    struct scenario *s = d->s;
    struct class *c;
    double share[8];

    p->classes = dice_between(d, 1, 3);
    p->class = c = dice_array(d, p->classes, sizeof *c);
    dice_shares(d, p->classes, share);
    for (int i = 0; i < p->classes; i++) {
        c[i].id = dice_name(d, "class", i + number);
        c[i].status = (enum status)dice_between(d, 0, 2);
        c[i].share = share[i];
        c[i].opt_out = dice_happens(d, 60) ? 0 : dice_share(d);
        random_unwilling(d, &c[i]);
        c[i].impostor = dice_happens(d, 50) ? 0 : dice_share(d);
        c[i].enrolled = 1;
        c[i].gallery_photo = dice_happens(d, 50) ? 1 : dice_share(d);
    }
    for (int i = 0; i < p->classes && s->groups > 0; i++) {
        struct group_share *g;
        c[i].groups = dice_happens(d, 70) ? dice_between(d, 1, s->groups) : 0;
        c[i].group = g = dice_array(d, c[i].groups, sizeof *g);
        if (c[i].groups == 0)
            continue;
        dice_shares(d, c[i].groups, share);
        for (int k = 0; k < c[i].groups; k++) {
            g[k].group = s->group[s->groups - 1 - k].id;
            g[k].share = share[k];
        }
    }
}

static void random_population(struct dice *d, struct population *p, int number)
{
    struct party_size *size;
    double share[8];

    p->id = dice_name(d, "people", number);
    p->mixed = dice_share(d);
    random_classes(d, p, number);
    p->parties = dice_happens(d, 30) ? 0 : dice_between(d, 1, 3);
    p->party = size = dice_array(d, p->parties, sizeof *size);
    if (p->parties > 0)
        dice_shares(d, p->parties, share);
    for (int i = 0; i < p->parties; i++) {
        size[i].size =
            i == 0 ? dice_between(d, 1, 2) : i + dice_between(d, 2, 3);
        if (i > 0 && size[i].size <= size[i - 1].size)
            size[i].size = size[i - 1].size + 1;
        size[i].share = share[i];
    }
}

static const struct group_ratio *ratios(struct dice *d, int *n)
{
    const struct scenario *s = d->s;
    struct group_ratio *r = dice_array(d, s->groups, sizeof *r);

    *n = dice_between(d, 0, s->groups);
    for (int i = 0; i < *n; i++) {
        r[i].group = s->group[i].id;
        r[i].failure = dice_between(d, 0, 4) / 2.0;
        r[i].time =
            dice_part(d, PART_RATIOS, 50) ? dice_between(d, 0, 5) / 2.0 : 1;
        r[i].false_negative = dice_between(d, 0, 4) / 2.0;
        r[i].false_positive = dice_between(d, 0, 4) / 2.0;
    }
    return r;
}

/* For all failures of an attempt, and for single ones. */
static const struct group_ratio *camera_ratios(struct dice *d, struct camera *c)
{
    const struct group_ratio *all = ratios(d, &c->ratios);
    int n = c->ratios;
    struct group_ratio *r = dice_array(d, n * (1 + c->failures), sizeof *r);

    for (int i = 0; i < n; i++)
        r[i] = all[i];
    for (int i = 0; i < n; i++)
        for (int k = 0; k < c->failures; k++)
            if (!c->failure[k].per_traveller && dice_part(d, PART_RATIOS, 40))
                r[c->ratios++] =
                    (struct group_ratio){.group = all[i].group,
                                         .failure = dice_between(d, 0, 4) / 2.0,
                                         .time = 1,
                                         .cause = c->failure[k].cause};
    return r;
}

static void random_camera(struct dice *d, struct camera *c, int number)
{
    static const char *const cause[] = {"pose", "light", "motion", "glare"};
    struct failure *f;

    c->id = dice_name(d, "camera", number);
    c->capture_time = dice_time(d, 0, 10);
    c->failures = dice_between(d, 0, 3);
    c->failure = f = dice_array(d, c->failures, sizeof *f);
    for (int i = 0; i < c->failures; i++) {
        f[i].cause = dice_name(d, "", 0);
        f[i].cause.text = cause[(i + number) % 4];
        f[i].probability = dice_between(d, 0, 4) / 24.0; /* 3 x 2 x this <= 1 */
        f[i].per_traveller = dice_happens(d, 30);
    }
    c->ratio = camera_ratios(d, c);
    if (dice_part(d, PART_ALIKE, 60))
        c->correlation = dice_between(d, 1, 9) / 10.0;
}

/* Workers, a timeout, and outages by the scenario's clock. */
static void random_load(struct dice *d, struct matching_service *v)
{
    v->failing = random_breakdown(d);
    if (!dice_part(d, PART_SERVICE, 80))
        return;
    v->workers = dice_between(d, 0, 2);
    v->timeout = dice_happens(d, 70) ? d->tick * dice_between(d, 1, 15) : 0;
    if (v->timeout == 0)
        return;
    double least = v->service_time.family == DIST_CONSTANT
                       ? v->service_time.mean
                       : v->service_time.low; /* NaN: the family has none */
    if ((double)v->timeout < least)           /* the check wants answers */
        v->timeout = llround(least);
    v->retries = dice_between(d, 0, 2);
    v->late_costs = v->workers > 0 && dice_happens(d, 50);
    v->fails = dice_happens(d, 40);
    if (dice_happens(d, 40)) {
        v->outages = dice_between(d, 1, 3);
        d->clock_base = 0;
        v->outage = random_spans(d, v->outages, 1);
    }
}

static void random_equipment(struct dice *d, struct scenario *s)
{
    struct camera *camera;
    struct matcher *m;
    struct matching_service *v;

    s->cameras = dice_between(d, 1, 2);
    s->camera = camera = dice_array(d, s->cameras, sizeof *camera);
    for (int i = 0; i < s->cameras; i++)
        random_camera(d, &camera[i], i);
    s->matchers = dice_between(d, 1, 2);
    s->matcher = m = dice_array(d, s->matchers, sizeof *m);
    for (int i = 0; i < s->matchers; i++) {
        m[i].id = dice_name(d, "matcher", i);
        m[i].fnmr = dice_between(d, 0, 5) / 10.0; /* at most 1 with ratio 2 */
        m[i].impostor_match = dice_between(d, 0, 5) / 10.0;
        m[i].fnir = dice_between(d, 0, 5) / 10.0;
        m[i].fpir = dice_between(d, 0, 5) / 10.0;
        m[i].fmr = NAN;
        m[i].ratio = ratios(d, &m[i].ratios);
        if (dice_part(d, PART_ALIKE, 60))
            m[i].correlation = dice_between(d, 1, 9) / 10.0;
    }
    s->services = dice_between(d, 1, 2);
    s->service = v = dice_array(d, s->services, sizeof *v);
    for (int i = 0; i < s->services; i++) {
        v[i].id = dice_name(d, "service", i);
        v[i].matcher = s->matcher[dice_between(d, 0, s->matchers - 1)].id;
        v[i].network_time = dice_time(d, 0, 5);
        v[i].service_time = dice_time(d, 0, 10);
        random_load(d, &v[i]);
    }
}

/* Ticks, the day and its clock: see random_scenario.h. */
static void random_clock(struct dice *d, struct scenario *s, bool jump)
{
    static const struct {
        int year, month, day;
    } date[] = {{2026, 3, 8},   {2026, 3, 7},  {2026, 11, 1},
                {2026, 10, 31}, {2026, 7, 15}, {2027, 1, 1}};
    int kind = jump ? 99 : dice_between(d, 0, 99), i = dice_between(d, 0, 5);
    bool days = kind >= 88;

    if (days && dice_happens(d, jump ? 80 : 40))
        i = 0; /* an hour is lost */
    d->tick = kind < 75 ? 1 : kind < 88 ? US_PER_S / 4 : 30 * US_PER_MIN;
    d->ticks = kind < 60   ? dice_between(d, 40, 150)
               : kind < 75 ? dice_between(d, 60, 1500)
               : kind < 88 ? dice_between(d, 8, 60)
                           : dice_between(d, 14, 140);
    s->duration = d->tick * d->ticks;
    s->start_day = civil_day(date[i].year, date[i].month, date[i].day);
    s->wall.utc_offset = US_PER_H * dice_between(d, -8, 2);
    s->wall.dst = dice_happens(d, jump ? 95 : 60) ? DST_US : DST_NONE;
    s->interval = d->tick * dice_between(d, 1, d->ticks);
    if (s->interval < s->duration / 12)
        s->interval = s->duration / 12 + 1;
    if (dice_happens(d, 40))
        s->warm_up = s->interval * (d->tick * d->ticks / 2 / s->interval);
}

/* Few or many at once, so that every pair meets, and some are alone. */
static void random_parts(struct dice *d)
{
    static const bool ready[PARTS] = {
        [PART_BREAKS] = true,     [PART_CLOSED] = true,
        [PART_OPENING] = true,    [PART_ROOM] = true,
        [PART_CHOICE] = true,     [PART_BREAKDOWN] = true,
        [PART_HAND_OVER] = true,  [PART_PREEMPTION] = true,
        [PART_OWN_QUEUES] = true, [PART_SERVICE] = true,
        [PART_SCOPE] = true,      [PART_RATIOS] = true};
    int percent = 15 * dice_between(d, 0, 5);

    for (int i = 0; i < PARTS; i++)
        d->part[i] = ready[i] && dice_happens(d, percent);
    d->part[PART_ALIKE] = dice_happens(d, 2);
}

const struct scenario *random_scenario(uint64_t seed, struct arena *a)
{
    struct dice dice = {.state = seed * 1000003, .arena = a}, *d = &dice;
    struct scenario *s = d->s = dice_array(d, 1, sizeof *s);
    struct group *g;
    struct population *people;
    struct port *port;

    s->file = s->id = s->title = s->source = "random";
    s->seed = dice_roll(d);
    s->replications = 1;
    random_clock(d, s, seed >= RANDOM_JUMPS);
    random_parts(d);
    s->groups = dice_between(d, 0, 3);
    s->group = g = dice_array(d, s->groups, sizeof *g);
    for (int i = 0; i < s->groups; i++) {
        g[i].id = dice_name(d, "group", i);
        g[i].age_from = 20 * i;
        g[i].age_to = 20 * i + 19;
    }
    s->populations = dice_between(d, 1, 2);
    s->population = people = dice_array(d, s->populations, sizeof *people);
    for (int i = 0; i < s->populations; i++)
        random_population(d, &people[i], i);
    random_equipment(d, s);
    int ports = dice_between(d, 1, 2);
    s->port = port = dice_array(d, ports, sizeof *port);
    for (int i = 0; i < ports; i++) {
        s->ports = i + 1;
        random_port(d, &port[i], i);
        random_notices(d, &port[i]);
        random_port_mend(d, &port[i]);
    }
    random_rules(d);
    d->state = seed * 1000003 + 3; /* other dice, for what comes on top */
    d->part[PART_MODALITY] = dice_happens(d, 40);
    d->part[PART_SIZES] = dice_happens(d, 4);
    random_modalities(d);
    d->state = seed * 1000003 + 1;
    d->part[PART_IMAGES] = dice_happens(d, 60);
    d->part[PART_GALLERY] = dice_happens(d, 60);
    d->part[PART_ENROL] = dice_happens(d, 30);
    random_enrol(d);
    random_galleries(d);
    if (s->galleries > 0)
        random_many_sizes(d);
    random_images(d);
    d->state = seed * 1000003 + 2; /* and for what comes on top of that */
    d->part[PART_WORK] = dice_happens(d, 30);
    d->part[PART_PARTY_SHARE] = dice_happens(d, 40);
    d->part[PART_CAMERA_OUT] = dice_happens(d, 30);
    d->part[PART_CAMERA_FAILS] = dice_happens(d, 30);
    random_work(d);
    random_party_shares(d);
    random_cameras_out(d);
    return s;
}
