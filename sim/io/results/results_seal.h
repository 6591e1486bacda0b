#ifndef SIM_IO_RESULTS_RESULTS_SEAL_H
#define SIM_IO_RESULTS_RESULTS_SEAL_H

#include "models/diag.h"

/*
 * results_seal -- the first 512 bytes of a results file, in plain text: format,
 * version, and the SHA-256 of all bytes after them.
 *
 * Model     docs/results-format.md
 * Owns      nothing; the descriptor is the caller's
 */
enum {
    RESULTS_SEAL_SIZE = 512,
    RESULTS_MAJOR = 2, /* readers refuse another */
    RESULTS_MINOR = 0
};

/* Digest what follows the seal and write the seal. 0, or an errno. */
int results_seal_write(int fd);

/*
 * Does the file keep what its seal promises? The minor version goes to *minor.
 * Else reported, with `path` for the message: RESULTS_DAMAGED, it is none or an
 * altered one; -1, it cannot be read, or is of another version.
 */
int results_seal_check(int fd, const char *path, int *minor, struct diag *d);

#endif
