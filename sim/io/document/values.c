/*
 * values -- quantities are checked here, once for each file and once for the
 * whole; what they mean in numbers is read later, by whoever needs them.
 */
#include "sim/io/document/values.h"

#include <stdio.h>
#include <string.h>

#include "models/civil.h"
#include "models/quantity.h"
#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/wording.h"

/* What is wrong with a value: a text, the bound that it breaks, and a word of
 * it. */
struct fault {
    const char *text;
    const char *bound; /* NULL: none */
    const char *word;  /* NULL: none */
};

static const struct fault fine;

static struct fault check_time(const struct schema_type *t, const char *text)
{
    simtime v, bound;
    const char *why = quantity_time(text, &v);

    if (why && t->name && !strcmp(t->name, "offset") && *text != '+' &&
        !strpbrk(text, "0123456789")) /* EST */
        why = "is not a time before or behind UTC; write one like \"-5 h\"";
    if (why)
        return (struct fault){why, NULL, NULL};
    if (t->least && !quantity_time(t->least, &bound) && v < bound)
        return (struct fault){"is less than", t->least, NULL};
    if (t->most && !quantity_time(t->most, &bound) && v > bound)
        return (struct fault){"is more than", t->most, NULL};
    return fine;
}

static struct fault check_number(const struct schema_type *t, const char *text)
{
    double v, bound;
    const char *why = quantity_number(text, &v);

    if (why)
        return (struct fault){why, NULL, NULL};
    if (t->least && !quantity_number(t->least, &bound) && v < bound)
        return (struct fault){"is less than", t->least, NULL};
    if (t->most && !quantity_number(t->most, &bound) && v > bound)
        return (struct fault){"is more than", t->most, NULL};
    return fine;
}

static struct fault check_count(const struct schema_type *t, const char *text)
{
    int64_t v, bound;
    const char *why = quantity_count(text, INT64_MIN, INT64_MAX, &v);

    if (why)
        return (struct fault){why, NULL, NULL};
    if (t->least && !quantity_count(t->least, INT64_MIN, INT64_MAX, &bound) &&
        v < bound)
        return (struct fault){"is less than", t->least, NULL};
    if (t->most && !quantity_count(t->most, INT64_MIN, INT64_MAX, &bound) &&
        v > bound)
        return (struct fault){"is more than", t->most, NULL};
    return fine;
}

/* "15 min, 30 min": longer than 0, ascending. */
static struct fault check_times(const char *text)
{
    simtime before = 0;

    for (;;) {
        char one[32];
        simtime v;
        size_t n = strcspn(text, ",");
        if (n >= sizeof one)
            return (struct fault){"is not a list of times", NULL, NULL};
        memcpy(one, text, n);
        one[n] = '\0';
        const char *why = quantity_time(one, &v);
        if (why)
            return (struct fault){why, NULL, NULL};
        if (v <= before)
            return (struct fault){"has a time that is not longer than the one "
                                  "before it (or than 0 s)",
                                  NULL, NULL};
        before = v;
        text += n;
        if (!*text)
            return fine;
        if (text[1] != ' ')
            return (struct fault){"lacks the blank after a comma", NULL, NULL};
        text += 2;
    }
}

static struct fault check_clock_range(const char *text)
{
    char from[16];
    const char *to = strstr(text, "..");
    size_t n = to ? (size_t)(to - text) : strlen(text);
    simtime a, b;

    if (n >= sizeof from)
        return (struct fault){"is not a time of day", NULL, NULL};
    memcpy(from, text, n);
    from[n] = '\0';
    const char *why = quantity_clock(from, &a);
    if (!why && to)
        why = quantity_clock(to + 2, &b);
    if (!why && to && b < a)
        why = "ends before it begins";
    return (struct fault){why, NULL, NULL};
}

/* The second of two words that are the same, in a list with single blanks. */
static const char *word_again(const char *list)
{
    for (const char *word = list; *word;) {
        size_t n = strcspn(word, " ");
        for (const char *at = list; at < word; at += strcspn(at, " ") + 1)
            if (strcspn(at, " ") == n && !strncmp(at, word, n))
                return word;
        word += n + (word[n] == ' ');
    }
    return NULL;
}

static struct fault check_words(const char *text)
{
    size_t length = strlen(text); /* a list forgives blanks; we do not */

