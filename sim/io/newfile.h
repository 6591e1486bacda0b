#ifndef SIM_IO_NEWFILE_H
#define SIM_IO_NEWFILE_H

#include <stdbool.h>

#include "models/diag.h"

/*
 * newfile -- a file that appears under its name complete or not at all.
 *
 * Owns      the descriptor and the temporary name beside the target
 * Errors    0 or -1, reported to the diag (exit 4)
 */
struct newfile {
    char *path; /* as the user wrote it */
    char *temp;
    int fd; /* open for reading and writing; -1: closed */
    bool force;
};

/*
 * Open an empty file beside `path`. Refuses a path that exists (unless force),
 * a folder, a link or a device. On failure nothing is left.
 */
int newfile_open(struct newfile *f, const char *path, bool force,
                 struct diag *d);

/*
 * Write it through to the disk and give it its name; without force a file that
 * appeared there meanwhile stays as it is. Releases f, whatever happens.
 */
int newfile_publish(struct newfile *f, struct diag *d);

/* Remove it. Releases f; a released or zeroed f is fine. */
void newfile_abandon(struct newfile *f);

/* Is `path` the file `input`, under whatever name? Then reports, and -1: what
 * was read must survive, also with force. */
int newfile_not_input(const char *path, const char *input, struct diag *d);

/* Report that something on the way to `path` failed with errno `error`. */
void newfile_error(const char *path, const char *what, int error,
                   struct diag *d);

#endif
