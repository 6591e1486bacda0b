/* resolved -- what an analysis asks of the resolved scenario in a results file.
 * The text was validated when it was run: what is missing here is left out, not
 * diagnosed. Everything lies in the caller's arena. */
#include "sim/io/results/resolved.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct resolved_station *station;
    struct resolved_journey *journey;
    struct resolved_service *service;
    const xmlNode *root;
    const struct name_table *names;
    struct arena *arena;
    bool short_of_memory;
};

static bool is(const xmlNode *n, const char *element)
{
    return n->type == XML_ELEMENT_NODE &&
           strcmp((const char *)n->name, element) == 0;
}

/* Value of an attribute in its tree; "" where it is absent. */
static const char *attribute(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n->properties; a != NULL; a = a->next)
        if (strcmp((const char *)a->name, name) == 0 && a->children != NULL &&
            a->children->content != NULL)
            return (const char *)a->children->content;
    return "";
}

/* Index of "port/part" among the names of a kind; -1: not there. */
static int find(const struct name_table *names, enum name_kind kind,
                const char *port, const char *part)
{
    size_t n = strlen(port);
    for (int i = 0; i < names->count[kind]; i++) {
        const char *name = names->name[kind][i];
        if (strncmp(name, port, n) == 0 && name[n] == '/' &&
            strcmp(name + n + 1, part) == 0)
            return i;
    }
    return -1;
}

/* "15 min, 30 min": those that can be read. */
static int read_limits(struct reading *r, const char *text, const simtime **out)
{
    int limits = 0;
    int count = 1;
    for (const char *c = text; *c != '\0'; c++)
        count += *c == ',';
    simtime *limit = arena_array(r->arena, (size_t)count, sizeof *limit);
    *out = limit;
    r->short_of_memory |= limit == NULL;
    while (limit != NULL && *text != '\0') {
        size_t n = strcspn(text, ",");
        while (n > 0 && (*text == ' ' || *text == '\n' || *text == '\t'))
            text++, n--;
        char one[40] = "";
        if (n < sizeof one)
            memcpy(one, text, n);
        if (quantity_time(one, &limit[limits]) == NULL)
            limits++;
        text += n + (text[n] == ',');
    }
    return limits;
}

/* Do errors of the camera or matcher of that id resemble each other? */
static bool correlates(const struct reading *r, const char *element,
                       const char *id)
{
    for (const xmlNode *n = r->root->children; n != NULL; n = n->next)
        if (is(n, element) && strcmp(attribute(n, "id"), id) == 0)
            return strtod(attribute(n, "correlation"), NULL) > 0;
    return false;
}

static void read_service(struct reading *r, const xmlNode *n)
{
    for (int i = 0; i < r->names->count[NAMES_SERVICES]; i++)
        if (strcmp(r->names->name[NAMES_SERVICES][i], attribute(n, "id")) == 0)
            r->service[i].correlated =
                correlates(r, "matcher", attribute(n, "matcher"));
}

static void read_station(struct reading *r, const char *port, xmlNode *n)
{
    int at = find(r->names, NAMES_STATIONS, port, attribute(n, "id"));
    if (at < 0)
        return;
    struct resolved_station *s = &r->station[at];
    s->pool = find(r->names, NAMES_POOLS, port, attribute(n, "officers"));
    s->monitored = atoi(attribute(n, "monitored")); /* 0: absent */
    s->limits = read_limits(r, attribute(n, "limits"), &s->limit);
    for (const xmlNode *c = n->children; c != NULL; c = c->next)
        s->correlated |=
            is(c, "capture") && correlates(r, "camera", attribute(c, "camera"));
}

static void read_journey(struct reading *r, const char *port, xmlNode *n)
{
    int at = find(r->names, NAMES_JOURNEYS, port, attribute(n, "id"));
    if (at < 0)
        return;
    struct resolved_journey *j = &r->journey[at];
    j->less = arena_text(r->arena, attribute(n, "less"));
    j->limits = read_limits(r, attribute(n, "limits"), &j->limit);
    r->short_of_memory |= j->less == NULL;
}

static void read_port(struct reading *r, xmlNode *port)
{
    const char *id = attribute(port, "id");
    for (xmlNode *n = port->children; n != NULL; n = n->next) {
        if (is(n, "station"))
            read_station(r, id, n);
        if (is(n, "journey"))
            read_journey(r, id, n);
    }
}

int resolved_read(struct resolved *out, const char *text,
                  const struct name_table *names, struct arena *a,
                  struct diag *d)
{
    size_t stations = (size_t)names->count[NAMES_STATIONS];
    struct reading r = {.names = names, .arena = a};
    r.station = arena_array(a, stations, sizeof *r.station);
    size_t journeys = (size_t)names->count[NAMES_JOURNEYS];
    r.journey = arena_array(a, journeys, sizeof *r.journey);
    size_t services = (size_t)names->count[NAMES_SERVICES];
    r.service = arena_array(a, services, sizeof *r.service);
    r.short_of_memory =
        r.station == NULL || r.journey == NULL || r.service == NULL;
    *out = (struct resolved){.title = "",
                             .station = r.station,
                             .journey = r.journey,
                             .service = r.service};
    for (size_t i = 0; r.journey != NULL && i < journeys; i++)
        r.journey[i].less = "";
    for (size_t i = 0; r.station != NULL && i < stations; i++)
        r.station[i].pool = -1;

    size_t size = strlen(text);
    xmlDoc *doc = xmlReadMemory(text, size < INT32_MAX ? (int)size : 0,
                                "scenario.xml", NULL,
                                XML_PARSE_NONET | XML_PARSE_HUGE |
                                    XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
    if (root == NULL) {
        diag_error(d, NULL,
                   "the scenario inside the results file cannot be "
                   "read; run it again to get a whole file");
        xmlFreeDoc(doc);
        return -1;
    }
    r.root = root;
    for (xmlNode *n = root->children; n != NULL; n = n->next) {
        if (is(n, "port") && !r.short_of_memory)
            read_port(&r, n);
        if (is(n, "matching-service") && !r.short_of_memory)
            read_service(&r, n);
        if (is(n, "title") && n->children != NULL &&
            n->children->content != NULL)
            out->title = arena_text(a, (const char *)n->children->content);
    }
    xmlFreeDoc(doc);
    if (r.short_of_memory || out->title == NULL) {
        diag_error(d, NULL, "memory is short");
        return -1;
    }
    return 0;
}
