#ifndef ANALYSIS_REGRESS_FOLDER_H
#define ANALYSIS_REGRESS_FOLDER_H

#include <stdbool.h>

#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * folder -- the scenarios of a folder, and what is stored beside them.
 *
 * Owns      its names; release with folder_release()
 * Errors    folder_read(): 0; -1: it cannot be read, reported
 *
 * A scenario is a file *.xml whose outermost element is <scenario>, or which
 * is too broken to tell. Entries are sorted by name; folders in it are not
 * looked into.
 */
struct folder {
    struct arena arena;
    const char *path; /* as the user wrote it */
    int entries, room;
    struct folder_entry {
        const char *name;     /* "ferry" */
        const char *scenario; /* "DIR/ferry.xml" */
        const char *stored;   /* "DIR/ferry.expected.tsv" */
        bool has_scenario, has_stored;
    } * entry;
};

int folder_read(struct folder *f, const char *path, struct diag *d);

/* "ferry", "ferry.xml"; NULL: there is none. */
struct folder_entry *folder_find(const struct folder *f, const char *name);

/* Is there a file of that name which is XML, but no scenario? */
bool folder_has_fragment(const struct folder *f, const char *name);

void folder_release(struct folder *f);

#endif
