/* The way from somebody's schedule to a scenario: read, count each flight once,
 * see that all loads are known, write. */
#include "sim/io/import/import_schedule.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/import/import_load.h"

bool import_schedule_listed(const char *list, const char *code)
{
    size_t length = strlen(code);
    while (*list) {
        size_t n = strcspn(list, ",");
        if (n == length && strncmp(list, code, n) == 0)
            return true;
        list += n + (list[n] == ',');
    }
    return false;
}

bool import_schedule_wants(const struct import_schedule *o, const char *other)
{
    return (!o->only || import_schedule_listed(o->only, other)) &&
           (!o->without || !import_schedule_listed(o->without, other));
}

/* Calls without a number of passengers: refused, or left out. */
static int check_loads(struct schedule *s, const struct import_schedule *o)
{
    int before = s->d->count, kept = 0;
    for (int i = 0; i < s->calls; i++) {
        struct import_load load;
        const struct schedule_call *c = &s->call[i];
        if (import_load_of(o, c, &load))
            s->call[kept++] = *c;
        else if (c->seats >= 0)
            schedule_refuse(s, &c->at,
                            "%s has %d seats but no passengers; say what share "
                            "of the seats to assume: --load-factor 0.8, or "
                            "t100 (BTS mean)",
                            c->id, c->seats);
        else
            schedule_refuse(
                s, &c->at,
                "%s has neither passengers nor seats; name the column "
                "(--column passengers=NAME), or say what to assume: "
                "--passengers-per-call N%s%s%s",
                c->id, *c->aircraft ? ", or --seats " : "", c->aircraft,
                *c->aircraft ? "=N with --load-factor" : "");
    }
    s->calls = kept;
    return s->d->count > before ? -1 : 0;
}

static void warn_early(const struct schedule *s,
                       const struct import_schedule *o)
{
    int early = 0;
    const struct schedule_call *first = NULL;
    for (int i = 0; i < s->calls; i++)
        if (s->call[i].clock < import_load_lead(o)) {
            early++;
            first = first ? first : &s->call[i];
        }
    if (early)
        diag_warning(s->d, &first->at,
                     "%d %s so soon after midnight that %s passengers would "
                     "come the day before; they come at 00:00",
                     early, early == 1 ? "call departs" : "calls depart",
                     early == 1 ? "its" : "their");
}

static int read(struct schedule *s, struct import_schedule *o, const char *file,
                const char *text, size_t size, char offset[32])
{
    simtime seen = 0;
    int bad = o->format == IMPORT_SCHEDULE_SSIM
                  ? import_ssim_read(s, o, file, text, size, &seen)
                  : import_calls_read(s, o, file, text, size);
    if (bad)
        return -1;
    schedule_settle(s, o->duplicates && !strcmp(o->duplicates, "keep"),
                    !o->codeshares || strcmp(o->codeshares, "keep") != 0);
    if (check_loads(s, o) != 0)
        return -1;
    schedule_report(s);
    warn_early(s, o);
    if (!s->calls) {
        char left_out[600];
        struct origin at = {file, 0, 0, NULL};
        schedule_summary(s, left_out, sizeof left_out);
        diag_error(s->d, &at, "no %s on that day at %s; rows left out: %s",
                   o->departures ? "departure" : "arrival", o->airport,
                   left_out);
        return -1;
    }
    /* SSIM tells the clock that holds on the day; a wall without summer time
     * that shows it is the same wall on that day. */
    snprintf(offset, 32, "%lld min", (long long)(seen / US_PER_MIN));
    if (!o->utc_offset)
        o->utc_offset = o->format == IMPORT_SCHEDULE_SSIM ? offset : "0 h";
    if (!o->dst)
        o->dst = "none";
    return 0;
}

char *import_schedule_text(const struct import_schedule *o, const char *file,
                           const char *text, size_t size, char **table,
                           struct arena *a, struct diag *d)
{
    struct schedule s = {.skip_wrong = o->skip_wrong, .a = a, .d = d};
    struct import_schedule own = *o;
    char offset[32];
    *table = NULL;
    if (read(&s, &own, file, text, size, offset) != 0)
        return NULL;
    if (own.timetable && !(*table = import_schedule_table(&own, &s)))
        return NULL;
    return import_schedule_xml(&own, &s, file);
}
