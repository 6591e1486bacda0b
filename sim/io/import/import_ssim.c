/* IATA SSIM, chapter 7: records of 200 characters. Positions below count from
 * 1, as the manual does.
 *
 *   2 carrier: time mode (2), airline (3-5)
 *   3 flight leg: airline 3-5, number 6-9, variation 10-11, leg 12-13, service
 *     type 14, period 15-28, days 29-35, every other week 36, departure 37-54
 *     (airport, passenger time, aircraft time, UTC variation, terminal),
 *     arrival 55-72 (airport, aircraft time, passenger time, ...), aircraft
 *     73-75, operating airline disclosure 149, configuration 173-192, date
 *     variation 193-194
 *   4 segment data: element 31-33; 50 says that the leg is a duplicate
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/import/import_schedule.h"
#include "sim/io/import/import_time.h"
#include "sim/io/wording.h"

enum { RECORD = 200, LEG_LEAST = 75 };
#define NEVER 1000000 /* days: a period without an end */

/* Service types whose aircraft carries passengers: scheduled J S Q, additional
 * B G R, charter C L O. A surface vehicle (U) brings nobody to the border. */
#define PASSENGER_TYPES "JSQBGRCLO"

struct end {
    const char *airport, *terminal;
    simtime clock;  /* of the aircraft, in the record's time mode */
    simtime offset; /* local minus UTC */
};

struct leg {
    struct origin at;
    char text[RECORD + 1]; /* padded with blanks */
    bool is_there, is_codeshare;
};

struct ssim {
    const struct import_schedule *o;
    struct schedule *s;
    struct leg leg;  /* the last one; segment data may still follow */
    char mode;       /* 'U', 'L'; 0: not told */
    simtime *offset; /* of the airport's clock on the day */
    bool has_offset;
    int legs;
};

/* Characters from..to, without blanks around them, in the arena. */
static const char *field(const struct ssim *x, int from, int to)
{
    const char *p = x->leg.text + from - 1, *end = x->leg.text + to;
    while (p < end && *p == ' ')
        p++;
    while (end > p && end[-1] == ' ')
        end--;
    const char *text = arena_text_n(x->s->a, p, (size_t)(end - p));
    return text ? text : "";
}

static void refuse(const struct ssim *x, int from, int to, const char *what,
                   const char *wrong)
{
    struct origin at = x->leg.at;
    char value[WORDING_VALUE];
    at.column = from;
    schedule_refuse(x->s, &at, "%s \"%s\" %s", what,
                    wording_value(value, field(x, from, to)), wrong);
}

/* ---- one leg ---- */

static int read_clock(const struct ssim *x, int from, simtime *clock)
{
    int h, m;
    const char *text = field(x, from, from + 3);
    if (strlen(text) == 4 && strspn(text, "0123456789") == 4 &&
        sscanf(text, "%2d%2d", &h, &m) == 2 && m < 60 && h * 60 + m <= 1440) {
        *clock = h * US_PER_H + m * US_PER_MIN;
        return 0;
    }
    refuse(x, from, from + 3, "time", "is not a time as \"0930\"");
    return -1;
}

static int read_offset(const struct ssim *x, int from, simtime *offset)
{
    int h, m;
    const char *text = field(x, from, from + 4);
    if (strlen(text) == 5 && (*text == '+' || *text == '-') &&
        strspn(text + 1, "0123456789") == 4 &&
        sscanf(text + 1, "%2d%2d", &h, &m) == 2 && h <= 14 && m < 60) {
        *offset = (h * US_PER_H + m * US_PER_MIN) * (*text == '-' ? -1 : 1);
        return 0;
    }
    refuse(x, from, from + 4, "UTC variation",
           "is not one as \"-0400\"; without it times cannot be placed");
    return -1;
}

/* Aircraft's times: passengers come with it. */
static int read_ends(const struct ssim *x, struct end *from, struct end *to)
{
    *from = (struct end){field(x, 37, 39), field(x, 53, 54), 0, 0};
    *to = (struct end){field(x, 55, 57), field(x, 71, 72), 0, 0};
    return read_clock(x, 44, &from->clock) || read_clock(x, 58, &to->clock) ||
                   read_offset(x, 48, &from->offset) ||
                   read_offset(x, 66, &to->offset)
               ? -1
               : 0;
}

/* First and last day; -1: reported. */
static int read_period(const struct ssim *x, int32_t *first, int32_t *last)
{
    const char *from = field(x, 15, 21), *to = field(x, 22, 28);
    *last = NEVER;
    const char *wrong = strlen(from) == 7 ? import_time_ddmmmyy(from, first)
                                          : "is not a date as \"15JUL26\"";
    if (wrong) {
        refuse(x, 15, 21, "period's begin", wrong);
        return -1;
    }
    if (!strcmp(to, "00XXX00"))
        return 0;
    wrong = strlen(to) == 7 ? import_time_ddmmmyy(to, last)
                            : "is not a date as \"15JUL26\"";
    if (!wrong && *last < *first)
        wrong = "is before the period's begin";
    if (wrong)
        refuse(x, 22, 28, "period's end", wrong);
    return wrong ? -1 : 0;
}

