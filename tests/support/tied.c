/* tied -- plays two flows from traces, and compares what happens from 60 s. */
#include "tests/support/tied.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/scratch.h"

void tied_play(struct played *x, const char *text, const char *f, const char *g)
{
    if (f)
        scratch_write(scratch_path("f.csv"), f, strlen(f));
    if (g)
        scratch_write(scratch_path("g.csv"), g, strlen(g));
    played_release(x);
    played_run(x, text);
}

void tied_tells(struct played *x, const char *want)
{
    const char *line = played_story(x);

    while (*line && strtod(line, NULL) < 60)
        line = strchr(line, '\n') + 1;
    ck_assert_str_eq(line, want);
}

void tied_stops(const struct played *x, int station, int64_t stops)
{
    ck_assert_int_eq(played_series(x, station).stops, stops);
}
