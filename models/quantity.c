/*
 * Reads the numbers of scenarios and tables. The syntax is checked here, to the
 * last byte; times are then computed in whole numbers, so that "0.0000005 s" is
 * rounded as it is written and not as a double would have it.
 */
#include "models/quantity.h"

#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 u128;

/* 10^25 us times the longest unit stays below 2^127. */
enum { DIGITS_MOST = 25, EXPONENT_MOST = 100000, TENS_MOST = 38 };

/* A decimal number: value = (-1)^negative * digits * 10^exponent. */
struct decimal {
    bool negative;
    bool too_long; /* more digits than `digits` can hold */
    u128 digits;   /* without the zeros that it ends with */
    int count;     /* of digits, 0 for zero */
    int exponent;
    const char *end; /* the first byte that is not of the number */
};

static const struct unit {
    const char *name;
    int64_t us;
} units[] = {{"us", 1},           {"ms", 1000},    {"s", US_PER_S},
             {"min", US_PER_MIN}, {"h", US_PER_H}, {"d", US_PER_DAY}};

enum { UNITS = sizeof units / sizeof *units };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One more digit; zeros wait until a digit follows that counts. */
static void add_digit(struct decimal *d, int digit, int *zeros)
{
    if (digit == 0) {
        *zeros += d->count > 0;
        return;
    }
    d->count = d->count > 0 ? d->count + *zeros + 1 : 1;
    if (d->count > DIGITS_MOST) {
        d->count = DIGITS_MOST; /* keeps the sums small; the value is refused */
        d->too_long = true;
    } else {
        for (; *zeros > 0; --*zeros)
            d->digits *= 10;
        d->digits = d->digits * 10 + (unsigned)digit;
    }
    *zeros = 0;
}

static const char *scan_exponent(const char *p, struct decimal *d)
{
    int sign = 1, value = 0;
    if (*p == '-' || *p == '+')
        sign = *p++ == '-' ? -1 : 1;
    if (!is_digit(*p))
        return "has no digits after the e of its power of ten";
    for (; is_digit(*p); p++)
        if (value < EXPONENT_MOST)
            value = value * 10 + (*p - '0');
    d->exponent += sign * value;
    d->end = p;
    return NULL;
}

/* digits [. digits] [e [+-] digits], with a minus in front at most. */
static const char *scan(const char *text, struct decimal *d)
{
    const char *p = text;
    int zeros = 0;
    *d = (struct decimal){0};
    if (!*p)
        return "is empty";
    if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        return "has a blank in front";
    if (*p == '+')
        return "has a plus sign; leave it out";
    if (*p == '-') {
        d->negative = true;
        p++;
    }
    if (*p == '.')
        return "starts with a dot; write 0.5 for .5";
    if (!is_digit(*p))
        return "is not a number";
    for (; is_digit(*p); p++)
        add_digit(d, *p - '0', &zeros);
    if (*p == '.') {
        if (!is_digit(*++p))
            return "has no digit after its dot";
        for (; is_digit(*p); p++) {
            add_digit(d, *p - '0', &zeros);
            if (d->exponent > -EXPONENT_MOST)
                d->exponent--;
        }
    }
    d->exponent += zeros;
    d->end = p;
    if (*p == ',') /* 1,500 may mean either */
        return is_digit(p[1]) && is_digit(p[2]) && is_digit(p[3]) &&
                       !is_digit(p[4])
                   ? "has a comma; write 1500 if it stands between thousands, "
                     "1.5 if it is a decimal comma"
                   : "has a decimal comma; write a dot, as in 1.5";
    if (*p == '_' || *p == '\'')
        return "has a mark between its digits; write 1000";
    if (p[0] == 'x' || p[0] == 'X')
        return "is not a decimal number";
    if (*p == 'e' || *p == 'E')
        return scan_exponent(p + 1, d);
    return NULL;
}

