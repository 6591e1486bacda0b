/* What --fit says. */
#include "analysis/calibrate/parameter.h"

#include <stdio.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/document/override.h"

enum { UNIT_MOST = 8 };

/* One of the three, "30 s", `n` bytes long. NULL, or what is wrong. */
static const char *read_value(const char *text, size_t n, double *value,
                              char unit[UNIT_MOST])
{
    char number[PARAMETER_TEXT];
    while (n && *text == ' ') {
        text++;
        n--;
    }
    if (n >= sizeof number)
        return "is too long for a number and its unit";
    memcpy(number, text, n);
    number[n] = '\0';
    char *blank = strchr(number, ' ');
    if (blank)
        *blank++ = '\0';
    if (blank && (!*blank || strlen(blank) >= UNIT_MOST))
        return "is not a number and its unit, with one blank between";
    strcpy(unit, blank ? blank : "");
    return quantity_number(number, value);
}

static int wrong(const struct parameter *p, struct diag *d, const char *why)
{
    diag_error(d, NULL,
               "--fit %s: %s; write --fit \"XPATH=START,LEAST,GREATEST\", such "
               "as \"//walk/@mean=5 min,0 min,30 min\"",
               p->text, why);
    return -1;
}

int parameter_parse(struct parameter *p, const char *text, struct arena *a,
                    struct diag *d)
{
    const char *sign = override_sign(text), *at = sign ? sign + 1 : text;
    double value[3];
    char unit[3][UNIT_MOST];
    *p = (struct parameter){.text = text};
    if (!sign || sign == text)
        return wrong(p, d, "there is no path and =");
    for (int i = 0; i < 3; i++) {
        size_t n = strcspn(at, ",");
        if ((at[n] == ',') != (i < 2))
            return wrong(p, d, "it takes three values with commas between");
        const char *why = read_value(at, n, &value[i], unit[i]);
        if (why) {
            char what[160];
            snprintf(what, sizeof what, "\"%.*s\" %s", (int)(n < 60 ? n : 60),
                     at, why);
            return wrong(p, d, what);
        }
        at += n + (i < 2);
    }
    if (strcmp(unit[0], unit[1]) != 0 || strcmp(unit[0], unit[2]) != 0)
        return wrong(p, d, "its three values have different units");
    if (!(value[1] < value[2]) || value[0] < value[1] || value[0] > value[2])
        return wrong(p, d,
                     "least must be under greatest, and start between them");
    p->path = arena_text_n(a, text, (size_t)(sign - text));
    p->unit = arena_text(a, unit[0]);
    if (!p->path || !p->unit) {
        diag_error(d, NULL, "memory is short");
        return -1;
    }
    p->start = value[0];
    p->least = value[1];
    p->greatest = value[2];
    return 0;
}

double parameter_place(const struct parameter *p, double value)
{
    return (value - p->least) / (p->greatest - p->least);
}

double parameter_at(const struct parameter *p, double place)
{
    return p->least + place * (p->greatest - p->least);
}

void parameter_print(const struct parameter *p, double value,
                     char text[PARAMETER_TEXT])
{
    snprintf(text, PARAMETER_TEXT, "%.6g%s%s", value + 0.0, *p->unit ? " " : "",
             p->unit);
}
