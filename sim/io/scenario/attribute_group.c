/*
 * attribute_group -- the two groups of attributes that many elements share:
 * those of a random time, and those of a condition.
 */
#include <math.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/scenario/attribute.h"

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

static const char *const all[] = {"mean", "sd",   "cv",    "low",
                                  "mode", "high", "shape", "stages"};

/* A parameter that the family ignores is a misunderstanding: say so. */
static void refuse_unused(struct reader *r, const xmlNode *e,
                          enum distribution_family family)
{
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!origin_attribute(e, all[i]) ||
            list_has(parameters[family], all[i]))
            continue;
        reader_error(r, e, all[i],
                     "%s has no meaning for dist=\"%s\", which takes %s; take "
                     "%s away or choose another dist",
                     all[i], distribution_name(family),
                     *parameters[family] ? parameters[family] : "none", all[i]);
    }
}

/* Something harmless, so that scenario_check() finds other errors only. */
static const struct distribution harmless = {.family = DIST_CONSTANT,
                                             .mean = (double)US_PER_S};

/* Is any of the attributes in doubt, or the whole element? */
static bool is_doubted(const xmlNode *e)
{
    if (!e || (doubt_of_content(e) && !e->children))
        return true;
    for (const xmlAttr *a = e->properties; a; a = a->next) {
        if (!doubt_of_attribute(a))
            continue;
        if (!strcmp((const char *)a->name, "dist"))
            return true;
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            if (!strcmp((const char *)a->name, all[i]))
                return true;
    }
    return false;
}

static double time_or_nan(struct reader *r, const xmlNode *e, const char *name)
{
    if (!origin_attribute(e, name))
        return NAN;
    return (double)attribute_time(r, e, name);
}

struct distribution attribute_distribution(struct reader *r, const xmlNode *e)
{
    int errors = r->errors;
    if (is_doubted(e))
        return harmless;
    const char *name = attribute_value(e, "dist");
    int family = name ? distribution_find(name) : DIST_CONSTANT;
    if (family < 0)
        reader_error(r, e, "dist", "dist=\"%s\" is no family of distributions",
                     name);
    struct distribution t = {
        .family = family < 0 ? DIST_CONSTANT : (enum distribution_family)family,
        .mean = time_or_nan(r, e, "mean"),
        .sd = time_or_nan(r, e, "sd"),
        .low = time_or_nan(r, e, "low"),
        .high = time_or_nan(r, e, "high"),
        .mode = time_or_nan(r, e, "mode"),
        .shape = attribute_number(r, e, "shape"),
    };
    if (origin_attribute(e, "stages"))
        t.stages = (int)attribute_count(r, e, "stages", 1, 100000);
    refuse_unused(r, e, t.family);
    double cv = attribute_number(r, e, "cv");
    if (!isnan(cv) && !isnan(t.sd) && errors == r->errors) {
        reader_error(r, e, "cv",
                     "sd and cv are both given, and either says how "
                     "wide the distribution is; take one away");
    } else if (!isnan(cv)) {
        t.sd = cv * t.mean;
    }
    const char *why = distribution_check(&t);
    if (why && errors == r->errors) {
        reader_error(r, e, NULL, "%s dist=\"%s\" %s", (const char *)e->name,
                     distribution_name(t.family), why);
    }
    return errors == r->errors ? t : harmless;
}

/* Bits of the words of a list: 1 << (index in `words` + shift). */
static unsigned bits(const char *list, const char *const *words, int n,
                     int shift)
{
    unsigned set = 0;
    for (int i = 0; list && i < n; i++)
        if (list_has(list, words[i]))
            set |= 1u << (i + shift);
    return set;
}

unsigned attribute_bits(const xmlNode *e, const char *name,
                        const char *const *words, int n)
{
    return bits(attribute_value(e, name), words, n, 0);
}

struct condition attribute_condition(struct reader *r, const xmlNode *e)
{
    static const char *const parts[] = {"when", "class", "status", "group",
                                        "enrolled"};
    static const char *const look_out = "look-out";
    const char *when = attribute_value(e, "when");
    const char *status = attribute_value(e, "status");
    double share = attribute_probability(r, e, "share");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (attribute_doubted(e, parts[i]))
            share = NAN;
    return (struct condition){
        .facts = bits(when, result_names, RESULTS, 0) |
                 bits(when, decision_names, DECISIONS, RESULTS) |
                 bits(when, &look_out, 1, FACT_LOOK_OUT),
        .statuses = bits(status, status_names, STATUSES, 0),
        .classes = attribute_names(r, e, "class"),
        .groups = attribute_names(r, e, "group"),
        .enrolled = !attribute_value(e, "enrolled")       ? ENROLLED_ANY
                    : attribute_is(e, "enrolled", "true") ? ENROLLED_TRUE
                                                          : ENROLLED_FALSE,
        .share = share,
        .share_of_party = attribute_is(e, "share-of", "party"),
    };
}
