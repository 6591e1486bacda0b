/* scenario_equipment -- reads cameras and matching services. */
#include <math.h>

#include "sim/io/scenario/scenario_parts.h"

static void read_failure(struct reader *r, const xmlNode *e, void *slot)
{
    struct failure *f = slot;
    f->cause = attribute_name(r, e, "cause");
    f->probability = attribute_probability(r, e, "probability");
    if (attribute_doubted(e, "per"))
        f->probability = NAN;
    f->per_traveller = attribute_is(e, "per", "traveller");
}

static void read_camera_ratio(struct reader *r, const xmlNode *e, void *slot)
{
    struct group_ratio *g = slot;
    g->group = attribute_name(r, e, "group");
    if (attribute_value(e, "cause"))
        g->cause = attribute_name(r, e, "cause");
    g->failure = attribute_number(r, e, "failure");
    g->time = attribute_number(r, e, "time");
    g->false_negative = g->false_positive = 1;
}

enum modality read_modality(const xmlNode *e)
{
    return attribute_is(e, "modality", "fingerprint") ? MODALITY_FINGERPRINT
                                                      : MODALITY_FACE;
}

double read_correlation(struct reader *r, const xmlNode *e)
{
    double c = attribute_number(r, e, "correlation");
    return isnan(c) ? 0 : c;
}

void read_camera(struct reader *r, const xmlNode *e, void *slot)
{
    struct camera *c = slot;
    c->id = attribute_name(r, e, "id");
    c->modality = read_modality(e);
    c->correlation = read_correlation(r, e);
    c->capture_time =
        attribute_distribution(r, element_child(e, "capture-time"));
    c->failures = reader_parts(r, e, "failure", sizeof *c->failure,
                               read_failure, &c->failure);
    c->ratios = reader_parts(r, e, "group-ratio", sizeof *c->ratio,
                             read_camera_ratio, &c->ratio);
    c->outages =
        reader_parts(r, e, "outage", sizeof *c->outage, read_span, &c->outage);
    c->fails =
        read_breakdown(r, element_child(e, "random-outage"), &c->failing);
}

void read_span(struct reader *r, const xmlNode *e, void *slot)
{
    struct clock_span *s = slot;
    s->at = document_origin(e, NULL);
    s->from = attribute_clock(r, e, "from");
    s->to = attribute_clock(r, e, "to");
    s->day = (int)attribute_count(r, e, "day", 0, 100000);
    s->count = 1;
    if (attribute_value(e, "count") && !attribute_doubted(e, "count"))
        s->count = (int)attribute_count(r, e, "count", 0, 100000);
}

bool read_breakdown(struct reader *r, const xmlNode *e, struct breakdown *b)
{
    if (!e)
        return false;
    b->at = document_origin(e, NULL);
    b->up = attribute_distribution(r, element_child(e, "up"));
    b->down = attribute_distribution(r, element_child(e, "down"));
    return true;
}

static void read_load(struct reader *r, const xmlNode *e,
                      struct matching_service *m)
{
    if (attribute_value(e, "workers"))
        m->workers = (int)attribute_count(r, e, "workers", 1, 100000);
    if (attribute_value(e, "timeout"))
        m->timeout = attribute_time(r, e, "timeout");
    m->retries = (int)attribute_count(r, e, "retries", 0, 20);
    m->late_costs = attribute_is(e, "late", "costs");
    m->outages =
        reader_parts(r, e, "outage", sizeof *m->outage, read_span, &m->outage);
    m->fails =
        read_breakdown(r, element_child(e, "random-outage"), &m->failing);
}

void read_service(struct reader *r, const xmlNode *e, void *slot)
{
    struct matching_service *m = slot;
    m->id = attribute_name(r, e, "id");
    m->matcher = attribute_name(r, e, "matcher");
    m->network_time =
        attribute_distribution(r, element_child(e, "network-time"));
    m->service_time =
        attribute_distribution(r, element_child(e, "service-time"));
    read_load(r, e, m);
}
