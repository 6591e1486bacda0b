/* Finds the journeys called "awt" in a resolved scenario. It was validated when
 * it was run, so what the schema promises is there; what the user may have
 * changed is checked. */
#include "sim/io/results/awt_scenario.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "models/quantity.h"

/* Seven bins, as CBP publishes them. */
static const simtime bounds[] = {15 * US_PER_MIN, 30 * US_PER_MIN,
                                 45 * US_PER_MIN, 60 * US_PER_MIN,
                                 90 * US_PER_MIN, 120 * US_PER_MIN};
enum { BOUNDS = sizeof bounds / sizeof bounds[0] };

static bool is(const xmlNode *n, const char *element)
{
    return n->type == XML_ELEMENT_NODE &&
           strcmp((const char *)n->name, element) == 0;
}

/* Value of an attribute in its tree; "" where it is absent. */
static const char *attribute(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0 && a->children &&
            a->children->content)
            return (const char *)a->children->content;
    return "";
}

/* "15 min, 30 min, ..." are the bounds of the published bins. */
static bool has_bounds(const char *text)
{
    for (int i = 0; i < BOUNDS; i++) {
        char one[40] = "";
        size_t n = strcspn(text, ",");
        simtime t;
        if (n >= sizeof one)
            return false;
        memcpy(one, text, n);
        if (quantity_time(one, &t) || t != bounds[i])
            return false;
        text += n;
        if (*text != (i + 1 < BOUNDS ? ',' : '\0'))
            return false;
        text += strspn(text, ", ");
    }
    return true;
}

static struct wall wall_of(const xmlNode *root, const xmlNode *port)
{
    const char *offset = attribute(port, "utc-offset");
    const char *dst = attribute(port, "dst");
    struct wall w = {0, DST_NONE};
    if (!*offset || strcmp(offset, "scenario") == 0)
        offset = attribute(root, "utc-offset");
    if (!*dst || strcmp(dst, "scenario") == 0)
        dst = attribute(root, "dst");
    if (quantity_time(offset, &w.utc_offset))
        w.utc_offset = 0;
    if (strcmp(dst, "us") == 0)
        w.dst = DST_US;
    return w;
}

/* Counts when s->journey is NULL; -1: reported. */
static int read_port(struct awt_scenario *s, const xmlNode *root,
                     const xmlNode *port, struct arena *a, struct diag *d)
{
    for (const xmlNode *n = port->children; n; n = n->next) {
        if (!is(n, "journey") || strcmp(attribute(n, "id"), "awt") != 0)
            continue;
        struct awt_journey *j = s->journey ? &s->journey[s->journeys] : NULL;
        s->journeys++;
        if (!j)
            continue;
        const char *id = attribute(port, "id");
        if (!has_bounds(attribute(n, "limits"))) {
            diag_error(d, NULL,
                       "journey \"awt\" of port \"%s\" has other limits than "
                       "the published bins; write limits=\"15 min, 30 min, 45 "
                       "min, 60 min, 90 min, 120 min\" and run again",
                       id);
            return -1;
        }
        size_t room = strlen(id) + sizeof "/awt";
        char *name = arena_alloc(a, room);
        j->port_id = arena_text(a, id);
        j->less = arena_text(a, attribute(n, "less"));
        j->wall = wall_of(root, port);
        j->name = name;
        if (!name || !j->port_id || !j->less) {
            diag_error(d, NULL, "memory is short");
            return -1;
        }
        memcpy(name, id, room - sizeof "/awt");
        memcpy(name + room - sizeof "/awt", "/awt", sizeof "/awt");
    }
    return 0;
}

static int read_root(struct awt_scenario *s, const xmlNode *root,
                     struct arena *a, struct diag *d)
{
    const char *wrong = civil_date(attribute(root, "start"), &s->day);
    if (wrong) {
        diag_error(d, NULL, "the scenario's start \"%s\" %s",
                   attribute(root, "start"), wrong);
        return -1;
    }
    for (const xmlNode *n = root->children; n; n = n->next)
        if (is(n, "port"))
            read_port(s, root, n, a, d);
    if (!s->journeys) {
        diag_error(d, NULL,
                   "the scenario has no journey \"awt\": it was not made by "
                   "poesim import awt, or the journey was taken out");
        return -1;
    }
    s->journey = arena_array(a, (size_t)s->journeys, sizeof *s->journey);
    if (!s->journey) {
        diag_error(d, NULL, "memory is short");
        return -1;
    }
    s->journeys = 0;
    for (const xmlNode *n = root->children; n; n = n->next)
        if (is(n, "port") && read_port(s, root, n, a, d) != 0)
            return -1;
    return 0;
}

int awt_scenario_read(struct awt_scenario *s, const char *text, struct arena *a,
                      struct diag *d)
{
    *s = (struct awt_scenario){0};
    size_t size = strlen(text);
    xmlDoc *doc = xmlReadMemory(text, size < INT32_MAX ? (int)size : 0,
                                "scenario.xml", NULL,
                                XML_PARSE_NONET | XML_PARSE_HUGE |
                                    XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    int bad = -1;
    if (root)
        bad = read_root(s, root, a, d);
    else
        diag_error(d, NULL,
                   "the scenario inside the results file cannot be "
                   "read; run it again to get a whole file");
    xmlFreeDoc(doc);
    return bad;
}

simtime awt_hour_utc(const struct awt_journey *j, int32_t day, int hour)
{
    return civil_utc(&j->wall, day + hour / 24, hour % 24 * US_PER_H);
}
