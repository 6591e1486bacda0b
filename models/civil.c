/*
 * The Gregorian calendar and the summer time of the United States (the rule in
 * force since 2007, applied to all years). Years are counted from March here,
 * so that the leap day is the last of its year.
 */
#include "models/civil.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum { DAYS_400 = 146097, DAYS_100 = 36524, DAYS_4 = 1461, DAYS_1 = 365 };

/* Days from 0000-03-01 to 1970-01-01. */
enum { EPOCH = 719468 };

enum { SUNDAY = 6 };

/* Days from 1 March to the first of a month, March = 0: 0, 31, 61, 92 ... */
static int days_before(int month)
{
    return (153 * month + 2) / 5;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int32_t civil_day(int year, int month, int mday)
{
    assert(month >= 1 && month <= 12);
    int64_t y = month > 2 ? year : (int64_t)year - 1;
    int64_t era = floor_div(y, 400), of_era = y - 400 * era;
    return (int32_t)(era * DAYS_400 + of_era * DAYS_1 + of_era / 4 -
                     of_era / 100 + days_before((month + 9) % 12) + mday - 1 -
                     EPOCH);
}

void civil_from_day(int32_t day, int *year, int *month, int *mday)
{
    int64_t era = floor_div((int64_t)day + EPOCH, DAYS_400);
    int rest = (int)((int64_t)day + EPOCH - era * DAYS_400);
    /* leap days taken out, the year is a plain division */
    int of_era =
        (rest - rest / (DAYS_4 - 1) + rest / DAYS_100 - rest / (DAYS_400 - 1)) /
        DAYS_1;
    int of_year = rest - (of_era * DAYS_1 + of_era / 4 - of_era / 100);
    int from_march = (5 * of_year + 2) / 153;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *mday = of_year - days_before(from_march) + 1;
    *year = (int)(era * 400) + of_era + (*month <= 2);
}

int civil_weekday(int32_t day)
{
    int64_t from_monday = (int64_t)day + 3; /* 1970-01-01 was a Thursday */
    return (int)(from_monday - 7 * floor_div(from_monday, 7));
}

/* `count` digits as a number; -1: something else. */
static int digits(const char *p, int count)
{
    int n = 0;
    for (; count > 0; count--, p++) {
        if (*p < '0' || *p > '9')
            return -1;
        n = n * 10 + *p - '0';
    }
    return n;
}

const char *civil_date(const char *text, int32_t *out_day)
{
    static const char form[] = "is not a date; write \"2026-07-15\"";
    int year = digits(text, 4);
    if (year < 0 || text[4] != '-')
        return form;
    int month = digits(text + 5, 2);
    if (month < 0 || text[7] != '-')
        return form;
    int mday = digits(text + 8, 2);
    if (mday < 0 || text[10] != '\0')
        return form;
    if (year < 1900 || year > 2200)
        return "is outside the years 1900 to 2200";
    if (month < 1 || month > 12)
        return "has no such month; write year-month-day";
    int32_t day = civil_day(year, month, mday);
    int y, m, d;
    civil_from_day(day, &y, &m, &d);
    if (m != month || d != mday)
        return "has no such day in its month";
    *out_day = day;
    return NULL;
}

const char *civil_moment(const char *text, int32_t *out_day, simtime *out_clock)
{
    enum { DATE = 10 }; /* characters */
    char date[DATE + 1] = "";
    int32_t day;
    simtime clock = 0;
    const char *why;
    size_t n = strlen(text);
    bool timed = n > DATE && text[DATE] == ' ';

    memcpy(date, text, n < DATE ? n : DATE);
    if ((n > DATE && !timed) || n < DATE || strchr(text, '/') != NULL)
        return "is not a date, or a date and a time; write \"2026-12-26\" or "
               "\"2026-12-26 06:30\"";
    if ((why = civil_date(date, &day)))
        return why;
    if (timed && (why = quantity_clock(text + DATE + 1, &clock)))
        return why;
    *out_day = day;
    *out_clock = clock;
    return NULL;
}

void civil_print_date(int32_t day, char *text)
{
    int year, month, mday;
    civil_from_day(day, &year, &month, &mday);
    assert(year >= 0 && year <= 9999);
    for (int i = 3; i >= 0; i--, year /= 10)
        text[i] = (char)('0' + year % 10);
    text[4] = text[7] = '-';
    text[5] = (char)('0' + month / 10);
    text[6] = (char)('0' + month % 10);
    text[8] = (char)('0' + mday / 10);
    text[9] = (char)('0' + mday % 10);
    text[10] = '\0';
}

/* The n-th Sunday of a month. */
static int32_t nth_sunday(int year, int month, int n)
{
    int32_t first = civil_day(year, month, 1);
    return first + SUNDAY - civil_weekday(first) + 7 * (n - 1);
}

simtime civil_offset_at(const struct wall *w, simtime utc)
{
    if (w->dst == DST_NONE)
        return w->utc_offset;
    simtime standard = utc + w->utc_offset;
    int year, month, mday;
    civil_from_day((int32_t)floor_div(standard, US_PER_DAY), &year, &month,
                   &mday);
    if (month != 3 && month != 11) /* it changes in these */
        return w->utc_offset + (month > 3 && month < 11 ? US_PER_H : 0);
    simtime begin = nth_sunday(year, 3, 2) * US_PER_DAY + 2 * US_PER_H;
    simtime end = nth_sunday(year, 11, 1) * US_PER_DAY + 1 * US_PER_H;
    bool summer = standard >= begin && standard < end;
    return w->utc_offset + (summer ? US_PER_H : 0);
}

simtime civil_utc(const struct wall *w, int32_t day, simtime clock)
{
    simtime standard = day * US_PER_DAY + clock - w->utc_offset;
    simtime summer = standard - US_PER_H;
    bool is_summer = civil_offset_at(w, summer) != w->utc_offset;
    return is_summer ? summer : standard;
}