static int check_days(const struct ssim *x)
{
    for (int k = 0; k < 7; k++) {
        char c = x->leg.text[28 + k];
        if (c == ' ' || c == '1' + k)
            continue;
        refuse(x, 29, 35, "days of operation",
               "are not digits each in its own place, as \"1 3 5 7\"");
        return -1;
    }
    return 0;
}

static bool operates(const struct ssim *x, int32_t first, int32_t last,
                     int32_t day)
{
    if (day < first || day > last ||
        x->leg.text[28 + civil_weekday(day)] == ' ')
        return false;
    return x->leg.text[35] != '2' || (day - first) / 7 % 2 == 0;
}

/* The day of the airport's wall and the time on it, of the end that we are at,
 * for a leg that departs on `day` of its own time mode. A leg lasts less than a
 * day, so the arrival is the first such time after the departure. */
static void place(const struct ssim *x, const struct end *from,
                  const struct end *to, int32_t day, int32_t *on,
                  simtime *clock)
{
    bool is_local = x->mode == 'L';
    simtime departs = day * US_PER_DAY + from->clock;
    simtime utc = departs - (is_local ? from->offset : 0);
    simtime local = utc + from->offset;
    if (!x->o->departures) {
        simtime lands = to->clock - (is_local ? to->offset : 0);
        simtime block = (lands - utc % US_PER_DAY) % US_PER_DAY;
        if (block <= 0)
            block += US_PER_DAY;
        local = utc + block + to->offset;
    }
    *on = (int32_t)(local / US_PER_DAY); /* after 1970 */
    *clock = local % US_PER_DAY;
}

static int keep_offset(struct ssim *x, simtime offset)
{
    if (x->has_offset && offset != *x->offset) {
        refuse(x, x->o->departures ? 48 : 66, x->o->departures ? 52 : 70,
               "UTC variation",
               "is not that of other rows of the day at this airport");
        return -1;
    }
    *x->offset = offset;
    x->has_offset = true;
    return 0;
}

/* What the flight is called: "XX1020". */
static const char *name_of(const struct ssim *x)
{
    char name[12];
    snprintf(name, sizeof name, "%s%s%s", field(x, 3, 5), field(x, 6, 9),
             field(x, 2, 2));
    const char *text = arena_text(x->s->a, name);
    return text ? text : "";
}

static enum schedule_reason unwanted(const struct ssim *x,
                                     const struct end *own,
                                     const struct schedule_call *c)
{
    char kind = x->leg.text[13], shared = x->leg.text[148];
    if (x->o->terminal && strcmp(own->terminal, x->o->terminal) != 0)
        return SCHEDULE_OTHER_TERMINAL;
    if (!import_schedule_wants(x->o, c->other))
        return SCHEDULE_WITHOUT;
    if (!strchr(PASSENGER_TYPES, kind))
        return SCHEDULE_NO_PASSENGERS;
    /* L and Z: a duplicate for sale. S and X: another's aircraft and crew, but
     * the flight is this one. */
    if (x->leg.is_codeshare || shared == 'L' || shared == 'Z')
        return SCHEDULE_CODESHARE;
    return SCHEDULE_REASONS;
}

/* The departure date of a later leg may be stated as its own or as that of the
 * first leg; the manual's date variation tells which days are meant. */
static void warn_variation(const struct ssim *x)
{
    char c = x->leg.text[192];
    if (c == ' ' || c == '0')
        return;
    struct origin at = x->leg.at;
    at.column = 193;
    diag_warning(x->s->d, &at,
                 "date variation '%c' at departure: period and days are taken "
                 "as those of this leg's own departure",
                 c);
}

