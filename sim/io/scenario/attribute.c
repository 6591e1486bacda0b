/*
 * attribute -- reads attributes as C values. Every number goes through
 * models/quantity, every complaint bears the place of its attribute.
 */
#include "sim/io/scenario/attribute.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"

enum { TEXT_MOST = 1000 };

void reader_error_at(struct reader *r, const struct origin *at, const char *fmt,
                     ...)
{
    char text[TEXT_MOST];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    diag_error(r->d, at, "%s", text);
    r->errors++;
}

void reader_error(struct reader *r, const xmlNode *e, const char *attribute,
                  const char *fmt, ...)
{
    struct origin at = document_origin(e, attribute);
    char text[TEXT_MOST];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    reader_error_at(r, &at, "%s", text);
}

void *reader_array(struct reader *r, int n, size_t size)
{
    void *array = arena_array(r->x->arena, (size_t)n, size);
    if (!array)
        r->out_of_memory = true;
    return array;
}

bool element_is(const xmlNode *e, const char *name)
{
    return e->type == XML_ELEMENT_NODE &&
           xmlStrEqual(e->name, (const xmlChar *)name);
}

static const xmlNode *from(const xmlNode *e, const char *name)
{
    while (e && !element_is(e, name))
        e = e->next;
    return e;
}

const xmlNode *element_child(const xmlNode *parent, const char *name)
{
    return from(parent->children, name);
}

const xmlNode *element_next(const xmlNode *e, const char *name)
{
    return from(e->next, name);
}

