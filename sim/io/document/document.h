#ifndef SIM_IO_DOCUMENT_DOCUMENT_H
#define SIM_IO_DOCUMENT_DOCUMENT_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/diag.h"
#include "sim/engine/arena.h"
#include "sim/io/csv.h"

/*
 * document -- a scenario file as one validated XML tree: parsed, defaults
 * filled in, includes spliced, templates stamped, --set applied, keys and
 * references checked. Every node still knows where it came from.
 *
 * Model     docs/scenario-format.md; the schema is scenarios/poesim.xsd,
 *           embedded in the program
 * Owns      the tree and the texts of its files; release with
 *           document_release()
 * Errors    document_load(): 0; -1: the scenario is wrong, reported to the
 *           diag (exit 3); -2: the main file cannot be read, reported (exit 4).
 *           After -1 the tree is there if it can be read for more errors
 *
 * After success the tree has no include, template or ports element left, and
 * every attribute that the schema gives a default for is there.
 */
struct schema;

struct document {
    xmlDoc *doc;
    struct arena *arena; /* of origins, file names and tables */
    struct document_file {
        const char *name; /* as messages show it */
        const char *path; /* resolved */
        const char *base; /* put before the relative paths in it: "parts/" */
        const char *text;
        size_t size;
        unsigned char sha256[32];
    } * file; /* every file read: [0] is the main one, then includes and tables
               */
    int files;
    size_t bytes;           /* of all files, against the limit */
    const char *folder;     /* of the main file as the user wrote it, "in/" */
    const char *root;       /* resolved; includes and tables lie beneath */
    const char *library;    /* resolved; NULL: there is none */
    struct lost_name *lost; /* see doubt.h */
    bool wrong; /* something was reported; what can be read is in doubt.h */
};

struct document_options {
    const char *root;       /* --root: includes and tables lie beneath; NULL:
                               the main file's folder */
    const char *library;    /* folder that "library/..." means */
    const char *const *set; /* "XPATH=VALUE" */
    int sets;
    int fits; /* the last of them are values of --fit, messages say */
    const struct schema
        *schema; /* made before, for many documents; NULL: not */
};

int document_load(struct document *x, const char *path,
                  const struct document_options *o, struct arena *a,
                  struct diag *d);

/* The same for a main file that is already in memory (tests, fuzzing). */
int document_load_memory(struct document *x, const char *name, const char *text,
                         size_t size, const struct document_options *o,
                         struct arena *a, struct diag *d);

/* Where an element, or one of its attributes, came from. */
struct origin document_origin(const xmlNode *element, const char *attribute);

/*
 * A table that the scenario names in an attribute: read beneath the root, kept
 * in x->file, its cells in the arena. -1: reported at that attribute.
 */
int document_table(struct document *x, const xmlNode *element,
                   const char *attribute, struct csv *c, struct diag *d);

/* The tree as text (the resolved scenario), malloc'd; NULL: memory. */
char *document_text(const struct document *x);

/* Frees the tree and the texts of the files, of which all has been read; names,
 * places and checksums stay. */
void document_drop(struct document *x);

void document_release(struct document *x);

#endif
