/* Reads dates and times in the notations that schedules come in. Day before
 * month in digits is not understood: it would be read wrongly in silence. */
#include "sim/io/import/import_time.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A day of the calendar, or false. */
static bool day_of(int y, int m, int d, int32_t *out)
{
    int y2, m2, d2;
    if (y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    *out = civil_day(y, m, d);
    civil_from_day(*out, &y2, &m2, &d2);
    return d2 == d;
}

/* 1 to 12; 0: no month. */
static int month_of(const char *name)
{
    static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    for (int m = 0; m < 12; m++)
        if (strncasecmp(name, months + 3 * m, 3) == 0)
            return m + 1;
    return 0;
}

static int digits_at(const char *text)
{
    int n = 0;
    while (isdigit((unsigned char)text[n]))
        n++;
    return n;
}

/* Characters of the date in front; 0: none; -1: no day of the calendar. */
static int read_date(const char *text, int32_t *day)
{
    int y, m, d, end = 0, n = digits_at(text);
    char name[4] = "";
    if (n == 4 && sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &end) == 3)
        return day_of(y, m, d, day) ? end : -1;
    if (n == 8 && sscanf(text, "%4d%2d%2d%n", &y, &m, &d, &end) == 3)
        return day_of(y, m, d, day) ? end : -1;
    end = 0;
    if (n && n <= 2 && sscanf(text, "%2d/%2d/%4d%n", &m, &d, &y, &end) == 3)
        return day_of(y, m, d, day) ? end : -1;
    end = 0;
    if (n && n <= 2 &&
        (sscanf(text, "%2d%3[A-Za-z]%4d%n", &d, name, &y, &end) == 3 ||
         sscanf(text, "%2d-%3[A-Za-z]-%4d%n", &d, name, &y, &end) == 3)) {
        m = month_of(name);
        return day_of(y < 100 ? 2000 + y : y, m, d, day) ? end : -1;
    }
    return 0;
}

/* Characters of the time in front; 0: none; -1: no time of day. */
static int read_clock(const char *text, simtime *clock)
{
    int h, m, s = 0, end = 0, n = digits_at(text);
    if ((n == 1 || n == 2) && text[n] == ':') {
        if (sscanf(text, "%2d:%2d%n", &h, &m, &end) != 2)
            return 0;
        int more = 0;
        if (sscanf(text + end, ":%2d%n", &s, &more) == 1)
            end += more;
        if (text[end] == '.')
            end += 1 + digits_at(text + end + 1);
    } else if (n == 3 || n == 4) {
        end = n;
        sscanf(text, n == 3 ? "%1d%2d" : "%2d%2d", &h, &m);
    } else
        return 0;
    const char *p = text + end + (text[end] == ' ');
    if (strncasecmp(p, "AM", 2) == 0 || strncasecmp(p, "PM", 2) == 0) {
        if (h < 1 || h > 12)
            return -1;
        h = h % 12 + (toupper((unsigned char)*p) == 'P' ? 12 : 0);
        end = (int)(p - text) + 2;
    }
    if (m > 59 || s > 59 || h > 24 || (h == 24 && (m || s)))
        return -1;
    *clock = h * US_PER_H + m * US_PER_MIN + s * US_PER_S;
    return end;
}

/* Characters of the zone; 0: none. */
static int read_zone(const char *text, simtime *zone)
{
    int h = 0, m = 0, end = 0;
    if (*text == 'Z' || strncasecmp(text, "UTC", 3) == 0) {
        *zone = 0;
        return *text == 'Z' ? 1 : 3;
    }
    if (*text != '+' && *text != '-')
        return 0;
    int n = digits_at(text + 1);
    if (n == 4 && sscanf(text + 1, "%2d%2d", &h, &m) == 2)
        end = 5;
    else if (n == 2) {
        end = 3;
        int more = 0;
        sscanf(text + 1, "%2d", &h);
        if (sscanf(text + 3, ":%2d%n", &m, &more) == 1)
            end += more;
    }
    if (h > 14 || m > 59)
        return 0;
    *zone = (h * US_PER_H + m * US_PER_MIN) * (*text == '-' ? -1 : 1);
    return end;
}

const char *import_time_read(const char *text, struct import_time *out)
{
    *out = (struct import_time){0};
    int n = read_date(text, &out->day);
    if (n < 0)
        return "is no day of the calendar";
    out->has_day = n > 0;
    text += n;
    if (n && (*text == 'T' || *text == ' '))
        text++;
    if (*text) {
        n = read_clock(text, &out->clock);
        if (n < 0)
            return "is no time of day";
        out->has_clock = n > 0;
        text += n;
        text += *text == ' ';
        n = out->has_clock ? read_zone(text, &out->zone) : 0;
        out->has_zone = n > 0;
        text += n;
    }
    if (*text || (!out->has_day && !out->has_clock))
        return "is not understood; write \"2026-07-15\", \"14:05\" or "
               "\"2026-07-15T14:05-04:00\"";
    return NULL;
}

const char *import_time_date(const char *text, int32_t *out_day)
{
    struct import_time t;
    const char *wrong = import_time_read(text, &t);
    if (!wrong && (!t.has_day || t.clock != 0))
        wrong = "is not a date as \"2026-07-15\"";
    if (!wrong)
        *out_day = t.day;
    return wrong;
}

const char *import_time_ddmmmyy(const char *text, int32_t *out_day)
{
    int d, y;
    char copy[8] = "", name[4] = "";
    memcpy(copy, text, 7);
    if (sscanf(copy, "%2d%3[A-Z]%2d", &d, name, &y) != 3 ||
        !day_of(2000 + y, month_of(name), d, out_day))
        return "is not a date as \"15JUL26\"";
    return NULL;
}