    if (*text == ' ' || strpbrk(text, "\t\r\n") || strstr(text, "  ") ||
        (length && text[length - 1] == ' '))
        return (struct fault){"has a blank too many; write one between words",
                              NULL, NULL};
    const char *word = word_again(text);
    return word ? (struct fault){"has a word twice", NULL, word} : fine;
}

static struct fault check(const struct schema_type *t, const char *text)
{
    double number;
    int32_t day;
    simtime time;

    if (t->other && !strcmp(t->other, text))
        return fine;
    switch (t->kind) {
    case SCHEMA_TIME:
        return check_time(t, text);
    case SCHEMA_TIMES:
        return check_times(text);
    case SCHEMA_RATE:
        return (struct fault){quantity_rate(text, &number), NULL, NULL};
    case SCHEMA_PROBABILITY:
        return (struct fault){quantity_probability(text, &number), NULL, NULL};
    case SCHEMA_NUMBER:
        return check_number(t, text);
    case SCHEMA_COUNT:
        return check_count(t, text);
    case SCHEMA_DATE:
        return (struct fault){civil_date(text, &day), NULL, NULL};
    case SCHEMA_CLOCK:
        return (struct fault){quantity_clock(text, &time), NULL, NULL};
    case SCHEMA_CLOCK_RANGE:
        return check_clock_range(text);
    case SCHEMA_MOMENT:
        return (struct fault){civil_moment(text, &day, &time), NULL, NULL};
    case SCHEMA_PLAIN:
        break;
    }
    return t->list ? check_words(text) : fine;
}

bool values_wrong(const struct schema_type *t, const char *text)
{
    return t->kind != SCHEMA_PLAIN && check(t, text).text;
}

/* "5" where a share is wanted: 0.05 was meant. */
static double percent(const struct schema_type *t, const char *text)
{
    double number;

    if (t->kind != SCHEMA_PROBABILITY || quantity_number(text, &number) ||
        number <= 1 || number > 100)
        return 0;
    return number / 100;
}

static void report(const struct loading *l, const xmlNode *n,
                   const struct schema_attribute *a, const char *text,
                   const struct fault *f)
{
    char value[WORDING_VALUE];
    struct origin at = origin_of(n, a->name);
    const struct schema_type *t = a->type;
    double meant = percent(t, text);

    if (meant > 0) {
        diag_error(l->d, &at,
                   "%s %s=\"%s\" is over 1; a probability is a share: did you "
                   "mean %.15g?",
                   (const char *)n->name, a->name, wording_value(value, text),
                   meant);
        return;
    }
    if (f->word) {
        diag_error(l->d, &at,
                   "%s %s=\"%s\" names \"%.*s\" twice; once is enough",
                   (const char *)n->name, a->name, wording_value(value, text),
                   (int)strcspn(f->word, " "), f->word);
        return;
    }
    diag_error(l->d, &at, "%s %s=\"%s\" %s%s%s%s%s%s", (const char *)n->name,
               a->name, wording_value(value, text), f->text,
               f->bound ? " " : "", f->bound ? f->bound : "",
               t->other ? "; or write \"" : "", t->other ? t->other : "",
               t->other ? "\"" : "");
}

void values_check(const struct loading *l, const xmlNode *n,
                  const struct schema_element *e)
{
    for (const xmlAttr *x = n->properties; x; x = x->next) {
        const struct origin *at = x->_private;
        if (l->whole && (!at || !origin_is_late(at)))
            continue; /* checked with its file */
        const struct schema_attribute *a =
            schema_attribute(e, (const char *)x->name);
        if (!a || (a->type->kind == SCHEMA_PLAIN && !a->type->list) ||
            doubt_of_attribute(x))
            continue;
        const char *text =
            x->children ? (const char *)x->children->content : "";
        struct fault f = check(a->type, text);
        if (!f.text)
            continue;
        report(l, n, a, text, &f);
        doubt_value(n, a->name);
    }
    for (const xmlNode *c = n->children; c; c = c->next) {
        const struct schema_element *inner =
            c->type == XML_ELEMENT_NODE ? schema_child(e, (const char *)c->name)
                                        : NULL;
        if (inner)
            values_check(l, c, inner);
    }
}
