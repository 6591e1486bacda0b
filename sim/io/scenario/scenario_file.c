/*
 * scenario_file -- the validated document as struct scenario: the scenario
 * itself, groups, populations and equipment. Ports and flows have their own
 * files.
 */
#include "sim/io/scenario/scenario_file.h"

#include <string.h>

#include "models/retention.h"
#include "sim/io/document/doubt.h"
#include "sim/io/scenario/scenario_parts.h"

struct wall read_wall(struct reader *r, const xmlNode *e,
                      const struct wall *common)
{
    struct wall wall = {0, DST_NONE};
    if (attribute_doubted(e, "utc-offset"))
        wall.utc_offset = common ? common->utc_offset : 0;
    else if (!attribute_is(e, "utc-offset", "scenario")) {
        wall.utc_offset = attribute_time(r, e, "utc-offset");
    } else if (common) {
        wall.utc_offset = common->utc_offset;
    } else {
        reader_error(r, e, "utc-offset",
                     "utc-offset=\"scenario\" means the scenario's own offset, "
                     "and this is the place to say it; write \"-5 h\", say");
    }
    if (attribute_is(e, "dst", "us"))
        wall.dst = DST_US;
    else if (common && attribute_is(e, "dst", "scenario"))
        wall.dst = common->dst;
    return wall;
}

static void read_group(struct reader *r, const xmlNode *e, void *slot)
{
    struct group *g = slot;
    g->id = attribute_name(r, e, "id");
    g->age_from = (int)attribute_count(r, e, "age-from", 0, 130);
    g->age_to = (int)attribute_count(r, e, "age-to", 0, 130);
    if (attribute_doubted(e, "age-to"))
        g->age_to = 130;
    for (int i = GROUP_PUBLISHED; i <= GROUP_ILLUSTRATIVE; i++)
        if (attribute_is(e, "basis", group_basis_names[i]))
            g->basis = (enum group_basis)i;
}

static void read_group_share(struct reader *r, const xmlNode *e, void *slot)
{
    struct group_share *s = slot;
    s->group = attribute_name(r, e, "group");
    s->share = attribute_probability(r, e, "share");
}

static void read_class(struct reader *r, const xmlNode *e, void *slot)
{
    struct class *c = slot;
    c->doubted = doubt_of_content(e);
    c->id = attribute_name(r, e, "id");
    for (int i = 0; i < STATUSES; i++)
        if (attribute_is(e, "status", status_names[i]))
            c->status = (enum status)i;
    c->share = attribute_probability(r, e, "share");
    c->opt_out = attribute_probability(r, e, "opt-out");
    c->refusal = attribute_probability(r, e, "refusal");
    c->look_out = attribute_probability(r, e, "look-out");
    c->impostor = attribute_probability(r, e, "impostor");
    c->gallery_photo = attribute_probability(r, e, "gallery-photo");
    c->enrolled = attribute_probability(r, e, "enrolled");
    c->groups = reader_parts(r, e, "group-share", sizeof *c->group,
                             read_group_share, &c->group);
}

static void read_party(struct reader *r, const xmlNode *e, void *slot)
{
    struct party_size *p = slot;
    p->at = document_origin(e, NULL);
    p->size = (int)attribute_count(r, e, "size", 1, PARTY_MOST);
    if (attribute_doubted(e, "size"))
        p->size = 0;
    p->share = attribute_probability(r, e, "share");
}

static void read_population(struct reader *r, const xmlNode *e, void *slot)
{
    struct population *p = slot;
    p->doubted = doubt_of_content(e);
    p->id = attribute_name(r, e, "id");
    p->mixed = attribute_probability(r, e, "mixed");
    p->classes =
        reader_parts(r, e, "class", sizeof *p->class, read_class, &p->class);
    p->parties =
        reader_parts(r, e, "party", sizeof *p->party, read_party, &p->party);
}

