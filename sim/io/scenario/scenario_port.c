/* scenario_port -- reads a port: officers, stations, walks, journeys. */
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/scenario/scenario_parts.h"

static void read_officers(struct reader *r, const xmlNode *e, void *slot)
{
    struct officers *o = slot;
    o->doubted = doubt_of_content(e);
    o->id = attribute_name(r, e, "id");
    o->operator_ = attribute_text(r, e, "operator");
    o->mishandled = attribute_probability(r, e, "mishandled-opt-outs");
    o->shifts =
        reader_parts(r, e, "shift", sizeof *o->shift, read_span, &o->shift);
    o->rests =
        reader_parts(r, e, "break", sizeof *o->rest, read_span, &o->rest);
    o->hand_over = attribute_is(e, "shift-end", "hand-over");
}

static void read_route(struct reader *r, const xmlNode *e, void *slot)
{
    struct route *t = slot;
    t->at = document_origin(e, NULL);
    t->when = attribute_condition(r, e);
    t->to = attribute_name(r, e, "to");
    t->other = attribute_names(r, e, "or");
    t->split = attribute_flag(r, e, "split");
    t->report = attribute_is(e, "record", "report");
}

static void read_walk(struct reader *r, const xmlNode *e, void *slot)
{
    struct walk *w = slot;
    w->doubted = doubt_of_content(e);
    w->id = attribute_name(r, e, "id");
    w->time = attribute_distribution(r, e);
    w->routes =
        reader_parts(r, e, "route", sizeof *w->route, read_route, &w->route);
}

static enum party_mode party(const xmlNode *e)
{
    return attribute_is(e, "party", "once")   ? PARTY_ONCE
           : attribute_is(e, "party", "each") ? PARTY_EACH
                                              : PARTY_TOGETHER;
}

static void read_step(struct reader *r, const xmlNode *e, void *slot)
{
    struct step *s = slot;
    s->at = document_origin(e, NULL);
    s->when = attribute_condition(r, e);
    s->party = party(e);
    if (element_is(e, "capture")) {
        s->kind = STEP_CAPTURE;
        s->camera = attribute_name(r, e, "camera");
        s->by_rules = attribute_is(e, "scope", "rules");
        s->attempts = (int)attribute_count(r, e, "attempts", 1, 255);
        if (attribute_value(e, "relief-queue"))
            s->relief_queue =
                (int)attribute_count(r, e, "relief-queue", 1, 100000);
        if (attribute_value(e, "relief-door"))
            s->relief_door = attribute_time(r, e, "relief-door");
    } else if (element_is(e, "match")) {
        s->kind = STEP_MATCH;
        s->service = attribute_name(r, e, "service");
        s->one_to_many = attribute_is(e, "search", "1:N");
        if (attribute_value(e, "gallery"))
            s->gallery = attribute_name(r, e, "gallery");
        s->service.doubted |= attribute_doubted(e, "search");
        if (attribute_value(e, "later"))
            s->later = attribute_time(r, e, "later");
    } else if (element_is(e, "enrol")) {
        s->kind = STEP_ENROL;
        if (attribute_value(e, "camera"))
            s->camera = attribute_name(r, e, "camera");
        s->time = attribute_distribution(r, e);
        s->failure_to_enrol = attribute_probability(r, e, "failure-to-enrol");
    } else if (element_is(e, "work")) {
        s->kind = STEP_WORK;
        s->time = attribute_distribution(r, e);
    } else {
        s->kind = STEP_INSPECT;
        s->time = attribute_distribution(r, e);
        s->refer = attribute_probability(r, e, "refer");
        s->false_reject = attribute_probability(r, e, "false-reject");
        s->false_accept = attribute_probability(r, e, "false-accept");
    }
}

static void read_first(struct reader *r, const xmlNode *e, void *slot)
{
    struct priority *p = slot;
    p->at = document_origin(e, NULL);
    p->when = attribute_condition(r, e);
}

