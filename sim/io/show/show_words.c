/* show_words -- conditions, times and counts in words. */
#include "sim/io/show/show_words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void words_add(struct words *w, const char *fmt, ...)
{
    size_t room = sizeof w->is - w->used;
    va_list args;

    va_start(args, fmt);
    int n = vsnprintf(w->is + w->used, room, fmt, args);
    va_end(args);
    if ((size_t)n < room) {
        w->used += (size_t)n;
        return;
    }
    memcpy(w->is + sizeof w->is - 4, "...", 4);
    w->used = sizeof w->is - 1;
}

static void add_or(struct words *w, int *n, const char *name)
{
    words_add(w, "%s%s", (*n)++ ? " or " : "", name);
}

struct words words_facts(const struct condition *c)
{
    struct words w = {.used = 0};
    int n = 0;

    for (int i = 0; i < RESULTS; i++)
        if (c->facts >> i & 1)
            add_or(&w, &n, result_names[i]);
    for (int i = 0; i < DECISIONS; i++)
        if (c->facts >> (RESULTS + i) & 1)
            add_or(&w, &n, decision_names[i]);
    if (c->facts >> FACT_LOOK_OUT & 1)
        add_or(&w, &n, "look-out");
    return w;
}

static void add_list(struct words *w, const struct name_list *l,
                     const char *what)
{
    int n = 0;

    if (!l->count)
        return;
    words_add(w, "%s", w->used ? ", " : "");
    if (l->count > 4) {
        words_add(w, "%d %s", l->count, what);
        return;
    }
    for (int i = 0; i < l->count; i++)
        add_or(w, &n, l->name[i].text);
}

struct words words_who(const struct condition *c)
{
    struct words w = {.used = 0};
    int n = 0;

    for (int i = 0; i < STATUSES; i++)
        if (c->statuses >> i & 1)
            add_or(&w, &n, status_names[i]);
    add_list(&w, &c->classes, "classes");
    add_list(&w, &c->groups, "groups");
    if (c->enrolled)
        words_add(&w, "%s%s", w.used ? ", " : "",
                  c->enrolled == ENROLLED_TRUE ? "enrolled" : "not enrolled");
    return w;
}

struct words words_condition(const struct condition *c)
{
    struct words w = {.used = 0}, facts = words_facts(c), who = words_who(c);
    bool some = facts.used || who.used;

    if (c->share < 1)
        words_add(&w, "%s%s", words_share(c->share).is, some ? " of " : "");
    words_add(&w, "%s%s%s", facts.is, facts.used && who.used ? ", " : "",
              who.is);
    return w;
}

struct words words_search(const struct step *match)
{
    struct words w = {.used = 0};

    words_add(&w, match->one_to_many ? "1:N" : "1:1");
    if (match->gallery.text)
        words_add(&w, " in %s", match->gallery.text);
    if (match->later > 0)
        words_add(&w, ", no answer: %s later", words_span(match->later).is);
    return w;
}

struct words words_scope(const struct step *capture)
{
    struct words w = {.used = 0};

    if (capture->by_rules)
        words_add(&w, ", by the rules");
    if (capture->relief_queue > 0)
        words_add(&w, ", none from %d queued on", capture->relief_queue);
    if (capture->relief_door > 0)
        words_add(&w, ", none %s before the door",
                  words_span(capture->relief_door).is);
    return w;
}

struct words words_time(double us)
{
    struct words w = {.used = 0};
    char text[64];

    if (isnan(us)) {
        words_add(&w, "-");
        return w;
    }
    double unit = us >= 10 * (double)US_PER_MIN ? (double)US_PER_S
                  : us >= 10 * (double)US_PER_S ? (double)US_PER_S / 10
                                                : 1;
    if (us > 0 && unit <= 1)
        unit = pow(10, floor(log10(us)) - 2);
    if (unit < 1)
        unit = 1;
    quantity_print_time((simtime)(round(us / unit) * unit), text, sizeof text);
    words_add(&w, "%s", text);
    return w;
}

