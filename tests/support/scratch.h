#ifndef TESTS_SUPPORT_SCRATCH_H
#define TESTS_SUPPORT_SCRATCH_H

#include <stddef.h>

/*
 * scratch -- a folder of one test, and whole files in memory.
 *
 * Errors    what fails ends the test
 */
void scratch_make(void); /* as a checked fixture */
void scratch_remove(void);

/* Path of a name in the folder; the last 32 stay valid. */
const char *scratch_path(const char *name);

/* Number of entries of a folder; only counts, "." and ".." not. */
int scratch_entries(const char *folder);

/* A whole file, malloc'd. */
unsigned char *scratch_read(const char *path, size_t *size);
void scratch_write(const char *path, const void *bytes, size_t size);

#endif