static bool ends_word(char c)
{
    return c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool list_has(const char *list, const char *word)
{
    for (const char *at = list;; at++) {
        size_t same = 0;
        while (word[same] && at[same] == word[same])
            same++;
        if (!word[same] && ends_word(at[same]))
            return true;
        while (!ends_word(*at))
            at++;
        if (!*at)
            return false;
    }
}

int reader_parts(struct reader *r, const xmlNode *parent, const char *name,
                 size_t size, reader_part *read, void *array)
{
    int n = 0;
    for (const xmlNode *e = parent->children; e; e = e->next)
        n += e->type == XML_ELEMENT_NODE &&
             list_has(name, (const char *)e->name);
    char *slot = reader_array(r, n, size);
    if (!slot)
        return 0;
    /* A pointer to one struct type is as good as another in its bytes. */
    memcpy(array, &slot, sizeof slot);
    for (const xmlNode *e = parent->children; e; e = e->next)
        if (e->type == XML_ELEMENT_NODE &&
            list_has(name, (const char *)e->name)) {
            read(r, e, slot);
            slot += size;
        }
    return n;
}

bool attribute_doubted(const xmlNode *e, const char *name)
{
    return doubt_of_value(e, name);
}

const char *attribute_value(const xmlNode *e, const char *name)
{
    const xmlAttr *a = origin_attribute(e, name);
    if (!a || doubt_of_attribute(a))
        return NULL;
    return a->children ? (const char *)a->children->content : "";
}

/* The document may go before what was read of it. */
static char *kept(struct reader *r, const char *value)
{
    char *text = value ? arena_text(r->x->arena, value) : NULL;
    if (value && !text)
        r->out_of_memory = true;
    return text;
}

const char *attribute_text(struct reader *r, const xmlNode *e, const char *name)
{
    return kept(r, attribute_value(e, name));
}

bool attribute_is(const xmlNode *e, const char *name, const char *value)
{
    const char *has = origin_value(e, name);
    return has && !strcmp(has, value);
}

struct name attribute_name(struct reader *r, const xmlNode *e, const char *name)
{
    const char *text = kept(r, origin_value(e, name));
    bool doubted = !text || attribute_doubted(e, name);
    if (text && strcmp(name, "id") != 0) /* may it mean what was taken out? */
        doubted |= doubt_of_name(r->x, text);
    return (struct name){text ? text : "", document_origin(e, name), doubted};
}

static void refuse(struct reader *r, const xmlNode *e, const char *name,
                   const char *text, const char *why)
{
    if (text)
        reader_error(r, e, name, "%s=\"%s\" %s", name, text, why);
    else if (!r->x->wrong)
        reader_error(r, e, NULL, "<%s> has no %s", (const char *)e->name, name);
}

static simtime read_time(struct reader *r, const xmlNode *e, const char *name,
                         const char *(*read)(const char *, simtime *))
{
    const char *text = attribute_value(e, name);
    simtime value = 0;
    const char *why = text ? read(text, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

simtime attribute_time(struct reader *r, const xmlNode *e, const char *name)
{
    return read_time(r, e, name, quantity_time);
}

simtime attribute_clock(struct reader *r, const xmlNode *e, const char *name)
{
    return read_time(r, e, name, quantity_clock);
}

struct moment attribute_moment(struct reader *r, const xmlNode *e,
                               const char *name)
{
    struct moment m = {false, 0, 0};
    const char *text = attribute_value(e, name);
    const char *why = text ? civil_moment(text, &m.day, &m.clock) : NULL;

    if (why)
        refuse(r, e, name, text, why);
    m.given = text && !why;
    return m;
}

/* `none`: what it is where it is absent; not NaN: it must be there. */
static double read_number(struct reader *r, const xmlNode *e, const char *name,
                          double none,
                          const char *(*read)(const char *, double *))
{
    const char *text = attribute_value(e, name);
    double value = none;
    const char *why = text ? read(text, &value) : isnan(none) ? NULL : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

double attribute_rate(struct reader *r, const xmlNode *e, const char *name)
{
    return read_number(r, e, name, 0, quantity_rate);
}

double attribute_number(struct reader *r, const xmlNode *e, const char *name)
{
    return read_number(r, e, name, NAN, quantity_number);
}

double attribute_probability(struct reader *r, const xmlNode *e,
                             const char *name)
{
    return read_number(r, e, name, NAN, quantity_probability);
}

bool attribute_flag(struct reader *r, const xmlNode *e, const char *name)
{
    const char *text = attribute_value(e, name);
    bool value = false;
    const char *why = text ? quantity_flag(text, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

int64_t attribute_count(struct reader *r, const xmlNode *e, const char *name,
                        int64_t least, int64_t most)
{
    const char *text = attribute_value(e, name);
    int64_t value = least;
    const char *why = text ? quantity_count(text, least, most, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

/* Cut `list` into its parts; they stay in it. At most `most` are stored. */
static int cut(char *list, const char *between, const char **part, int most)
{
    int n = 0;
    size_t width = strlen(between);
    for (char *end; list; list = end ? end + width : NULL) {
        end = strstr(list, between);
        if (end)
            *end = '\0';
        if (*list && n < most)
            part[n++] = list;
    }
    return n;
}

struct name_list attribute_names(struct reader *r, const xmlNode *e,
                                 const char *name)
{
    const char *text = attribute_value(e, name);
    if (!text)
        return (struct name_list){0};
    int most = (int)(strlen(text) / 2 + 1);
    const char **word = reader_array(r, most, sizeof *word);
    struct name *names = reader_array(r, most, sizeof *names);
    char *copy = kept(r, text);
    if (!word || !names || !copy) {
        r->out_of_memory = true;
        return (struct name_list){0};
    }
    int n = cut(copy, " ", word, most);
    struct origin at = document_origin(e, name);
    for (int i = 0; i < n; i++)
        names[i] = (struct name){word[i], at, doubt_of_name(r->x, word[i])};
    return (struct name_list){names, n};
}

int attribute_times(struct reader *r, const xmlNode *e, const char *name,
                    const simtime **times)
{
    const char *text = attribute_value(e, name);
    if (!text || strcmp(text, "none") == 0)
        return 0;
    int most = (int)(strlen(text) / 2 + 1);
    const char **part = reader_array(r, most, sizeof *part);
    simtime *time = reader_array(r, most, sizeof *time);
    char *copy = kept(r, text);
    if (!part || !time || !copy) {
        r->out_of_memory = true;
        return 0;
    }
    int n = cut(copy, ", ", part, most);
    for (int i = 0; i < n; i++) {
        const char *why = quantity_time(part[i], &time[i]);
        if (why)
            refuse(r, e, name, part[i], why);
    }
    *times = time;
    return n;
}