/* The number's double, correctly rounded, whatever the locale says. */
static const char *to_double(const char *text, const struct decimal *d,
                             double *out)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain)
        return "cannot be read: memory is short";
    locale_t before = uselocale(plain);
    double value = strtod(text, NULL);
    uselocale(before);
    freelocale(plain);
    if (!isfinite(value))
        return "is too large";
    if (d->count > 0 && fabs(value) < DBL_MIN)
        return "is too close to 0";
    *out = d->count > 0 ? value : 0;
    return NULL;
}

/* The number in text up to d->end, and nothing else in front of it. */
static const char *read_double(const char *text, struct decimal *d, double *out)
{
    const char *wrong = scan(text, d);
    return wrong ? wrong : to_double(text, d, out);
}

/* What is wrong with a tail that should have been " unit"; NULL: nothing. */
static const char *check_blank(const char *tail, const char *missing)
{
    if (!*tail)
        return missing;
    if (tail[0] != ' ')
        return "has no blank between number and unit";
    if (tail[1] == ' ' || tail[1] == '\t')
        return "has more than one blank between number and unit";
    return tail[1] ? NULL : missing;
}

/* digits * 10^exponent * unit, rounded half to even; false: too large. */
static bool round_to_us(const struct decimal *d, int64_t unit, simtime *out)
{
    u128 value = d->digits * (uint64_t)unit;
    int tens = d->exponent;
    for (; tens > 0 && value > 0; tens--) {
        value *= 10;
        if (value > (u128)SIMTIME_MOST)
            return false;
    }
    if (tens < -TENS_MOST) { /* below 10^36 / 10^39 */
        *out = 0;
        return true;
    }
    u128 divisor = 1;
    for (; tens < 0; tens++)
        divisor *= 10;
    u128 whole = value / divisor, twice = 2 * (value % divisor);
    if (twice > divisor || (twice == divisor && (whole & 1)))
        whole++;
    if (whole > (u128)SIMTIME_MOST)
        return false;
    *out = d->negative ? -(simtime)whole : (simtime)whole;
    return true;
}

const char *quantity_time(const char *text, simtime *out)
{
    struct decimal d;
    const char *wrong = scan(text, &d);
    if (!wrong)
        wrong = check_blank(d.end, "has no unit; write \"30 s\"");
    if (wrong)
        return wrong;
    const struct unit *u = units;
    while (u < units + UNITS && strcmp(d.end + 1, u->name) != 0)
        u++;
    if (u == units + UNITS)
        return "has an unknown unit; use us, ms, s, min, h or d";
    if (d.too_long)
        return "has more than 25 digits";
    if (!round_to_us(&d, u->us, out))
        return "is longer than 100 years";
    return NULL;
}

const char *quantity_rate(const char *text, double *out_per_us)
{
    struct decimal d;
    double number = 0;
    const char *wrong = read_double(text, &d, &number);
    if (!wrong)
        wrong = check_blank(d.end, "has no unit; write \"30 /h\"");
    if (wrong)
        return wrong;
    const char *per = d.end + 1;
    const struct unit *u = units + UNITS;
    if (*per == '/')
        for (u = units + 2; u < units + UNITS; u++)
            if (strcmp(per + 1, u->name) == 0)
                break;
    if (u == units + UNITS)
        return "has an unknown unit; use /s, /min, /h or /d";
    if (number < 0)
        return "is below 0";
    double rate = number / (double)u->us;
    if (rate > 1)
        return "is over 1e6 /s";
    if (number > 0 && rate < DBL_MIN)
        return "is too close to 0";
    *out_per_us = rate;
    return NULL;
}

const char *quantity_number(const char *text, double *out)
{
    struct decimal d;
    double number = 0;
    const char *wrong = read_double(text, &d, &number);
    if (wrong)
        return wrong;
    if (d.end[*d.end == ' '] == '%')
        return "is in percent; write a share, 0.95 for 95 %";
    if (*d.end == ' ' && d.end[1])
        return "has something after the number; it takes no unit";
    if (*d.end == ' ')
        return "has a blank at its end";
    if (*d.end)
        return "is not a number";
    *out = number;
    return NULL;
}

