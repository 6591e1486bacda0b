#ifndef MODELS_DIAG_H
#define MODELS_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/*
 * diag -- collects what is wrong with the user's input, each with its place.
 *
 * Owns      the text of its messages; release with diag_release()
 * Errors    none: what cannot be stored is counted
 * Threads   one thread fills one diag
 *
 * Nothing is printed here: main() prints diag_text() to stderr.
 */

/* Where a value came from. All strings outlive the diag (arena or constant). */
struct origin {
    const char *file; /* as the user wrote it; NULL: no place */
    int line;         /* 1-based; 0: the whole file */
    int column;       /* table column, 1-based; 0: not a table */
    const char *note; /* NULL, "default", or "--set 2" */
};

struct diag {
    char **message;           /* whole lines, without newline */
    struct diag_place *place; /* of each, for diag_sort() */
    int count;                /* errors reported, also those beyond the cap */
    int stored;               /* messages kept */
    int capacity;
    int warnings; /* warnings reported (they are stored too) */
    bool memory;  /* set by who reports that memory, not a file, failed */
};

enum { DIAG_MOST = 50 }; /* messages kept; the rest is counted */

/*
 * Report one error / one warning at `at` (NULL: no place). The text says what,
 * why and how to mend, without a full stop or newline. Equal lines are kept
 * once. Format: "file:line: error: text" ("file:line:column:" for a table).
 */
void diag_error(struct diag *d, const struct origin *at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void diag_warning(struct diag *d, const struct origin *at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* Put the messages from `first` on in the order in which one reads: file by
 * file as they were first named, by line; those without a place last. */
void diag_sort(struct diag *d, int first);

/* All messages, one per line, then "... and N more" where any were dropped. */
void diag_print(const struct diag *d, void *stream);

void diag_release(struct diag *d);

#endif
