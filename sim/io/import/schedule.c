/* Which of the rows of a schedule are one flight each: a seat that is sold
 * under three flight numbers is one seat. */
#include "sim/io/import/schedule.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *one, *what; /* "1 cancelled", and why it is left out */
    bool warn;
} reasons[SCHEDULE_REASONS] = {
    [SCHEDULE_OTHER_PLACE] = {"of other places", "", false},
    [SCHEDULE_OTHER_DAY] = {"of other days", "", false},
    [SCHEDULE_OTHER_DIRECTION] = {"of the other direction", "", false},
    [SCHEDULE_OTHER_TERMINAL] = {"of other terminals", "", false},
    [SCHEDULE_WITHOUT] = {"excluded by options", "", false},
    [SCHEDULE_CANCELLED] = {"cancelled or diverted",
                            "cancelled or diverted: nobody comes", true},
    [SCHEDULE_NO_PASSENGERS] = {"without passengers by kind",
                                "cargo, positioning, training, ...: no "
                                "passengers",
                                true},
    [SCHEDULE_CODESHARE] = {"codeshares",
                            "codeshares: the operating flight's row counts "
                            "their passengers",
                            true},
    [SCHEDULE_SAME_MOMENT] = {"taken for codeshares",
                              "another flight number at the same minute to or "
                              "from the same place with the same aircraft: "
                              "taken for codeshares (--codeshares keep counts "
                              "them)",
                              true},
    [SCHEDULE_TWICE] = {"that stand twice",
                        "the same flight as a row above (--duplicates keep "
                        "counts them)",
                        true},
    [SCHEDULE_WRONG] = {"wrong", "wrong (--skip-wrong)", true},
};

void schedule_leave_out(struct schedule *s, enum schedule_reason why,
                        const struct origin *at)
{
    if (!s->left_out[why]++)
        s->first[why] = *at;
}

void schedule_refuse(struct schedule *s, const struct origin *at,
                     const char *fmt, ...)
{
    char text[600];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (s->skip_wrong) {
        diag_warning(s->d, at, "%s; left out", text);
        schedule_leave_out(s, SCHEDULE_WRONG, at);
    } else
        diag_error(s->d, at, "%s", text);
}

int schedule_add(struct schedule *s, const struct schedule_call *c)
{
    if (s->calls == s->room) {
        int room = s->room ? 2 * s->room : 256;
        struct schedule_call *more =
            arena_array(s->a, (size_t)room, sizeof *more);
        if (!more) {
            diag_error(s->d, NULL, "out of memory");
            return -1;
        }
        if (s->calls)
            memcpy(more, s->call, (size_t)s->calls * sizeof *more);
        s->call = more;
        s->room = room;
    }
    s->call[s->calls++] = *c;
    return 0;
}

/* ---- one flight, one call ---- */

static bool is_twice(const struct schedule_call *a,
                     const struct schedule_call *b)
{
    return *a->id && strcmp(a->id, b->id) == 0 &&
           strcmp(a->other, b->other) == 0;
}

/* The airline of "BA117", "U22001", "3K1": two characters. */
static bool same_airline(const char *a, const char *b)
{
    return strncmp(a, b, 2) == 0;
}

/* One aircraft under two numbers. Without registrations all else that is told
 * must agree, and the airlines differ. */
static bool is_one_aircraft(const struct schedule_call *a,
                            const struct schedule_call *b)
{
    if (a->clock != b->clock || !*a->other || strcmp(a->other, b->other) != 0)
        return false;
    if (*a->registration && *b->registration)
        return strcmp(a->registration, b->registration) == 0;
    return !same_airline(a->id, b->id) &&
           strcmp(a->aircraft, b->aircraft) == 0 &&
           a->passengers == b->passengers && a->seats == b->seats;
}

static int by_time(const void *a, const void *b)
{
    const struct schedule_call *x = a, *y = b;
    if (x->clock != y->clock)
        return x->clock < y->clock ? -1 : 1;
    int id = strcmp(x->id, y->id);
    return id ? id : (x->at.line > y->at.line) - (x->at.line < y->at.line);
}

void schedule_settle(struct schedule *s, bool keep_twice, bool merge)
{
    int kept = 0;
    for (int i = 0; i < s->calls; i++) {
        const struct schedule_call *c = &s->call[i];
        int k = 0;
        bool twice = false;
        for (; k < kept; k++) {
            twice = !keep_twice && is_twice(&s->call[k], c);
            if (twice || (merge && is_one_aircraft(&s->call[k], c)))
                break;
        }
        if (k == kept) {
            s->call[kept++] = *c;
            continue;
        }
        if (twice && s->call[k].clock != c->clock)
            diag_warning(s->d, &c->at,
                         "%s stands at another time in line %d; that row is "
                         "taken",
                         c->id, s->call[k].at.line);
        schedule_leave_out(s, twice ? SCHEDULE_TWICE : SCHEDULE_SAME_MOMENT,
                           &c->at);
    }
    s->calls = kept;
    if (kept)
        qsort(s->call, (size_t)kept, sizeof *s->call, by_time);
}

/* ---- what is said about it ---- */

void schedule_report(const struct schedule *s)
{
    for (int r = 0; r < SCHEDULE_REASONS; r++)
        if (s->left_out[r] && reasons[r].warn)
            diag_warning(s->d, &s->first[r],
                         "%d %s left out, the first here: %s", s->left_out[r],
                         s->left_out[r] == 1 ? "row is" : "rows are",
                         reasons[r].what);
}

void schedule_summary(const struct schedule *s, char *text, size_t size)
{
    size_t used = 0;
    snprintf(text, size, "none");
    for (int r = 0; r < SCHEDULE_REASONS; r++) {
        if (!s->left_out[r])
            continue;
        int n = snprintf(text + used, size - used, "%s%d %s", used ? ", " : "",
                         s->left_out[r], reasons[r].one);
        if (n < 0 || (size_t)n >= size - used)
            return;
        used += (size_t)n;
    }
}

/* Letters with a number of seats each, until the version ("VV") or the freight
 * (two letters alike: LL, PP) begins. */
int schedule_seats(const char *configuration)
{
    int seats = 0;
    const char *p = configuration;
    while (isupper((unsigned char)*p)) {
        p++;
        if (!isdigit((unsigned char)*p))
            break;
        int n = 0;
        while (isdigit((unsigned char)*p) && n < 10000)
            n = 10 * n + (*p++ - '0');
        seats += n;
    }
    return seats > 0 && seats < 10000 ? seats : -1;
}
