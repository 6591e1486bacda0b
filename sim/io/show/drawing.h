#ifndef SIM_IO_SHOW_DRAWING_H
#define SIM_IO_SHOW_DRAWING_H

#include <stdio.h>

#include "sim/io/show/show.h"

/*
 * drawing -- parts of show_dot: labels of Graphviz, and a station's box.
 *
 * Owns      nothing
 * Errors    those of the stream, which the caller looks at
 */
enum { DRAWING_LINE = 30 }; /* characters of a line in a box */

struct drawing {
    const struct scenario *s;
    const struct port *p;
    const struct expected *e;
    int number; /* of the port */
    FILE *out;
    double most; /* travellers on the busiest edge */
};

/* A text within <...>. */
void drawing_text(FILE *out, const char *text);

/* The same in lines, cut at blanks; `indent` goes before all but the first. */
void drawing_lines(FILE *out, const char *text, int line, const char *indent);

void drawing_station(const struct drawing *x, int station);

#endif
