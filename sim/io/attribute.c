/*
 * attribute -- reads attributes as C values. Every number goes through
 * models/quantity, every complaint bears the place of its attribute.
 */
#include "sim/io/attribute.h"

#include <math.h>
#include <string.h>

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
    return c == '\0' || strchr(" \t\r\n", c);
}

/* Is `word` one of the words of `list`? */
static bool lists(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += n)
        if ((at == list || ends_word(at[-1])) && ends_word(at[n]))
            return true;
    return false;
}

int reader_parts(struct reader *r, const xmlNode *parent, const char *name,
                 size_t size, reader_part *read, void *array)
{
    int n = 0;
    for (const xmlNode *e = parent->children; e; e = e->next)
        n += e->type == XML_ELEMENT_NODE && lists(name, (const char *)e->name);
    char *slot = reader_array(r, n, size);
    if (!slot)
        return 0;
    /* A pointer to one struct type is as good as another in its bytes. */
    memcpy(array, &slot, sizeof slot);
    for (const xmlNode *e = parent->children; e; e = e->next)
        if (e->type == XML_ELEMENT_NODE && lists(name, (const char *)e->name)) {
            read(r, e, slot);
            slot += size;
        }
    return n;
}

const char *attribute_text(struct reader *r, const xmlNode *e, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(e, (const xmlChar *)name);
    if (!value)
        return NULL;
    const char *text = arena_text(r->x->arena, (const char *)value);
    xmlFree(value);
    if (!text)
        r->out_of_memory = true;
    return text;
}

bool attribute_is(const xmlNode *e, const char *name, const char *value)
{
    xmlChar *has = xmlGetNoNsProp(e, (const xmlChar *)name);
    bool is = xmlStrEqual(has, (const xmlChar *)value);
    xmlFree(has);
    return is;
}

struct name attribute_name(struct reader *r, const xmlNode *e, const char *name)
{
    return (struct name){attribute_text(r, e, name), document_origin(e, name)};
}

static void refuse(struct reader *r, const xmlNode *e, const char *name,
                   const char *text, const char *why)
{
    struct origin at = document_origin(e, name);
    if (text)
        diag_error(r->d, &at, "%s=\"%s\" %s", name, text, why);
    else
        diag_error(r->d, &at, "<%s> has no %s", (const char *)e->name, name);
}

