#ifndef SIM_IO_MISFIT_H
#define SIM_IO_MISFIT_H

#include <libxml/xmlerror.h>

#include "sim/io/loading.h"

/*
 * misfit -- one thing in a document that does not fit the schema, as people
 * want to read it.
 *
 * Owns      its lists; release with misfits_release()
 * Errors    reported to l->d; what is no mere wrong value sets l->broken
 *
 * libxml2 says at which element something is wrong; what is wrong is worded
 * from the model of declarations.
 */

/* An element that was taken out of where it may stand, but not there. */
struct misplaced {
    const xmlNode *parent;
    const char *name;
};

struct misfits {
    struct loading *l;
    xmlNode **unexpected; /* to be taken out after this round */
    int count, room;
    struct misplaced *misplaced; /* of all rounds */
    int misplacements, misplaced_room;
    bool wrong, short_of_memory;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError validation_error;
#else
typedef xmlError validation_error;
#endif

/* libxml2's callback; user is a struct misfits. */
void misfits_add(void *user, validation_error *e);

void misfits_release(struct misfits *r);

#endif
