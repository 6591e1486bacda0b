/*
 * poesim boarding -- who boarded each departure, and who missed it.
 *
 * Reads     deadlines
 * Prints    one row for all departures, then one per departure, in the order in
 *           which their doors close
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/common/departures.h"
#include "analysis/common/program.h"
#include "analysis/common/tallies.h"

static const struct column columns[] = {
    {"flow", "", COLUMN_ONE, "name of the flow; all: all departures"},
    {"call", "", COLUMN_ONE, "number of the call in it, from 0; all: -1"},
    {"door", "h", COLUMN_ONE,
     "its door closed, since the first midnight; all: nan"},
    {"clock", "", COLUMN_ONE, "the same on the scenario's clock, HH:MM"},
    {"n", "", COLUMN_ONE, "replications in which it closed before the end"},
    {"manifest", "persons", COLUMN_INTERVAL, "passengers, mean over these"},
    {"boarded", "persons", COLUMN_INTERVAL, "ended departed"},
    {"missed", "persons", COLUMN_INTERVAL,
     "ended missed: came, but the door had closed"},
    {"no_show", "persons", COLUMN_INTERVAL, "did not come before the end"},
    {"other", "persons", COLUMN_INTERVAL,
     "ended otherwise, or were inside when the run ended"},
    {"missed_share", "", COLUMN_INTERVAL,
     "missed / (manifest - no_show): of those who came; ratio of sums"},
    END_OF_COLUMNS};

static void print_clock(double hour, struct tsv *out)
{
    char text[8] = "-";
    if (!isnan(hour)) {
        int minutes = (int)floor(hour * 60 + 1e-6) % (24 * 60);
        snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
    }
    tsv_text(out, text);
}

static int in_how_many(const double *x, int n)
{
    int count = 0;
    for (int r = 0; r < n; r++)
        count += !isnan(x[r]);
    return count;
}

/* Row 0: all departures. `zero` has room for the replications. */
static void print_row(const struct departures *d, int row,
                      const struct input *in, const struct tallies *t,
                      double *came, struct tsv *out)
{
    const struct departure *x = row > 0 ? &d->departure[row - 1] : NULL;
    const double *manifest = panel_at(&d->persons, row, DEPARTURES_MANIFEST);
    const double *away = panel_at(&d->persons, row, DEPARTURES_NO_SHOW);
    tsv_text(out, x ? input_name(in, NAMES_FLOWS, x->flow) : "all");
    tsv_count(out, x ? x->call : -1);
    tsv_number(out, x ? x->door : NAN);
    print_clock(x ? x->door : NAN, out);
    tsv_count(out, in_how_many(manifest, t->n));
    for (int what = 0; what < DEPARTURES_COUNTS; what++)
        tallies_mean(t, panel_at(&d->persons, row, what), out);
    for (int r = 0; r < t->n; r++)
        came[r] = isnan(manifest[r]) ? 0 : manifest[r] - away[r];
    tallies_share(t, panel_at(&d->persons, row, DEPARTURES_MISSED), came, out);
    tsv_end_row(out);
}

static int print(const struct input *in, struct tsv *out)
{
    struct departures d;
    struct tallies t;
    double *came = calloc((size_t)in->replications + 1, sizeof *came);
    if (came == NULL || departures_count(&d, in) != 0) {
        free(came);
        return -1;
    }
    if (tallies_init(&t, in->replications) != 0) {
        departures_release(&d);
        free(came);
        return -1;
    }
    tsv_note(out, "note",
             "departures whose door closed before the end of the run; persons: "
             "mean over replications and its 95% interval (Student t); of a "
             "share that is none, or all, Clopper and Pearson's");
    tsv_names(out, columns);
    tsv_end_row(out);
    for (int row = 0; row <= d.count && d.count > 0; row++)
        print_row(&d, row, in, &t, came, out);
    tallies_release(&t);
    departures_release(&d);
    free(came);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_deadlines, TABLES};
    static const struct view views[] = {
        {"departure", "boarding 1", columns, print}, {NULL, NULL, NULL, NULL}};
    static const struct analysis boarding = {
        "boarding", "who boarded each departure, and who missed it",
        "A departure is a call of a flow with <boarding>. The row \"all\" is "
        "the "
        "sum over departures:\ndo not add it to them. Its interval is over "
        "replications, as a bad evening is bad for all\ndepartures. manifest = "
        "boarded + missed + no_show + other. A scenario without "
        "<boarding>\nhas "
        "no rows.\n",
        tables, views};
    return program_main(&boarding, argc, argv);
}
