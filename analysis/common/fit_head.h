#ifndef ANALYSIS_FIT_HEAD_H
#define ANALYSIS_FIT_HEAD_H

#include "analysis/common/input.h"
#include "analysis/common/tsv.h"
#include "analysis/common/unfinished.h"
#include "sim/io/import/awt.h"
#include "sim/io/results/awt_scenario.h"

/*
 * fit_head -- what stands above the table of poesim validate: all files and
 * days together, in one line each.
 *
 * Owns      its texts; release with fit_head_release()
 * Errors    fit_head_file(), fit_head_day(): 0, or -1 when memory is short
 * Threads   one
 */
struct fit_head {
    struct arena arena;
    int files, replications;
    const char *from;               /* of the first file */
    const char *first, *last;       /* files */
    const char *port;               /* NULL: several */
    int32_t first_day, last_day;    /* that were compared with */
    int days, shifted, excluded_in; /* days: all, of another date, Excluded */
    int32_t shifted_from;           /* the first of these: the run's start */
    const char *walks;              /* each once, "; " between */
    long long persons, excluded;    /* published */
    int crowded;                    /* files with many still inside */
    double worst;                   /* share still inside, the most of these */
    const char *worst_text;
};

int fit_head_file(struct fit_head *h, const struct input *in,
                  const struct awt_scenario *s);
/* `start`: the run's first day. */
int fit_head_day(struct fit_head *h, const struct awt_day *day, int32_t start,
                 const char *port);

/* Notes and warnings; the warnings to `d` too, for standard error. */
void fit_head_print(const struct fit_head *h, const char *observed,
                    struct tsv *out, struct diag *d);
void fit_head_release(struct fit_head *h);

#endif
