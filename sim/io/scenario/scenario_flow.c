/*
 * scenario_flow -- reads a flow and its arrivals. What kinds of arrivals may
 * stand together is said here, because struct flow can hold one kind only.
 */
#include <math.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/scenario/scenario_parts.h"

static void read_call(struct reader *r, const xmlNode *e, struct call *call)
{
    call->at = document_origin(e, NULL);
    const char *id = attribute_text(r, e, "id");
    call->id = id ? id : "";
    const char *at = attribute_text(r, e, "at");
    const char *why = at ? read_clock_range(r, at, call) : NULL;
    if (why)
        reader_error(r, e, "at", "at=\"%s\" %s", at, why);
    call->passengers =
        (int)attribute_count(r, e, "passengers", 0, PASSENGERS_MOST);
    call->load_factor = attribute_probability(r, e, "load-factor");
    call->day = (int)attribute_count(r, e, "day", 0, DAY_MOST);
    if (attribute_doubted(e, "day"))
        call->id = ""; /* not to be found twice on one day */
}

/* Calls of day 0 come on every day that the run touches: in their place, one
 * for each, in order. */
static void repeat_daily(struct reader *r, struct flow *f)
{
    int days = (int)((r->s->duration + US_PER_DAY - 1) / US_PER_DAY);
    int64_t calls = 0;
    bool any = false;

    days = days < 1 ? 1 : days; /* the duration is in doubt */
    for (int i = 0; i < f->calls; i++)
        if (f->call[i].day) {
            calls++;
        } else {
            calls += days;
            any = true;
        }
    if (!any)
        return;
    if (calls > CALLS_MOST) {
        reader_error_at(r, &f->call->at,
                        "with those of day 0 on each of %d days the flow has "
                        "%lld calls, and at most %d are read; make the run "
                        "shorter, or two flows of it",
                        days, (long long)calls, CALLS_MOST);
        return;
    }
    struct call *all = reader_array(r, (int)calls, sizeof *all), *next = all;
    for (int i = 0; all && i < f->calls; i++) {
        const struct call *c = &f->call[i];
        int first = c->day ? c->day : 1, last = c->day ? c->day : days;
        for (int day = first; day <= last; day++) {
            *next = *c;
            next->daily = !c->day;
            next++->day = day;
        }
    }
    if (!all)
        return;
    f->call = all;
    f->calls = (int)calls;
}

/* The calls of all <call> and <timetable>, in file order. */
static void read_calls(struct reader *r, const xmlNode *flow, struct flow *f)
{
    int tables = 0, calls = 0;
    for (const xmlNode *e = flow->children; e; e = e->next) {
        tables += element_is(e, "timetable");
        calls += element_is(e, "call");
    }
    struct csv *csv = reader_array(r, tables, sizeof *csv);
    if (!csv)
        return;
    int k = 0;
    for (const xmlNode *e = flow->children; e; e = e->next) {
        if (!element_is(e, "timetable"))
            continue;
        if (attribute_doubted(e, "table") ||
            document_table(r->x, e, "table", &csv[k], r->d) != 0)
            csv[k] = (struct csv){0};
        else
            check_timetable(r, &csv[k]);
        calls += csv[k++].rows;
    }
    struct call *call = reader_array(r, calls, sizeof *call), *next = call;
    if (!call)
        return;
    k = 0;
    for (const xmlNode *e = flow->children; e; e = e->next) {
        if (element_is(e, "call")) {
            read_call(r, e, next++);
        } else if (element_is(e, "timetable")) {
            for (int row = 0; row < csv[k].rows; row++)
                read_timetable_row(r, &csv[k], row, next++);
            k++;
        }
    }
    f->call = call;
    f->calls = calls;
    repeat_daily(r, f);
}

/* Which of the four kinds an element stands for; -1: none of them. */
static int kind_of(const xmlNode *e)
{
    if (element_is(e, "call") || element_is(e, "timetable"))
        return ARRIVE_TIMETABLE;
    return element_is(e, "poisson")   ? ARRIVE_POISSON
           : element_is(e, "renewal") ? ARRIVE_RENEWAL
           : element_is(e, "trace")   ? ARRIVE_TRACE
                                      : -1;
}

/* Two kinds at once, or one twice where that has no meaning. */
static void check_kinds(struct reader *r, const xmlNode *flow, struct flow *f)
{
    const xmlNode *first = NULL;
    for (const xmlNode *e = flow->children; e; e = e->next) {
        int kind = kind_of(e);
        if (kind < 0)
            continue;
        if (!first) {
            first = e;
            f->kind = (enum arrival_kind)kind;
        } else if (kind_of(first) != kind || kind != ARRIVE_TIMETABLE) {
            struct origin other = document_origin(first, NULL);
            reader_error(r, e, NULL,
                         "<%s> is a second kind of arrivals, after <%s> at "
                         "%s:%d; a flow has one: write another flow for it",
                         (const char *)e->name, (const char *)first->name,
                         other.file ? other.file : "?", other.line);
        }
    }
    if (first || doubt_of_content(flow))
        return;
    reader_error(r, flow, NULL,
                 "flow \"%s\" has no arrivals, so nobody comes; add a call, "
                 "timetable, poisson, renewal or trace",
                 f->id.text);
}

