#ifndef SIM_IO_WORDING_H
#define SIM_IO_WORDING_H

#include "models/diag.h"

/*
 * wording -- the small words of messages: values cut to size, lists, places,
 * and what somebody may have meant.
 *
 * Owns      nothing: texts lie in the caller's buffer
 * Errors    none: what does not fit is cut
 */
enum { WORDING_VALUE = 80, WORDING_LIST = 400, WORDING_PLACE = 300 };

/* The value as one line of printable text, cut to size; returns buffer. */
const char *wording_value(char buffer[WORDING_VALUE], const char *value);

/* What a character is written as in XML's and HTML's text: "&lt;"; NULL: as it
 * is. */
const char *wording_entity(char c);

/* Of the text without its full stop, for "%.*s". */
int wording_length(const char *sentence);

/* "a, b or c"; "a, b, c, ..." when it does not fit; returns buffer. */
const char *wording_list(char buffer[WORDING_LIST], const char *const *word,
                         int words);

/* "air.xml:12", "ports.csv:3:1", "--set 2"; returns buffer. */
const char *wording_place(char buffer[WORDING_PLACE], const struct origin *at);

/* The candidate nearest in spelling; NULL: none is near. */
const char *wording_nearest(const char *word, const char *const *candidate,
                            int candidates);

#endif