struct words words_span(simtime t)
{
    struct words w = {.used = 0};

    if (t % US_PER_H)
        return words_time((double)t);
    double years = (double)t / (365.25 * (double)US_PER_DAY);
    bool whole = fabs(years - round(years)) * 365.25 < 0.76; /* 3 y: 1095 d */
    if (years > 1.9 && whole && t % US_PER_DAY == 0)
        words_add(&w, "%.0f y", years);
    else if (t % US_PER_DAY)
        words_add(&w, "%lld h", (long long)(t / US_PER_H));
    else
        words_add(&w, "%lld d", (long long)(t / US_PER_DAY));
    return w;
}

struct words words_distribution(const struct distribution *d)
{
    struct words w = {.used = 0};

    if (d->family == DIST_TRACE)
        words_add(&w, "from the trace");
    else if (d->family == DIST_CONSTANT)
        words_add(&w, "%s", words_time(d->mean).is);
    else
        words_add(&w, "%s %s, sd %s", words_time(distribution_mean(d)).is,
                  distribution_name(d->family),
                  words_time(distribution_sd(d)).is);
    return w;
}

struct words words_count(double n)
{
    struct words w = {.used = 0};
    char digits[32];

    if (isnan(n)) {
        words_add(&w, "-");
        return w;
    }
    if (n > 0 && n < 9.95 && n != floor(n)) {
        words_add(&w, n < 0.05 ? "under 0.1" : "%.1f", n);
        return w;
    }
    int length = snprintf(digits, sizeof digits, "%.0f", n);
    for (int i = 0; i < length; i++)
        words_add(&w, "%s%c", i && (length - i) % 3 == 0 ? "," : "", digits[i]);
    return w;
}

struct words words_load(double positions)
{
    struct words w = {.used = 0};

    if (positions < 99.95)
        words_add(&w, "%.1f", positions);
    else
        return words_count(positions);
    return w;
}

struct words words_share(double share)
{
    struct words w = {.used = 0};

    words_add(&w, "%.3g%%", 100 * share);
    return w;
}

struct words words_clock(simtime clock)
{
    struct words w = {.used = 0};
    int s = (int)(clock / US_PER_S % 60);

    words_add(&w, "%02d:%02d", (int)(clock / US_PER_H),
              (int)(clock / US_PER_MIN % 60));
    if (s)
        words_add(&w, ":%02d", s);
    return w;
}

struct words words_hour(const struct scenario *s, const struct port *p,
                        int hour)
{
    simtime utc = civil_utc(&s->wall, s->start_day, 0) + hour * US_PER_H;
    simtime local = utc + civil_offset_at(&p->wall, utc) -
                    (simtime)s->start_day * US_PER_DAY;
    simtime day = local / US_PER_DAY - (local % US_PER_DAY < 0);
    struct words w = {.used = 0};

    words_add(&w, "%s", words_clock(local - day * US_PER_DAY).is);
    if (day)
        words_add(&w, " day %d", (int)day + 1);
    return w;
}

struct words words_moment(const struct moment *m)
{
    struct words w = {.used = 0};
    char date[11];

    if (!m->given)
        return w;
    civil_print_date(m->day, date);
    words_add(&w, "%s", date);
    if (m->clock)
        words_add(&w, " %s", words_clock(m->clock).is);
    return w;
}

struct words words_rule(const struct rule *r)
{
    struct condition c = {.statuses = r->statuses};
    struct words w = {.used = 0}, who = words_who(&c);

    words_add(&w, "%s: %s", r->id.text, who.used ? who.is : "all");
    if (r->by_age)
        words_add(&w, ", %d to %d years", r->age_from, r->age_to);
    if (r->from.given)
        words_add(&w, ", from %s", words_moment(&r->from).is);
    if (r->until.given)
        words_add(&w, ", until %s", words_moment(&r->until).is);
    return w;
}
