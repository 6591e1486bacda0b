/* check_parts -- populations, and lists of equipment. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/check/check.h"

enum { WHAT = 160 }; /* room for "shares of the groups of class ..." */

static void check_class(const struct class *c, struct diag *d)
{
    char what[WHAT];
    double sum = 0;
    for (int i = 0; i < c->groups; i++)
        sum += c->group[i].share;
    if (c->doubted)
        sum = NAN;
    snprintf(what, sizeof what, "shares of the groups of class \"%s\"",
             c->id.text);
    if (c->groups > 0)
        check_sum(sum, &c->group[0].group.at, what, d);
    check_unique(c->group, c->groups, sizeof *c->group, "share of group", d);
    check_unwilling(c, d);
}

static void check_parties(const struct population *p, struct diag *d)
{
    char what[WHAT];
    double sum = 0;
    for (int i = 0; i < p->parties; i++) {
        sum += p->party[i].size > 0 ? p->party[i].share : NAN;
        for (int k = 0; k < i; k++)
            if (p->party[k].size == p->party[i].size && p->party[i].size > 0)
                diag_error(d, &p->party[i].at,
                           "a second share of parties of %d; the first is at "
                           "%s:%d; add the two up",
                           p->party[i].size,
                           p->party[k].at.file ? p->party[k].at.file : "?",
                           p->party[k].at.line);
    }
    snprintf(what, sizeof what, "shares of the parties of population \"%s\"",
             p->id.text);
    if (p->parties > 0 && !p->doubted)
        check_sum(sum, &p->party[0].at, what, d);
}

/* The name of an earlier class, which has been said. */
static bool is_again(const struct population *p, int class)
{
    for (int i = 0; i < class; i++)
        if (strcmp(p->class[i].id.text, p->class[class].id.text) == 0)
            return true;
    return false;
}

void check_populations(const struct scenario *s, struct diag *d)
{
    int classes = 0;
    for (int i = 0; i < s->populations; i++) {
        const struct population *p = &s->population[i];
        double sum = 0;
        for (int k = 0; k < p->classes; k++) {
            sum += is_again(p, k) ? NAN : p->class[k].share;
            check_class(&p->class[k], d);
            if (++classes == CLASSES_MOST + 1)
                diag_error(d, &p->class[k].id.at,
                           "class \"%s\" is one too many: all populations "
                           "together have at most %d",
                           p->class[k].id.text, CLASSES_MOST);
        }
        char what[WHAT];
        snprintf(what, sizeof what,
                 "shares of the classes of population \"%s\"", p->id.text);
        if (p->classes > 0 && !p->doubted)
            check_sum(sum, &p->class[0].id.at, what, d);
        else if (p->classes == 0 && !p->doubted)
            diag_error(d, &p->id.at,
                       "population \"%s\" has no class, so nobody belongs to "
                       "it; add a <class>",
                       p->id.text);
        check_unique(p->class, p->classes, sizeof *p->class, "class", d);
        check_parties(p, d);
    }
}

/* Failure causes are told apart by name over all cameras. */
static void check_causes(const struct scenario *s, struct diag *d)
{
    const char *known[CAUSES_MOST];
    int n = 0;
    for (int i = 0; i < s->cameras; i++)
        for (int k = 0; k < s->camera[i].failures; k++) {
            const struct name *cause = &s->camera[i].failure[k].cause;
            int j = 0;
            while (j < n && strcmp(known[j], cause->text) != 0)
                j++;
            if (j == CAUSES_MOST) {
                diag_error(d, &cause->at,
                           "cause \"%s\" is one too many: all cameras "
                           "together have at most %d",
                           cause->text, CAUSES_MOST);
                return;
            }
            if (j == n)
                known[n++] = cause->text;
        }
}

void check_equipment(const struct scenario *s, struct diag *d)
{
    check_causes(s, d);
    for (int i = 0; i < s->cameras; i++)
        check_camera(s, &s->camera[i], d);
    check_matchers(s, d);
    for (int i = 0; i < s->services; i++)
        check_service(s, &s->service[i], d);
}
