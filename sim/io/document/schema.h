#ifndef SIM_IO_DOCUMENT_SCHEMA_H
#define SIM_IO_DOCUMENT_SCHEMA_H

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <stdbool.h>
#include <stdint.h>

#include "sim/engine/arena.h"

/*
 * schema -- scenarios/poesim.xsd, embedded: compiled for libxml2, and as a
 * model of declarations that is walked beside a document (libxml2 does not
 * give its own away).
 *
 * Owns      all that it points to; release with schema_release()
 * Errors    schema_init(): -1 when memory is short. A schema that is wrong is
 *           our bug and asserts
 * Threads   read-only once made
 *
 * Names are those of the XSD; texts are its documentation; NULL: there is none.
 */
#define SCHEMA_NAMESPACE "urn:poesim:scenario"

enum schema_kind { /* what models/quantity reads it with */
                   SCHEMA_PLAIN,
                   SCHEMA_TIME,
                   SCHEMA_TIMES,
                   SCHEMA_RATE,
                   SCHEMA_PROBABILITY,
                   SCHEMA_NUMBER,
                   SCHEMA_COUNT,
                   SCHEMA_DATE,
                   SCHEMA_CLOCK,
                   SCHEMA_CLOCK_RANGE,
                   SCHEMA_MOMENT
};

struct schema_type {
    const char *name; /* NULL: it has none of its own */
    const char *text;
    enum schema_kind kind;
    const char *least, *most; /* of the quantity, as written; NULL: none */
    const char *other;        /* a word that stands for no quantity; NULL */
    bool list;                /* of words, one blank between them */
    int words;
    const char *const *word; /* all that is allowed; none: see kind */
    bool any;                /* the XSD takes every text */
    xmlRegexp *pattern;      /* of the XSD, where it says nothing else; NULL */
};

struct schema_attribute {
    const char *name, *text;
    const char *value; /* default; NULL: none */
    bool required;
    const struct schema_type *type;
};

/* A key says that `field` is unique among what `selector` finds below the
 * element; a reference (refer) says that it is one of that key's. */
struct schema_key {
    const char *name, *refer;
    const char *selector, *field; /* "station|walk", "@id" */
};

struct schema_content {
    const char *name; /* of the complex type; NULL */
    const char *text;
    const struct schema_type *type; /* of its text; NULL: it has none */
    int attributes, elements;
    const struct schema_attribute *attribute;
    const struct schema_element *element; /* in the order of the XSD */
};

struct schema_element {
    const char *name, *text;
    bool required; /* stands once at least where it may stand */
    const struct schema_content *content;
    int keys;
    const struct schema_key *key;
};

struct schema {
    struct arena arena;
    xmlDoc *model; /* the XSD without its keys, and these */
    xmlNode *keys;
    xmlSchema *compiled;
    int roots;
    const struct schema_element *root; /* scenario, fragment, port-fragment */
    int types;
    const struct schema_type *const *type; /* the named ones */
};

int schema_init(struct schema *s);
void schema_release(struct schema *s);

/* NULL: not declared there. */
const struct schema_element *schema_root(const struct schema *s,
                                         const char *name);
const struct schema_element *schema_child(const struct schema_element *parent,
                                          const char *name);
const struct schema_attribute *
schema_attribute(const struct schema_element *element, const char *name);

/* Is the text surely one that the XSD takes for the type? (NULL: no.) */
bool schema_takes(const struct schema_type *type, const char *text);

/* Of an element in a document, by its way from the root. */
const struct schema_element *schema_of(const struct schema *s,
                                       const xmlNode *element);

#endif
