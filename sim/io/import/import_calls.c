/* Schedules with a header: an airport's database, a board of arrivals, a
 * harbour's list of calls. */
#include <math.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/call_columns.h"
#include "sim/io/import/import_schedule.h"
#include "sim/io/import/import_table.h"
#include "sim/io/import/import_time.h"
#include "sim/io/import/importing.h"
#include "sim/io/wording.h"

struct calls {
    struct import_table table;
    const struct import_schedule *o;
    struct schedule *s;
    int *share; /* rows left out as codeshares of a flight that is named */
    int shares;
};

static const char *cell(const struct calls *x, int row, int key)
{
    return import_table_cell(&x->table, row, key, x->s->a);
}

static struct origin at_cell(const struct calls *x, int row, int key)
{
    return import_table_at(&x->table, row, key);
}

static void refuse(const struct calls *x, int row, int key, const char *wrong)
{
    struct origin at = at_cell(x, row, key);
    char value[WORDING_VALUE];
    schedule_refuse(x->s, &at, "%s \"%s\" %s", x->table.column[key].key,
                    wording_value(value, cell(x, row, key)), wrong);
}

/* ---- when ---- */

/* From a moment in UTC to the port's wall. */
static void to_wall(const struct wall *w, simtime utc, int32_t *day,
                    simtime *clock)
{
    simtime local = utc + civil_offset_at(w, utc);
    *clock = local % US_PER_DAY;
    if (*clock < 0)
        *clock += US_PER_DAY;
    *day = (int32_t)((local - *clock) / US_PER_DAY);
}

/* 1: of that day; 0: of another; -1: reported. */
static int on_the_day(const struct calls *x, int row, simtime *clock)
{
    struct import_time t, date = {0};
    const char *text = cell(x, row, KEY_TIME);
    const char *day = cell(x, row, KEY_DATE);
    if (*day) {
        const char *wrong = import_time_read(day, &date);
        if (!wrong && !date.has_day)
            wrong = "is not a date as \"2026-07-15\"";
        if (wrong) {
            refuse(x, row, KEY_DATE, wrong);
            return -1;
        }
        if (!x->o->times && date.day != x->o->day && !*text)
            return 0; /* who would look at its time? */
    }
    const char *wrong =
        *text ? import_time_read(text, &t)
              : "is empty; a call needs its time (or leave the row out)";
    if (!wrong && !t.has_clock)
        wrong = "is no time of day as \"14:05\"";
    if (!wrong && !t.has_day && !date.has_day)
        wrong = "has no date; name the date's column with --column date=NAME";
    if (wrong) {
        refuse(x, row, KEY_TIME, wrong);
        return -1;
    }
    bool is_utc = x->o->times && !strcmp(x->o->times, "utc");
    int32_t on = t.has_day ? t.day : date.day;
    *clock = t.clock;
    if (t.has_zone || is_utc) {
        if (!x->o->utc_offset) {
            refuse(x, row, KEY_TIME,
                   "is not on the port's clock; tell that with --utc-offset "
                   "\"-5 h\" (standard time) and --dst us or none");
            return -1;
        }
        to_wall(&x->o->wall, on * US_PER_DAY + t.clock - t.zone, &on, clock);
    } else if (*clock == US_PER_DAY) {
        *clock = 0;
        on++;
    }
    return on == x->o->day;
}

/* ---- which ---- */

static bool is_true(const char *text)
{
    double number = 0;
    if (!quantity_number(text, &number))
        return number != 0;
    return importing_is_one_of(text, "true|yes|y|x|t|codeshare|cancelled|"
                                     "canceled");
}

static bool is_other_direction(const struct calls *x, int row)
{
    const char *text = cell(x, row, KEY_DIRECTION);
    bool arrives = importing_is_one_of(text, "a|arr|arrival|arrivals|in|"
                                             "inbound|entry");
    bool departs = importing_is_one_of(text, "d|dep|departure|departures|out|"
                                             "outbound|exit");
    return x->o->departures ? arrives : departs;
}

