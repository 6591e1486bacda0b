/* check_rule -- rules about who has to give a photo, and who may refuse it. */
#include <string.h>

#include "models/check/check.h"
#include "models/rule.h"

static void check_places(const struct scenario *s, const struct rule *r,
                         struct diag *d)
{
    for (int i = 0; i < r->ports.count; i++) {
        const struct name *port = &r->ports.name[i];
        struct naming names = {0};
        bool found = false;
        for (int k = 0; k < s->ports; k++) {
            naming_add(&names, s->port[k].id.text);
            found |= !strcmp(s->port[k].id.text, port->text);
        }
        if (!found && !port->doubted && !s->doubted)
            diag_error(d, &port->at,
                       "rule \"%s\" names port \"%s\", which is not there; "
                       "there are: %s",
                       r->id.text, port->text,
                       *names.text ? names.text : "none");
    }
}

static int64_t on_clock(const struct moment *m)
{
    return m->day * US_PER_DAY + m->clock;
}

/* The age of whom the rule takes must be known. */
static void check_ages(const struct scenario *s, const struct rule *r,
                       struct diag *d)
{
    if (!r->by_age)
        return;
    if (r->age_from > r->age_to) {
        diag_error(d, &r->id.at,
                   "rule \"%s\" begins at age %d and ends at %d; swap "
                   "age-from and age-to",
                   r->id.text, r->age_from, r->age_to);
        return;
    }
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++) {
            const struct class *c = &s->population[i].class[k];
            if (c->groups || c->doubted || !(r->statuses >> c->status & 1))
                continue;
            diag_error(d, &c->id.at,
                       "rule \"%s\" asks for ages, and class \"%s\" has no "
                       "groups to say how old its members are; add a "
                       "<group-share>, or take age-from and age-to away",
                       r->id.text, c->id.text);
        }
}

static void check_rule(const struct scenario *s, const struct rule *r,
                       struct diag *d)
{
    if (r->doubted)
        return;
    check_places(s, r, d);
    check_ages(s, r, d);
    if (r->from.given && r->until.given &&
        on_clock(&r->until) <= on_clock(&r->from))
        diag_error(d, &r->id.at,
                   "rule \"%s\" ends before it begins, or at once, so that it "
                   "is never in force; swap from and until",
                   r->id.text);
}

/* ---- rules that take nobody ---- */

/* What a member must have to be taken; the first that nobody has is told. */
enum { AT_PORT, IN_DIRECTION, OF_STATUS, OF_AGE, IN_TIME, TAKEN };

static int classes_taken(const struct scenario *s, const struct rule *r,
                         const struct port *p, const struct flow *f)
{
    int best = OF_STATUS;

    if (r->directions && !(r->directions >> f->exit & 1))
        return IN_DIRECTION;
    for (int i = 0; i < s->populations; i++) {
        const struct population *of = &s->population[i];
        if (strcmp(of->id.text, f->population.text) != 0)
            continue;
        for (int k = 0; k < of->classes; k++) {
            const struct class *c = &of->class[k];
            if (!(c->share > 0) || !(r->statuses >> c->status & 1))
                continue;
            if (rule_share(r, s, p, c, f->exit) > 0)
                return IN_TIME;
            best = OF_AGE;
        }
    }
    return best;
}

static int how_far(const struct scenario *s, const struct rule *r,
                   const struct port *p)
{
    struct rule_here here;
    int best = IN_DIRECTION;

    if (!rule_at_port(r, s, p, &here))
        return AT_PORT;
    for (int f = 0; f < p->flows; f++) {
        int far = classes_taken(s, r, p, &p->flow[f]);
        best = far > best ? far : best;
    }
    if (best == IN_TIME && here.from < s->duration && here.until > 0)
        best = TAKEN;
    return best;
}

/* An included file of rules may hold those of other years and ports. */
static bool is_own(const struct scenario *s, const struct rule *r)
{
    return !r->id.at.file || !s->at.file ||
           strcmp(r->id.at.file, s->at.file) == 0;
}

static void check_takes(const struct scenario *s, const struct rule *r,
                        struct diag *d)
{
    static const char *const nobody[] = {
        [AT_PORT] = "no port is of its ports and modes",
        [IN_DIRECTION] = "no flow of its ports has its direction",
        [OF_STATUS] = "nobody who comes to its ports has one of its statuses",
        [OF_AGE] = "nobody with its statuses is of its ages",
        [IN_TIME] = "it is not in force during the run",
    };
    int best = AT_PORT;

    for (int i = 0; i < s->ports; i++) {
        int far = how_far(s, r, &s->port[i]);
        best = far > best ? far : best;
    }
    if (best < TAKEN && is_own(s, r))
        diag_warning(d, &r->id.at,
                     "rule \"%s\" takes nobody: %s; mend that, or take the "
                     "rule away",
                     r->id.text, nobody[best]);
}

void check_takers(const struct scenario *s, struct diag *d)
{
    for (int i = 0; i < s->rules; i++)
        check_takes(s, &s->rule[i], d);
}

static bool any_by_rules(const struct scenario *s, const struct origin **at)
{
    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].stations; k++)
            for (int n = 0; n < s->port[i].station[k].steps; n++)
                if (s->port[i].station[k].step[n].by_rules) {
                    *at = &s->port[i].station[k].step[n].at;
                    return true;
                }
    return false;
}

void check_rules(const struct scenario *s, struct diag *d)
{
    const struct origin *at = NULL;
    bool asked = any_by_rules(s, &at);

    check_unique(s->rule, s->rules, sizeof *s->rule, "rule", d);
    for (int i = 0; i < s->rules; i++)
        check_rule(s, &s->rule[i], d);
    if (s->doubted)
        return;
    if (asked && !s->rules)
        diag_warning(d, at,
                     "scope=\"rules\", but there is no rule: nobody will be "
                     "photographed here; add a <rule>");
    if (!asked && s->rules)
        diag_warning(d, &s->rule[0].id.at,
                     "no capture asks the rules, so that rule \"%s\" changes "
                     "nothing; write scope=\"rules\" at a <capture>",
                     s->rule[0].id.text);
}

void check_unwilling(const struct class *c, struct diag *d)
{
    if (c->status == STATUS_CITIZEN && c->refusal > 0)
        diag_error(d, &c->id.at,
                   "class \"%s\" are citizens, who may opt out: write opt-out "
                   "for refusal",
                   c->id.text);
    else if (c->opt_out > 0 && c->refusal > 0)
        diag_error(d, &c->id.at,
                   "class \"%s\" has opt-out and refusal; who may opt out does "
                   "not refuse: make two classes",
                   c->id.text);
    else if (c->status != STATUS_CITIZEN && c->opt_out > 0)
        diag_warning(d, &c->id.at,
                     "class \"%s\" has opt-out, and since 26 December 2025 "
                     "only citizens may refuse the photo; for who refuses all "
                     "the same write refusal",
                     c->id.text);
}
