#ifndef SIM_IO_RESULTS_RESULTS_HDF5_H
#define SIM_IO_RESULTS_RESULTS_HDF5_H

#include <hdf5.h>

#include "sim/engine/arena.h"
#include "sim/io/results/results_fields.h"

/*
 * results_hdf5 -- HDF5's names for our types, and the few attributes and texts
 * that the writer puts down and the reader gets back.
 *
 * Owns      nothing, unless it says so; what is read lies in the arena
 * Errors    -1: HDF5 failed (a full disk is not told here: results_driver),
 *           or what is read is not there or has another type or size
 */
hid_t results_file_type(enum results_type type);   /* little-endian */
hid_t results_memory_type(enum results_type type); /* the machine's own */

/* The numbers of a struct results_about, which are attributes of the file:
 * N(name of both, type). */
#define RESULTS_ABOUT_NUMBERS(N)                                               \
    N(seed, RESULTS_UINT64)                                                    \
    N(replications, RESULTS_INT32)                                             \
    N(start_utc_us, RESULTS_INT64)                                             \
    N(duration_us, RESULTS_INT64)                                              \
    N(interval_us, RESULTS_INT64)                                              \
    N(warm_up_us, RESULTS_INT64)                                               \
    N(quantile_digest, RESULTS_UINT64)

/* Text of any length in UTF-8; the caller closes it. */
hid_t results_text_type(void);

/* Attributes of the object `at`. */
int results_put_text(hid_t at, const char *name, const char *text);
int results_put_numbers(hid_t at, const char *name, enum results_type type,
                        const void *value, int count);

/* Data sets of one text, and of a list of texts (NULL is ""). */
int results_put_scalar_text(hid_t at, const char *name, const char *text);
int results_put_texts(hid_t at, const char *name, const char *description,
                      const char *const *text, int count);

/* A group that remembers the order of its members; the caller closes it. */
hid_t results_put_group(hid_t at, const char *name, const char *description);

/* The same, back again. */
int results_get_text(hid_t at, const char *name, struct arena *a,
                     const char **text);
int results_get_numbers(hid_t at, const char *name, enum results_type type,
                        void *value, int count);
int results_get_scalar_text(hid_t at, const char *name, struct arena *a,
                            const char **text);
int results_get_texts(hid_t at, const char *name, struct arena *a,
                      const char *const **text, int *count);

#endif