/* The airport at this end must be ours, where a column tells it. */
static bool is_other_place(const struct calls *x, int row)
{
    const char *own =
        cell(x, row, x->o->departures ? KEY_ORIGIN : KEY_DESTINATION);
    const char *airport = cell(x, row, KEY_AIRPORT);
    if (x->o->format == IMPORT_SCHEDULE_CRUISE)
        return false;
    return (*own && strcmp(own, x->o->airport) != 0) ||
           (*airport && strcmp(airport, x->o->airport) != 0);
}

/* By the operating flight, or by the operating airline's code. */
static bool is_codeshare(const struct calls *x, int row, const char *flight)
{
    const char *operating = cell(x, row, KEY_OPERATING);
    if (is_true(cell(x, row, KEY_CODESHARE)))
        return true;
    if (!*operating || importing_same_name(operating, flight) ||
        importing_same_name(operating, cell(x, row, KEY_AIRLINE)))
        return false;
    return strncmp(operating, flight, strlen(operating)) != 0;
}

static const char *call_name(const struct calls *x, int row)
{
    const char *flight = cell(x, row, KEY_FLIGHT);
    const char *airline = cell(x, row, KEY_AIRLINE);
    size_t n = strcspn(flight, "/;"); /* "BA117/AA6143": the first operates */
    size_t all = strlen(airline) + n + 1;
    char *name = arena_alloc(x->s->a, all);
    if (!name)
        return "";
    /* A bare number gets its airline in front. */
    bool bare = n && strspn(flight, "0123456789") == n;
    size_t used = 0;
    for (const char *p = bare ? airline : ""; *p; p++)
        name[used++] = *p;
    for (size_t i = 0; i < n; i++)
        if (flight[i] != ' ' || x->o->format == IMPORT_SCHEDULE_CRUISE)
            name[used++] = flight[i];
    name[used] = '\0';
    return name;
}

/* A codeshare whose operating flight does not count takes its people with it.
 */
static void warn_lost(const struct calls *x)
{
    int lost = 0, first = 0;
    for (int i = 0; i < x->shares; i++) {
        const char *operating = cell(x, x->share[i], KEY_OPERATING);
        int k = 0;
        while (k < x->s->calls &&
               !importing_same_name(x->s->call[k].id, operating))
            k++;
        if (k == x->s->calls && !lost++)
            first = x->share[i];
    }
    if (!lost)
        return;
    struct origin at = at_cell(x, first, KEY_OPERATING);
    diag_warning(x->s->d, &at,
                 "%d codeshare%s left out, but the operating flight (here %s) "
                 "does not count on that day: is it in the file, and not "
                 "cancelled?",
                 lost, lost == 1 ? " is" : "s are",
                 cell(x, first, KEY_OPERATING));
}

/* A reason to leave it out, or SCHEDULE_REASONS. */
static enum schedule_reason unwanted(const struct calls *x, int row,
                                     const struct schedule_call *c)
{
    const struct import_schedule *o = x->o;
    const char *country = cell(x, row, KEY_COUNTRY);
    const char *terminal = cell(x, row, KEY_TERMINAL);
    if (is_other_place(x, row))
        return SCHEDULE_OTHER_PLACE;
    if (is_other_direction(x, row))
        return SCHEDULE_OTHER_DIRECTION;
    if (o->terminal && strcmp(terminal, o->terminal) != 0)
        return SCHEDULE_OTHER_TERMINAL;
    if (!import_schedule_wants(o, c->other) ||
        (o->home && *country && importing_same_name(country, o->home)))
        return SCHEDULE_WITHOUT;
    if (is_true(cell(x, row, KEY_CANCELLED)) ||
        importing_is_one_of(cell(x, row, KEY_STATUS),
                            "cancelled|canceled|cancel|cnl|cnx|x|deleted|"
                            "diverted|div"))
        return SCHEDULE_CANCELLED;
    if (is_codeshare(x, row, c->id))
        return SCHEDULE_CODESHARE;
    return SCHEDULE_REASONS;
}

