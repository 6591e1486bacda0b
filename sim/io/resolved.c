/* resolved -- what an analysis asks of the resolved scenario in a results file.
 * The text was validated when it was run: what is missing here is left out, not
 * diagnosed. Everything lies in the caller's arena. */
#include "sim/io/resolved.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

struct reading {
    struct resolved_station *station;
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
static void read_limits(struct reading *r, struct resolved_station *s,
                        const char *text)
{
    int count = 1;
    for (const char *c = text; *c != '\0'; c++)
        count += *c == ',';
    simtime *limit = arena_array(r->arena, (size_t)count, sizeof *limit);
    s->limit = limit;
    r->short_of_memory |= limit == NULL;
    while (limit != NULL && *text != '\0') {
        size_t n = strcspn(text, ",");
        while (n > 0 && (*text == ' ' || *text == '\n' || *text == '\t'))
            text++, n--;
        char one[40] = "";
        if (n < sizeof one)
            memcpy(one, text, n);
        if (quantity_time(one, &limit[s->limits]) == NULL)
            s->limits++;
        text += n + (text[n] == ',');
    }
}

/* Marks the stations that one who stands at `part` comes to first. */
static void mark_first(struct reading *r, xmlNode *port, const char *part)
{
    const char *id = attribute(port, "id");
    int at = find(r->names, NAMES_STATIONS, id, part);
    if (at >= 0)
        r->station[at].first = true;
    for (xmlNode *w = port->children; at < 0 && w != NULL; w = w->next) {
        if (!is(w, "walk") || w->_private != NULL ||
            strcmp(attribute(w, "id"), part) != 0)
            continue;
        w->_private = w; /* walks may lead round in circles */
        for (xmlNode *to = w->children; to != NULL; to = to->next)
            if (is(to, "route"))
                mark_first(r, port, attribute(to, "to"));
    }
}

static void read_port(struct reading *r, xmlNode *port)
{
    const char *id = attribute(port, "id");
    for (xmlNode *n = port->children; n != NULL; n = n->next) {
        if (is(n, "flow"))
            mark_first(r, port, attribute(n, "start"));
        int at = is(n, "station")
                     ? find(r->names, NAMES_STATIONS, id, attribute(n, "id"))
                     : -1;
        if (at < 0)
            continue;
        r->station[at].pool =
            find(r->names, NAMES_POOLS, id, attribute(n, "officers"));
        read_limits(r, &r->station[at], attribute(n, "limits"));
    }
}

int resolved_read(struct resolved *out, const char *text,
                  const struct name_table *names, struct arena *a,
                  struct diag *d)
{
    size_t stations = (size_t)names->count[NAMES_STATIONS];
    struct reading r = {.names = names, .arena = a};
    r.station = arena_array(a, stations, sizeof *r.station);
    r.short_of_memory = r.station == NULL;
    *out = (struct resolved){.title = "", .station = r.station};
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
    for (xmlNode *n = root->children; n != NULL; n = n->next) {
        if (is(n, "port") && !r.short_of_memory)
            read_port(&r, n);
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
