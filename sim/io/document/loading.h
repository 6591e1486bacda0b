#ifndef SIM_IO_DOCUMENT_LOADING_H
#define SIM_IO_DOCUMENT_LOADING_H

#include "sim/io/document/document.h"
#include "sim/io/document/schema.h"

/*
 * loading -- what the stages of document_load() share.
 *
 * Owns      the parsed files, and the list of repeats; all else is borrowed
 */
struct loading {
    struct document *x;
    const struct schema *schema;
    const struct document_options *options; /* may be NULL */
    struct diag *d;
    bool whole;   /* files were checked: what they said is not said again */
    bool wrong;   /* a file does not fit the schema, as was reported */
    bool broken;  /* files or memory are missing: later stages make no sense */
    int splices;  /* include elements followed, against the limit */
    xmlDoc **doc; /* of x->file[i]; NULL: not parsed (yet), or a table */
    bool *tried;  /* it was parsed: do not report it again */
    int docs;     /* length of both */
    /* Stamped ports that fit the schema where the first of their table does. */
    xmlNode **repeat;
    int repeats, repeat_room;
};

#endif
