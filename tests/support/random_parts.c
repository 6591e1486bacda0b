/* random_parts -- dice, names, distributions and conditions for scenarios. */
#include "tests/support/random_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

uint64_t dice_roll(struct dice *d)
{
    uint64_t x = d->state += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */

    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

int dice_between(struct dice *d, int least, int most)
{
    return least + (int)(dice_roll(d) % (uint64_t)(most - least + 1));
}

bool dice_happens(struct dice *d, int percent)
{
    return dice_between(d, 0, 99) < percent;
}

double dice_share(struct dice *d)
{
    static const double share[] = {0, 0, 0.1, 0.3, 0.5, 0.5, 0.9, 1};

    return share[dice_between(d, 0, 7)];
}

bool dice_part(struct dice *d, enum part part, int percent)
{
    return d->part[part] && dice_happens(d, percent);
}

void *dice_array(struct dice *d, int n, size_t size)
{
    void *p = arena_array(d->arena, (size_t)n, size);

    if (p == NULL)
        abort();
    return p;
}

static struct origin here(struct dice *d)
{
    return (struct origin){d->s->file, 1, 0, NULL};
}

struct name dice_name(struct dice *d, const char *stem, int number)
{
    char text[32];

    snprintf(text, sizeof text, "%s%d", stem, number);
    return (struct name){arena_text(d->arena, text), here(d), false};
}

void dice_shares(struct dice *d, int n, double *share)
{
    int parts = dice_happens(d, 50) ? 8 : 10, left = parts - n;

    for (int i = 0; i < n; i++) {
        int more = i == n - 1 ? left : dice_between(d, 0, left);
        left -= more;
        share[i] = (1 + more) / (double)parts;
    }
}

struct distribution dice_constant(simtime t)
{
    return (struct distribution){.family = DIST_CONSTANT,
                                 .mean = (double)t,
                                 .sd = NAN,
                                 .low = NAN,
                                 .high = NAN,
                                 .mode = NAN,
                                 .shape = NAN};
}

struct distribution dice_time(struct dice *d, int least, int most)
{
    struct distribution t =
        dice_constant(d->tick * dice_between(d, least, most));
    double tick = (double)d->tick, mean = tick * dice_between(d, 1, most);
    int kind = dice_between(d, 0, 99);

    if (kind < (d->tick > 1 ? 85 : 45))
        return t;
    t.family = kind < 88   ? DIST_EXPONENTIAL
               : kind < 90 ? DIST_UNIFORM
               : kind < 92 ? DIST_TRIANGULAR
               : kind < 95 ? DIST_WEIBULL
               : kind < 98 ? DIST_LOGNORMAL
               : kind < 99 ? DIST_ERLANG
                           : DIST_GAMMA;
    t.mean = mean;
    if (t.family == DIST_UNIFORM || t.family == DIST_TRIANGULAR) {
        t.mean = NAN;
        t.low = tick * dice_between(d, 0, 3);
        t.high = t.low + mean;
        t.mode = t.family == DIST_UNIFORM ? NAN : t.low + mean / 4;
    } else if (t.family == DIST_WEIBULL) {
        t.shape = dice_between(d, 1, 4) / 2.0;
    } else if (t.family == DIST_LOGNORMAL || t.family == DIST_GAMMA) {
        t.sd = mean * dice_between(d, 1, 4) / 2.0;
    } else if (t.family == DIST_ERLANG) {
        t.stages = dice_between(d, 1, 3);
    }
    return t;
}

static struct name_list one_name(struct dice *d, struct name name)
{
    struct name *n = dice_array(d, 1, sizeof *n);

    *n = name;
    return (struct name_list){n, 1};
}

/* A bit of condition.facts, of those that can be. */
static int random_fact(struct dice *d)
{
    int bit = dice_between(d, 0, RESULTS + DECISIONS - 2);

    if (dice_part(d, PART_SCOPE, 20))
        return dice_happens(d, 50) ? FACT_LOOK_OUT : RESULT_REFUSED;
    return bit < RESULT_REFUSED ? bit : bit + 1;
}

struct condition dice_condition(struct dice *d)
{
    const struct scenario *s = d->s;
    struct condition c = {.share = 1};
    int kinds = dice_between(d, 1, 31);

    if (kinds & 3) {
        c.facts = 1u << random_fact(d);
        c.facts |= 1u << random_fact(d);
        if (dice_happens(d, 50))
            c.facts |= 1u << random_fact(d);
    }
    if (kinds & 4 && dice_happens(d, 40)) {
        c.statuses = 1u << dice_between(d, 0, 2);
        c.statuses |= 1u << dice_between(d, 0, 2);
    }
    if (kinds & 8 && dice_happens(d, 40)) {
        const struct population *p = &s->population[0];
        c.classes =
            one_name(d, p->class[dice_between(d, 0, p->classes - 1)].id);
    }
    if (s->groups > 0 && dice_happens(d, 15))
        c.groups = one_name(d, s->group[dice_between(d, 0, s->groups - 1)].id);
    if (kinds & 16 || kinds < 4)
        c.share = dice_happens(d, 80) ? dice_between(d, 1, 3) / 4.0 : 0;
    if (!c.facts && !c.statuses && !c.classes.count && !c.groups.count &&
        c.share == 1)
        c.share = 0.5;
    return c;
}

simtime dice_clock(const struct dice *d, int ticks)
{
    return (d->clock_base + d->tick * ticks) % US_PER_DAY;
}

const simtime *dice_limits(struct dice *d, int n)
{
    simtime *limit = dice_array(d, n, sizeof *limit);

    for (int i = 0; i < n; i++)
        limit[i] =
            (i > 0 ? limit[i - 1] : 0) + d->tick * dice_between(d, 1, 30);
    return limit;
}
