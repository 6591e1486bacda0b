/* random_scope -- rules of who has to give a photo, and who does not want to.
 */
#include "tests/support/random_parts.h"

void random_unwilling(struct dice *d, struct class *c)
{
    if (!d->part[PART_SCOPE])
        return;
    c->look_out = dice_share(d);
    if (c->status != STATUS_CITIZEN && dice_happens(d, 60)) {
        c->opt_out = 0;
        c->refusal = dice_share(d);
    }
}

void random_notices(struct dice *d, struct port *p)
{
    if (!dice_part(d, PART_SCOPE, 60))
        return;
    p->notices = (struct notices){
        .given = true, .awareness = dice_share(d), .signs = dice_share(d)};
    for (int i = 0; i < p->pools; i++)
        ((struct officers *)&p->pool[i])->mishandled = dice_share(d);
}

static struct moment random_moment(struct dice *d, int tick)
{
    simtime t = d->clock_base + d->tick * tick;

    return (struct moment){true, d->s->start_day + (int32_t)(t / US_PER_DAY),
                           t % US_PER_DAY};
}

static bool has_ages(const struct scenario *s)
{
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++)
            if (s->population[i].class[k].groups == 0)
                return false;
    return true;
}

void random_rules(struct dice *d)
{
    struct scenario *s = d->s;
    struct rule *r = dice_array(d, 3, sizeof *r);

    s->rule = r;
    s->rules = d->part[PART_SCOPE] ? dice_between(d, 1, 3) : 0;
    for (int i = 0; i < s->rules; i++) {
        int tick = dice_between(d, 0, d->ticks - 1);
        r[i].id = dice_name(d, "rule", i);
        r[i].statuses = (unsigned)dice_between(d, 1, 7);
        r[i].age_to = 150;
        r[i].by_age = has_ages(s) && dice_happens(d, 40);
        if (r[i].by_age) {
            r[i].age_from = dice_between(d, 0, 40);
            r[i].age_to = dice_between(d, r[i].age_from, 70);
        }
        r[i].directions = (unsigned)dice_between(d, 0, 3);
        r[i].modes = dice_happens(d, 60) ? 0 : (unsigned)dice_between(d, 1, 7);
        if (dice_happens(d, 30)) {
            struct name *n = dice_array(d, 1, sizeof *n);
            *n = s->port[dice_between(d, 0, s->ports - 1)].id;
            r[i].ports = (struct name_list){n, 1};
        }
        if (dice_happens(d, 40))
            r[i].from = random_moment(d, tick);
        if (dice_happens(d, 40))
            r[i].until = random_moment(d, tick + dice_between(d, 1, d->ticks));
    }
}