static const char *read_text(struct reader *r, const xmlNode *parent,
                             const char *name)
{
    const xmlNode *e = element_child(parent, name);
    xmlChar *content = e ? xmlNodeGetContent(e) : NULL;
    const char *text =
        arena_text(r->x->arena, content ? (const char *)content : "");
    xmlFree(content);
    if (!text)
        r->out_of_memory = true;
    return text;
}

static void read_run(struct reader *r, const xmlNode *root, struct scenario *s)
{
    const xmlNode *e = element_child(root, "run");
    if (!e)
        return; /* that was reported */
    s->run_at = document_origin(e, NULL);
    s->replications = (int)attribute_count(r, e, "replications", 1, 1000000);
    s->seed = (uint64_t)attribute_count(r, e, "seed", 0, INT64_MAX);
    s->interval = attribute_time(r, e, "interval");
    s->warm_up = attribute_time(r, e, "warm-up");
}

static void read_head(struct reader *r, const xmlNode *root, struct scenario *s)
{
    static const char *const when[] = {"start", "duration", "utc-offset",
                                       "dst"};
    s->doubted = r->x->wrong;
    s->file = r->x->file[0].name;
    s->at = document_origin(root, NULL);
    s->id = attribute_text(r, root, "id");
    s->title = read_text(r, root, "title");
    s->source = read_text(r, root, "source");
    const char *start = attribute_text(r, root, "start");
    const char *why = start ? civil_date(start, &s->start_day) : NULL;
    if (why)
        reader_error(r, root, "start", "start=\"%s\" %s", start, why);
    s->duration = attribute_time(r, root, "duration");
    s->wall = read_wall(r, root, NULL);
    for (size_t i = 0; i < sizeof when / sizeof *when; i++)
        if (attribute_doubted(root, when[i]))
            s->duration = 0;
    if (why)
        s->duration = 0;
}

static void read_ports(struct reader *r, const xmlNode *root,
                       struct scenario *s)
{
    struct port *port = NULL;
    s->ports = reader_parts(r, root, "port", sizeof *port, read_port, &port);
    s->port = port;
    const xmlNode *e = element_child(root, "port");
    for (int i = 0; i < s->ports; i++, e = element_next(e, "port"))
        port[i].wall = read_wall(r, e, &s->wall);
}

int scenario_file_read(struct scenario *s, struct document *x, struct diag *d)
{
    struct reader r = {.x = x, .s = s, .d = d};
    int errors = d->count;
    const xmlNode *root = xmlDocGetRootElement(x->doc);
    *s = (struct scenario){0};
    read_head(&r, root, s);
    read_run(&r, root, s);
    s->groups = reader_parts(&r, root, "group", sizeof *s->group, read_group,
                             &s->group);
    s->populations = reader_parts(&r, root, "population", sizeof *s->population,
                                  read_population, &s->population);
    s->rules =
        reader_parts(&r, root, "rule", sizeof *s->rule, read_rule, &s->rule);
    s->cameras = reader_parts(&r, root, "camera", sizeof *s->camera,
                              read_camera, &s->camera);
    s->matchers = reader_parts(&r, root, "matcher", sizeof *s->matcher,
                               read_matcher, &s->matcher);
    s->galleries = reader_parts(&r, root, "gallery", sizeof *s->gallery,
                                read_gallery, &s->gallery);
    s->services = reader_parts(&r, root, "matching-service", sizeof *s->service,
                               read_service, &s->service);
    read_ports(&r, root, s);
    s->retentions = reader_parts(&r, root, "retention", sizeof *s->retention,
                                 read_retention, &s->retention);
    if (r.out_of_memory) {
        diag_error(d, NULL, "the scenario does not fit in memory");
        return -1;
    }
    scenario_check(s, d);
    if (r.errors == 0 && d->count == errors && !x->wrong)
        scenario_check_sense(s, d);
    return r.errors == 0 && d->count == errors && !x->wrong ? 0 : -1;
}
