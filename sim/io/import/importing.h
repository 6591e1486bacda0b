#ifndef SIM_IO_IMPORT_IMPORTING_H
#define SIM_IO_IMPORT_IMPORTING_H

#include <stdbool.h>
#include <stdio.h>

#include "models/diag.h"

/*
 * importing -- words that all importers need: names, texts of XML, places.
 *
 * Owns      nothing
 * Errors    none
 * Threads   pure, but for the stream that is written to
 */

/* Text between quotes or tags. */
void importing_escape(FILE *out, const char *text);

/* Text within a comment, where two hyphens may not stand together. */
void importing_comment(FILE *out, const char *text);

/* "in/day.csv" -> "day.csv". */
const char *importing_base(const char *path);

/* A name that scenarios can bear: letters, digits and dots stay, all else is a
 * hyphen; a name that begins otherwise gets "x" in front; "x" for "". */
void importing_id(const char *raw, char id[65]);

/* Compared by letters and digits only, because copies of one table differ in
 * blanks, underscores and capitals. */
bool importing_same_name(const char *a, const char *b);

/* One of "a|b|c", compared so. */
bool importing_is_one_of(const char *text, const char *words);

#endif