simtime attribute_time(struct reader *r, const xmlNode *e, const char *name)
{
    const char *text = attribute_text(r, e, name);
    simtime value = 0;
    const char *why = text ? quantity_time(text, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

simtime attribute_clock(struct reader *r, const xmlNode *e, const char *name)
{
    const char *text = attribute_text(r, e, name);
    simtime value = 0;
    const char *why = text ? quantity_clock(text, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

double attribute_rate(struct reader *r, const xmlNode *e, const char *name)
{
    const char *text = attribute_text(r, e, name);
    double value = 0;
    const char *why = text ? quantity_rate(text, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

bool attribute_flag(struct reader *r, const xmlNode *e, const char *name)
{
    const char *text = attribute_text(r, e, name);
    bool value = false;
    const char *why = text ? quantity_flag(text, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

int64_t attribute_count(struct reader *r, const xmlNode *e, const char *name,
                        int64_t least, int64_t most)
{
    const char *text = attribute_text(r, e, name);
    int64_t value = least;
    const char *why = text ? quantity_count(text, least, most, &value) : "";
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

double attribute_number(struct reader *r, const xmlNode *e, const char *name)
{
    const char *text = attribute_text(r, e, name);
    double value = NAN;
    const char *why = text ? quantity_number(text, &value) : NULL;
    if (why)
        refuse(r, e, name, text, why);
    return value;
}

double attribute_probability(struct reader *r, const xmlNode *e,
                             const char *name)
{
    const char *text = attribute_text(r, e, name);
    double value = NAN;
    const char *why = text ? quantity_probability(text, &value) : NULL;
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
    const char *text = attribute_text(r, e, name);
    if (!text)
        return (struct name_list){0};
    int most = (int)(strlen(text) / 2 + 1);
    const char **word = reader_array(r, most, sizeof *word);
    struct name *names = reader_array(r, most, sizeof *names);
    char *copy = arena_text(r->x->arena, text);
    if (!word || !names || !copy) {
        r->out_of_memory = true;
        return (struct name_list){0};
    }
    int n = cut(copy, " ", word, most);
    for (int i = 0; i < n; i++)
        names[i] = (struct name){word[i], document_origin(e, name)};
    return (struct name_list){names, n};
}

int attribute_times(struct reader *r, const xmlNode *e, const char *name,
                    const simtime **times)
{
    const char *text = attribute_text(r, e, name);
    if (!text || strcmp(text, "none") == 0)
        return 0;
    int most = (int)(strlen(text) / 2 + 1);
    const char **part = reader_array(r, most, sizeof *part);
    simtime *time = reader_array(r, most, sizeof *time);
    char *copy = arena_text(r->x->arena, text);
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

/* What each family takes. */
static const char *const parameters[] = {
    [DIST_CONSTANT] = "mean",
    [DIST_EXPONENTIAL] = "mean",
    [DIST_ERLANG] = "mean stages",
    [DIST_GAMMA] = "mean sd cv",
    [DIST_LOGNORMAL] = "mean sd cv",
    [DIST_WEIBULL] = "mean shape",
    [DIST_UNIFORM] = "low high",
    [DIST_TRIANGULAR] = "low mode high",
    [DIST_TRACE] = "",
};

/* A parameter that the family ignores is a misunderstanding: say so. */
static void refuse_unused(struct reader *r, const xmlNode *e,
                          enum distribution_family family)
{
    static const char *const all[] = {"mean", "sd",   "cv",    "low",
                                      "mode", "high", "shape", "stages"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!xmlHasNsProp(e, (const xmlChar *)all[i], NULL) ||
            lists(parameters[family], all[i]))
            continue;
        struct origin at = document_origin(e, all[i]);
        diag_error(r->d, &at,
                   "%s has no meaning for dist=\"%s\", which takes %s; take "
                   "%s away or choose another dist",
                   all[i], distribution_name(family),
                   *parameters[family] ? parameters[family] : "none", all[i]);
    }
}

static double time_or_nan(struct reader *r, const xmlNode *e, const char *name)
{
    if (!xmlHasNsProp(e, (const xmlChar *)name, NULL))
        return NAN;
    return (double)attribute_time(r, e, name);
}

struct distribution attribute_distribution(struct reader *r, const xmlNode *e)
{
    int errors = r->d->count;
    const char *name = attribute_text(r, e, "dist");
    int family = name ? distribution_find(name) : DIST_CONSTANT;
    if (family < 0)
        refuse(r, e, "dist", name, "is no family of distributions");
    struct distribution t = {
        .family = family < 0 ? DIST_CONSTANT : (enum distribution_family)family,
        .mean = time_or_nan(r, e, "mean"),
        .sd = time_or_nan(r, e, "sd"),
        .low = time_or_nan(r, e, "low"),
        .high = time_or_nan(r, e, "high"),
        .mode = time_or_nan(r, e, "mode"),
        .shape = attribute_number(r, e, "shape"),
    };
    if (xmlHasNsProp(e, (const xmlChar *)"stages", NULL))
        t.stages = (int)attribute_count(r, e, "stages", 1, 100000);
    refuse_unused(r, e, t.family);
    double cv = attribute_number(r, e, "cv");
    if (!isnan(cv) && !isnan(t.sd) && errors == r->d->count) {
        struct origin at = document_origin(e, "cv");
        diag_error(r->d, &at,
                   "sd and cv are both given, and either says how "
                   "wide the distribution is; take one away");
    } else if (!isnan(cv)) {
        t.sd = cv * t.mean;
    }
    const char *why = distribution_check(&t);
    if (why && errors == r->d->count) {
        struct origin at = document_origin(e, NULL);
        diag_error(r->d, &at, "<%s> dist=\"%s\" %s", (const char *)e->name,
                   distribution_name(t.family), why);
    }
    /* Something harmless, so that scenario_check() finds other errors only. */
    if (errors != r->d->count)
        t = (struct distribution){.family = DIST_CONSTANT,
                                  .mean = (double)US_PER_S};
    return t;
}

/* Bits of the words of a list: 1 << (index in `words` + shift). */
static unsigned bits(const char *list, const char *const *words, int n,
                     int shift)
{
    unsigned set = 0;
    for (int i = 0; list && i < n; i++)
        if (lists(list, words[i]))
            set |= 1u << (i + shift);
    return set;
}

struct condition attribute_condition(struct reader *r, const xmlNode *e)
{
    const char *when = attribute_text(r, e, "when");
    const char *status = attribute_text(r, e, "status");
    return (struct condition){
        .facts = bits(when, result_names, RESULTS, 0) |
                 bits(when, decision_names, DECISIONS, RESULTS),
        .statuses = bits(status, status_names, STATUSES, 0),
        .classes = attribute_names(r, e, "class"),
        .groups = attribute_names(r, e, "group"),
        .share = attribute_probability(r, e, "share"),
    };
}