/* An element that the flow's kind of arrivals does not read, or a second. */
static void check_extra(struct reader *r, const xmlNode *flow, const char *name,
                        bool heard, const char *needs)
{
    const xmlNode *e = element_child(flow, name);
    const xmlNode *second = e ? element_next(e, name) : NULL;
    if (second)
        reader_error(r, second, NULL,
                     "<%s> stands here a second time; take one away", name);
    if (e && !heard)
        reader_error(r, e, NULL, "<%s> has no meaning without %s; take it away",
                     name, needs);
}

static void check_together(struct reader *r, const xmlNode *e, struct flow *f)
{
    int errors = r->errors;
    check_kinds(r, e, f);
    if (errors != r->errors || doubt_of_content(e))
        return; /* what belongs to which kind is not clear then */
    bool timetable = f->kind == ARRIVE_TIMETABLE;
    bool random = f->kind == ARRIVE_POISSON || f->kind == ARRIVE_RENEWAL;
    if (!timetable && f->unload > 0)
        reader_error(
            r, e, "unload",
            "flow unload has no meaning without calls or a timetable; take "
            "it away");
    check_extra(r, e, "delay", timetable, "calls or a timetable");
    check_extra(r, e, "boarding", timetable, "calls or a timetable");
    check_extra(r, e, "batch", random, "poisson or renewal");
}

static void read_batch(struct reader *r, const xmlNode *flow, struct flow *f)
{
    const xmlNode *e = element_child(flow, "batch");
    f->batch_kind = BATCH_FIXED;
    f->batch = 1;
    if (!e)
        return;
    if (attribute_is(e, "kind", "geometric"))
        f->batch_kind = BATCH_GEOMETRIC;
    if (attribute_doubted(e, "size") || attribute_doubted(e, "kind"))
        return;
    f->batch = attribute_number(r, e, "size");
    if (f->batch_kind == BATCH_FIXED && f->batch != floor(f->batch))
        reader_error(
            r, e, "size",
            "size=\"%g\" is no whole number, and a fixed batch holds "
            "whole parties; write a whole number or kind=\"geometric\"",
            f->batch);
}

static void read_boarding(struct reader *r, const xmlNode *flow, struct flow *f)
{
    const xmlNode *e = element_child(flow, "boarding");
    if (!e)
        return;
    f->boarding = true;
    f->board = (struct boarding){
        .at = document_origin(e, NULL),
        .show_up = attribute_distribution(r, element_child(e, "show-up")),
        .closes = attribute_time(r, e, "closes"),
        .groups = (int)attribute_count(r, e, "groups", 1, BOARDING_GROUPS_MOST),
        .group_gap = attribute_time(r, e, "group-gap"),
        .no_show = attribute_probability(r, e, "no-show"),
    };
    if (attribute_value(e, "opens"))
        f->board.opens = attribute_time(r, e, "opens");
    if (attribute_doubted(e, "opens") || attribute_doubted(e, "closes") ||
        attribute_doubted(e, "groups") || attribute_doubted(e, "group-gap")) {
        f->board.opens = f->board.closes = f->board.group_gap = 0;
        f->board.groups = 1; /* which always go together */
    }
}

void read_flow(struct reader *r, const xmlNode *e, void *slot)
{
    struct flow *f = slot;
    f->id = attribute_name(r, e, "id");
    f->exit = attribute_is(e, "direction", "exit");
    f->population = attribute_name(r, e, "population");
    f->start = attribute_name(r, e, "start");
    f->unload = attribute_rate(r, e, "unload");
    read_calls(r, e, f);
    f->delay = (struct distribution){.family = DIST_CONSTANT,
                                     .mean = 0,
                                     .sd = NAN,
                                     .low = NAN,
                                     .high = NAN,
                                     .mode = NAN,
                                     .shape = NAN};
    f->gap = f->delay;
    const xmlNode *part = element_child(e, "delay");
    if (part) {
        f->delay = attribute_distribution(r, part);
        f->early = attribute_time(r, part, "early");
    }
    part = element_child(e, "poisson");
    read_batch(r, e, f);
    if (part)
        read_poisson(r, part, f);
    part = element_child(e, "renewal");
    if (part)
        f->gap = attribute_distribution(r, part);
    read_boarding(r, e, f);
    part = element_child(e, "trace");
    if (part)
        read_trace(r, part, f);
    check_together(r, e, f);
}