const char *quantity_probability(const char *text, double *out)
{
    double number = 0;
    const char *wrong = quantity_number(text, &number);
    if (wrong)
        return wrong;
    if (number < 0)
        return "is below 0; a probability lies between 0 and 1";
    if (number > 1 && number <= 100)
        return "is over 1; a probability is a share, such as 0.05 for 5 %";
    if (number > 1)
        return "is over 1; a probability lies between 0 and 1";
    *out = number;
    return NULL;
}

const char *quantity_count(const char *text, int64_t least, int64_t most,
                           int64_t *out)
{
    const char *p = text + (*text == '-');
    int64_t count = 0;
    bool over = false;
    if (!is_digit(*p))
        return *text ? "is not a whole number" : "is empty";
    for (; is_digit(*p); p++)
        over |= __builtin_mul_overflow(count, INT64_C(10), &count) ||
                __builtin_add_overflow(count, (int64_t)(*p - '0'), &count);
    if (*p)
        return "is not a whole number";
    if (*text == '-')
        count = -count;
    if (over ? *text == '-' : count < least)
        return "is too small";
    if (over || count > most)
        return "is too large";
    *out = count;
    return NULL;
}

const char *quantity_flag(const char *text, bool *out)
{
    bool yes = strcmp(text, "true") == 0;
    if (!yes && strcmp(text, "false") != 0)
        return "is neither true nor false";
    *out = yes;
    return NULL;
}

/* Two digits; -1: something else. */
static int two_digits(const char *p)
{
    return is_digit(p[0]) && is_digit(p[1]) ? (p[0] - '0') * 10 + p[1] - '0'
                                            : -1;
}

const char *quantity_clock(const char *text, simtime *out)
{
    static const char form[] = "is not a time of day; write \"08:30\"";
    size_t length = strlen(text);
    if ((length != 5 && length != 8) || text[2] != ':' ||
        (length == 8 && text[5] != ':'))
        return form;
    int h = two_digits(text), min = two_digits(text + 3);
    int s = length == 8 ? two_digits(text + 6) : 0;
    if (h < 0 || min < 0 || s < 0)
        return form;
    if (min > 59 || s > 59 || h * 3600 + min * 60 + s > 24 * 3600)
        return "is not a time of day; the last is 24:00";
    *out = h * US_PER_H + min * US_PER_MIN + s * US_PER_S;
    return NULL;
}

/* Millionths of a unit without the zeros that decimals end with: "1.5 ms". */
static size_t print_decimal(char *text, size_t size, int64_t millionths,
                            const char *name)
{
    snprintf(text, size, "%" PRId64 ".%06d", millionths / 1000000,
             (int)(millionths % 1000000));
    size_t end = strlen(text);
    while (text[end - 1] == '0')
        end--;
    end -= text[end - 1] == '.';
    return end + (size_t)snprintf(text + end, size - end, " %s", name);
}

void quantity_print_time(simtime t, char *text, int size)
{
    char all[96];
    size_t used = 0;
    simtime rest = t < 0 ? -t : t;
    if (t < 0)
        all[used++] = '-';
    for (int u = UNITS - 1; u > 2; u--) {
        if (rest / units[u].us > 0)
            used += (size_t)snprintf(all + used, sizeof all - used,
                                     "%" PRId64 " %s ", rest / units[u].us,
                                     units[u].name);
        rest %= units[u].us;
    }
    if (rest >= US_PER_S || (rest > 0 && used > 1) || t == 0)
        used += print_decimal(all + used, sizeof all - used, rest, "s");
    else if (rest >= 1000)
        used += print_decimal(all + used, sizeof all - used, 1000 * rest, "ms");
    else if (rest > 0)
        used +=
            print_decimal(all + used, sizeof all - used, 1000000 * rest, "us");
    else
        all[used - 1] = '\0'; /* the blank after the last whole unit */
    snprintf(text, (size_t)size, "%s", all);
}