/* ---- how many ---- */

/* -1: not told. */
static int people(const struct calls *x, int row, int key, bool *bad)
{
    const char *text = cell(x, row, key);
    double number = 0;
    if (!*text || importing_is_one_of(text, "na|nan|null|none|unknown") ||
        !strcmp(text, "-"))
        return -1;
    const char *wrong = quantity_number(text, &number);
    if (wrong || number < 0 || number > 20000 || number != floor(number)) {
        refuse(x, row, key, "is not a whole number from 0 to 20000");
        *bad = true;
        return -1;
    }
    return (int)number;
}

static int read_row(struct calls *x, int row)
{
    bool bad = false;
    struct schedule_call c = {
        .at = at_cell(x, row, KEY_FLIGHT),
        .id = call_name(x, row),
        .other = cell(x, row, x->o->departures ? KEY_DESTINATION : KEY_ORIGIN),
        .aircraft = cell(x, row, KEY_AIRCRAFT),
        .registration = cell(x, row, KEY_REGISTRATION),
        .load_factor = NAN,
    };
    c.at.column = 0;
    enum schedule_reason why = unwanted(x, row, &c);
    /* Rows of other places are not looked at further. */
    if (why < SCHEDULE_CANCELLED) {
        schedule_leave_out(x->s, why, &c.at);
        return 0;
    }
    int day = on_the_day(x, row, &c.clock);
    if (day <= 0 || why != SCHEDULE_REASONS) {
        if (day >= 0)
            schedule_leave_out(x->s, day ? why : SCHEDULE_OTHER_DAY, &c.at);
        if (day > 0 && why == SCHEDULE_CODESHARE &&
            strpbrk(cell(x, row, KEY_OPERATING), "0123456789"))
            x->share[x->shares++] = row;
        return 0;
    }
    c.passengers = people(x, row, KEY_PASSENGERS, &bad);
    c.seats = bad ? -1 : people(x, row, KEY_SEATS, &bad);
    const char *load = cell(x, row, KEY_LOAD_FACTOR);
    const char *wrong =
        *load && !bad ? quantity_probability(load, &c.load_factor) : NULL;
    if (wrong)
        refuse(x, row, KEY_LOAD_FACTOR, wrong);
    else if (!*c.id)
        refuse(x, row, KEY_FLIGHT, "is empty; name the call");
    return bad || wrong || !*c.id ? 0 : schedule_add(x->s, &c);
}

/* A header that says UTC and a user who did not. */
static int check_clock(const struct calls *x)
{
    const char *name = import_table_name(&x->table, KEY_TIME);
    char low[WORDING_VALUE];
    wording_value(low, name);
    if (x->o->times || (!strstr(low, "utc") && !strstr(low, "UTC") &&
                        !strstr(low, "gmt") && !strstr(low, "GMT")))
        return 0;
    struct origin head = {x->table.csv.file, 1, x->table.at[KEY_TIME] + 1,
                          NULL};
    diag_error(x->s->d, &head,
               "is \"%s\" in UTC? say --times utc, or --times local for the "
               "port's own clock",
               low);
    return -1;
}

int import_calls_read(struct schedule *s, const struct import_schedule *o,
                      const char *file, const char *text, size_t size)
{
    struct calls x = {.o = o, .s = s};
    int before = s->d->count;
    if (import_table_read(&x.table, file, text, size,
                          o->departures ? call_columns_departures
                                        : call_columns_arrivals,
                          KEYS, &o->column, s->a, s->d) != 0 ||
        check_clock(&x) != 0)
        return -1;
    x.share = arena_array(s->a, (size_t)x.table.csv.rows, sizeof *x.share);
    if (!x.share) {
        diag_error(s->d, NULL, "out of memory");
        return -1;
    }
    for (int r = 0; r < x.table.csv.rows; r++)
        if (read_row(&x, r) != 0)
            return -1;
    warn_lost(&x);
    return s->d->count > before ? -1 : 0;
}