static int use_leg(struct ssim *x, const struct end *from, const struct end *to)
{
    const struct end *own = x->o->departures ? from : to;
    int32_t first = 0, last = 0;
    if (read_period(x, &first, &last) != 0 || check_days(x) != 0)
        return 0;
    struct schedule_call c = {
        .at = x->leg.at,
        .id = name_of(x),
        .other = x->o->departures ? to->airport : from->airport,
        .aircraft = field(x, 73, 75),
        .registration = "",
        .passengers = -1,
        .seats = schedule_seats(field(x, 173, 192)),
        .load_factor = NAN,
    };
    bool any = false;
    for (int32_t day = x->o->day - 3; day <= x->o->day + 3; day++) {
        int32_t on;
        if (!operates(x, first, last, day))
            continue;
        place(x, from, to, day, &on, &c.clock);
        if (on != x->o->day)
            continue;
        any = true;
        enum schedule_reason why = unwanted(x, own, &c);
        if (why != SCHEDULE_REASONS) {
            schedule_leave_out(x->s, why, &c.at);
            continue;
        }
        warn_variation(x);
        if (keep_offset(x, own->offset) != 0)
            return 0;
        if (schedule_add(x->s, &c) != 0)
            return -1;
    }
    if (!any)
        schedule_leave_out(x->s, SCHEDULE_OTHER_DAY, &c.at);
    return 0;
}

/* The leg is complete: nothing more about it follows. */
static int flush(struct ssim *x)
{
    struct end from, to;
    if (!x->leg.is_there)
        return 0;
    x->leg.is_there = false;
    const char *own =
        field(x, x->o->departures ? 37 : 55, x->o->departures ? 39 : 57);
    if (strcmp(own, x->o->airport) != 0) {
        schedule_leave_out(x->s, SCHEDULE_OTHER_PLACE, &x->leg.at);
        return 0;
    }
    if (!x->mode) {
        diag_error(x->s->d, &x->leg.at,
                   "no carrier record (2) says whether times are local (L) or "
                   "UTC (U); say --times local or utc");
        return -1;
    }
    if (read_ends(x, &from, &to) != 0)
        return 0;
    return use_leg(x, &from, &to);
}

/* ---- records ---- */

static void start_leg(struct ssim *x, const char *line, size_t n,
                      const struct origin *at)
{
    memset(x->leg.text, ' ', RECORD);
    memcpy(x->leg.text, line, n < RECORD ? n : RECORD);
    x->leg.text[RECORD] = '\0';
    x->leg.at = *at;
    x->leg.is_codeshare = false;
    x->leg.is_there = n >= LEG_LEAST;
    x->legs++;
    if (!x->leg.is_there)
        schedule_refuse(x->s, at,
                        "a flight leg of %d characters; records have 200 (were "
                        "blanks cut off, or lines broken?)",
                        (int)n);
}

/* Element 50 of the leg at hand: the flight is sold here and flown elsewhere.
 */
static void read_segment(struct ssim *x, const char *line, size_t n)
{
    if (x->leg.is_there && n >= 39 &&
        memcmp(line + 1, x->leg.text + 1, 13) == 0 &&
        (memcmp(line + 30, "050", 3) == 0 || memcmp(line + 30, " 50", 3) == 0))
        x->leg.is_codeshare = true;
}

static void read_carrier(struct ssim *x, const char *line, size_t n,
                         const struct origin *at)
{
    char mode = n > 1 ? line[1] : ' ';
    if (x->o->times)
        x->mode = *x->o->times == 'u' ? 'U' : 'L';
    else if (mode == 'U' || mode == 'L')
        x->mode = mode;
    else
        diag_error(x->s->d, at,
                   "time mode '%c' is neither U (UTC) nor L (local); say "
                   "--times local or utc",
                   isprint((unsigned char)mode) ? mode : '?');
}

static int read_record(struct ssim *x, const char *line, size_t n,
                       const struct origin *at)
{
    if (n == 0 || (n > 1 && strspn(line, "0") >= n))
        return 0; /* filling */
    if (*line == '4') {
        read_segment(x, line, n);
        return 0;
    }
    if (flush(x) != 0)
        return -1;
    if (*line == '3')
        start_leg(x, line, n, at);
    else if (*line == '2')
        read_carrier(x, line, n, at);
    else if (*line != '1' && *line != '5') {
        diag_error(x->s->d, at,
                   "no record of SSIM chapter 7: it begins with neither 1, 2, "
                   "3, 4 nor 5");
        return -1;
    }
    return 0;
}

int import_ssim_read(struct schedule *s, const struct import_schedule *o,
                     const char *file, const char *text, size_t size,
                     simtime *offset)
{
    struct ssim x = {.o = o, .s = s, .offset = offset};
    struct origin at = {file, 0, 0, NULL};
    int before = s->d->count;
    if (o->times)
        x.mode = *o->times == 'u' ? 'U' : 'L';
    for (const char *p = text, *end = text + size; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((stop ? stop : end) - p);
        at.line++;
        if (n && p[n - 1] == '\r')
            n--;
        if (read_record(&x, p, n, &at) != 0)
            return -1;
        p = stop ? stop + 1 : end;
    }
    if (flush(&x) != 0)
        return -1;
    at.line = 0;
    if (!x.legs)
        diag_error(s->d, &at, "there is no flight leg (record 3) in it");
    return s->d->count > before ? -1 : 0;
}
