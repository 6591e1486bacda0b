/* A world is made: the table, what each scenario is compared with, the cells.
 */
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/calibrate/world.h"
#include "analysis/calibrate/world_day.h"
#include "analysis/common/fit_read.h"
#include "sim/command.h"
#include "sim/io/places.h"

static int memory_short(struct diag *d)
{
    diag_error(d, NULL, "memory is short");
    return EXIT_MEMORY;
}

/* "JFK.Terminal-1" is at "JFK". NULL: memory. */
static const char *place_of(struct world *w, const char *port)
{
    size_t n = w->airports ? strcspn(port, ".") : strlen(port);
    return arena_text_n(&w->arena, port, n);
}

/* ---- what was observed ---- */

static void add_bins(double bin[AWT_BINS], const struct awt_day *x)
{
    for (int h = 0; h < AWT_HOURS; h++)
        for (int b = 0; b < AWT_BINS; b++)
            bin[b] += x->hour[h].bin[b];
}

/* The cell of a day; it is made where there is none. NULL: memory. */
static struct cell *cell_of(struct world *w, const char *port, int32_t day)
{
    const char *place = place_of(w, port);
    int32_t period = period_of(w->by, day);
    if (!place)
        return NULL;
    for (int c = 0; c < w->cells; c++)
        if (w->cell[c].period == period && strcmp(w->cell[c].place, place) == 0)
            return &w->cell[c];
    struct cell *cell = &w->cell[w->cells++]; /* there are as many as files */
    *cell = (struct cell){.place = place, .period = period};
    return cell;
}

/* Was the port of file k met in a file before it that is in the same cell? */
static bool met_before(const struct world *w, int k)
{
    for (int i = 0; i < k; i++)
        if (w->day[i].cell == w->day[k].cell &&
            strcmp(w->day[i].journey.port_id, w->day[k].journey.port_id) == 0)
            return true;
    return false;
}

/* The period before of each port of each cell, all its days with rows. */
static int read_before(struct world *w, struct awt_table *table, struct diag *d)
{
    for (int k = 0; k < w->files && w->by != PERIOD_ALL; k++) {
        struct world_day *x = &w->day[k];
        struct cell *cell = &w->cell[x->cell];
        int32_t end = period_begin(w->by, cell->period);
        int32_t day = period_begin(w->by, cell->period - 1);
        for (; !met_before(w, k) && day < end; day++) {
            const struct awt_query q = {.port_id = x->journey.port_id,
                                        .day = day};
            struct awt_day observed;
            if (!awt_has(table, &q))
                continue;
            if (awt_pick(&observed, table, &q, d))
                return EXIT_SCENARIO;
            add_bins(cell->before, &observed);
        }
    }
    return 0;
}

/* ---- scenarios ---- */

static int check_day(const struct world *w, int k, const struct awt_scenario *s,
                     const struct scenario *of, struct diag *d)
{
    const struct world_day *x = &w->day[k];
    struct origin at = {x->path, 0, 0, NULL};
    int errors = d->count;
    if (s->journeys > 1)
        diag_error(d, &at,
                   "has %d journeys \"awt\"; calibrate takes scenarios of one "
                   "port each",
                   s->journeys);
    if (US_PER_H % of->interval != 0)
        diag_error(d, &at,
                   "its intervals do not fit into hours; add --set "
                   "\"run/@interval=15 min\"");
    for (int i = 0; i < k; i++)
        if (w->day[i].first == x->first &&
            strcmp(w->day[i].journey.port_id, x->journey.port_id) == 0)
            diag_error(d, &at, "is the same day of the same port as %s",
                       w->day[i].path);
    return d->count > errors ? EXIT_SCENARIO : 0;
}

/* The day and the port of file k, and what was observed there. */
static int open_day(struct world *w, int k, const char *const *set,
                    struct awt_table *table, struct diag *d)
{
    struct world_day *x = &w->day[k];
    struct arena a = {0};
    struct document doc = {0};
    struct scenario of = {0};
    struct awt_scenario s;
    char *text = NULL;
    x->path = w->file[k];
    int code = world_read(w, x->path, set, &doc, &of, &a, d);
    if (!code && !(text = document_text(&doc)))
        code = memory_short(d);
    if (!code && awt_scenario_read(&s, text, &w->arena, d))
        code = EXIT_SCENARIO;
    if (!code) {
        x->journey = s.journey[0];
        x->first = s.day;
        code = check_day(w, k, &s, &of, d);
    }
    free(text);
    document_release(&doc);
    arena_release(&a);
    const struct awt_query q = {.port_id = x->journey.port_id, .day = x->first};
    if (!code && awt_pick(&x->observed, table, &q, d))
        code = EXIT_SCENARIO;
    struct cell *cell = code ? NULL : cell_of(w, x->journey.port_id, x->first);
    if (!code && !cell)
        code = memory_short(d);
    if (code)
        return code;
    x->cell = (int)(cell - w->cell);
    add_bins(cell->observed, &x->observed);
    for (int h = 0; h < AWT_HOURS; h++)
        cell->excluded += x->observed.hour[h].excluded;
    return 0;
}

static int open_days(struct world *w, struct awt_table *table, struct diag *d)
{
    struct arena a = {0};
    double value[PARAMETERS_MOST], persons = 0;
    int code = 0;
    for (int i = 0; i < w->parameters; i++)
        value[i] = w->parameter[i].start;
    const char **set = world_settings(w, value, &a);
    if (!set)
        code = memory_short(d);
    for (int k = 0; k < w->files && !code; k++)
        code =
            w->stop && *w->stop ? EXIT_STOPPED : open_day(w, k, set, table, d);
    arena_release(&a);
    for (int c = 0; c < w->cells; c++)
        persons += cell_persons(w->cell[c].observed);
    if (!code && persons <= 0) {
        diag_error(d, &(struct origin){w->observed, 0, 0, NULL},
                   "nobody has a time on these days");
        code = EXIT_SCENARIO;
    }
    return code ? code : read_before(w, table, d);
}

int world_open(struct world *w, struct diag *d)
{
    struct awt_table *table;
    xmlInitParser(); /* before there are threads */
    w->library = places_library();
    pthread_mutex_init(&w->reading, NULL);
    w->ready = schema_init(&w->schema) == 0;
    w->day = arena_array(&w->arena, (size_t)w->files, sizeof *w->day);
    w->cell = arena_array(&w->arena, (size_t)w->files, sizeof *w->cell);
    if (!w->ready || !w->day || !w->cell)
        return memory_short(d);
    int bad = awt_open(&table, w->observed, &w->arena, d);
    if (bad)
        return bad == -2 ? EXIT_FILES : EXIT_SCENARIO;
    return open_days(w, table, d);
}

int world_takes(struct world *w, const double *value, struct diag *d)
{
    struct arena a = {0};
    struct document doc = {0};
    struct scenario of = {0};
    const char **set = world_settings(w, value, &a);
    int code = set ? world_read(w, w->file[0], set, &doc, &of, &a, d)
                   : memory_short(d);
    document_release(&doc);
    arena_release(&a);
    return code;
}

void world_close(struct world *w)
{
    if (w->ready)
        schema_release(&w->schema);
    pthread_mutex_destroy(&w->reading);
    free(w->library);
    arena_release(&w->arena);
}