/* Who does not join the queue, or leaves it. */
static void read_reneging(struct reader *r, const xmlNode *station,
                          struct station *s)
{
    const xmlNode *e = element_child(station, "balk");
    if (e) {
        s->balk = (int)attribute_count(r, e, "queue", 1, 100000);
        s->balk_to = attribute_name(r, e, "to");
    }
    e = element_child(station, "patience");
    if (e) {
        s->impatient = true;
        s->patience = attribute_distribution(r, e);
        s->patience_to = attribute_name(r, e, "to");
    }
}

/* How many positions are open. */
static void read_opening(struct reader *r, const xmlNode *station,
                         struct station *s)
{
    const xmlNode *e = element_child(station, "opening");
    if (e) {
        s->opens = true;
        s->opening = (struct opening){
            .at = document_origin(e, NULL),
            .least = (int)attribute_count(r, e, "least", 1, 100000),
            .above = (int)attribute_count(r, e, "above", 1, 100000),
            .below = (int)attribute_count(r, e, "below", 0, 100000),
            .after = attribute_time(r, e, "after"),
        };
        if (attribute_doubted(e, "above") || attribute_doubted(e, "below"))
            s->opens = false;
    }
    s->closures = reader_parts(r, station, "closed", sizeof *s->closed,
                               read_span, &s->closed);
    s->breaks =
        read_breakdown(r, element_child(station, "breakdown"), &s->breakdown);
}

static void read_station(struct reader *r, const xmlNode *e, void *slot)
{
    struct station *s = slot;
    s->doubted = doubt_of_content(e);
    s->id = attribute_name(r, e, "id");
    s->positions = (int)attribute_count(r, e, "positions", 1, 100000);
    if (origin_value(e, "officers"))
        s->officers = attribute_name(r, e, "officers");
    if (attribute_value(e, "monitored"))
        s->monitored = (int)attribute_count(r, e, "monitored", 1, 100000);
    s->headway = attribute_time(r, e, "headway");
    s->preemptive = attribute_is(e, "order", "preemptive");
    s->priority = s->preemptive || attribute_is(e, "order", "priority");
    s->own_queues = attribute_is(e, "queues", "each");
    if (attribute_value(e, "room"))
        s->room = (int)attribute_count(r, e, "room", 1, 100000);
    if (attribute_value(e, "full-to"))
        s->full_to = attribute_name(r, e, "full-to");
    read_opening(r, e, s);
    s->priorities =
        reader_parts(r, e, "first", sizeof *s->first, read_first, &s->first);
    if (attribute_doubted(e, "order"))
        s->priority = s->priorities > 0;
    read_reneging(r, e, s);
    s->limits = attribute_times(r, e, "limits", &s->limit);
    s->steps = reader_parts(r, e, "capture match inspect enrol work",
                            sizeof *s->step, read_step, &s->step);
    s->routes =
        reader_parts(r, e, "route", sizeof *s->route, read_route, &s->route);
}

static void read_journey(struct reader *r, const xmlNode *e, void *slot)
{
    struct journey *j = slot;
    j->id = attribute_name(r, e, "id");
    j->to = attribute_name(r, e, "to");
    j->less = attribute_time(r, e, "less");
    j->limits = attribute_times(r, e, "limits", &j->limit);
}

void read_port(struct reader *r, const xmlNode *e, void *slot)
{
    struct port *p = slot;
    p->id = attribute_name(r, e, "id");
    p->mode = attribute_is(e, "mode", "air")    ? MODE_AIR
              : attribute_is(e, "mode", "land") ? MODE_LAND
                                                : MODE_SEA;
    p->notices = read_notices(r, e);
    p->pools = reader_parts(r, e, "officers", sizeof *p->pool, read_officers,
                            &p->pool);
    p->flows = reader_parts(r, e, "flow", sizeof *p->flow, read_flow, &p->flow);
    p->walks = reader_parts(r, e, "walk", sizeof *p->walk, read_walk, &p->walk);
    p->stations = reader_parts(r, e, "station", sizeof *p->station,
                               read_station, &p->station);
    p->journeys = reader_parts(r, e, "journey", sizeof *p->journey,
                               read_journey, &p->journey);
}
