/* What a calibration found, and what must be said beside it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/calibrate/calibration.h"
#include "analysis/common/fit.h"
#include "analysis/common/fit_table.h"

const struct column calibration_columns[] = {
    {"parameter", "", COLUMN_ONE, "its path, as in --set"},
    {"unit", "", COLUMN_ONE, "of the columns start to to"},
    {"start", "", COLUMN_ONE, "where the search began"},
    {"least", "", COLUMN_ONE, "bound"},
    {"greatest", "", COLUMN_ONE, "bound"},
    {"fitted", "", COLUMN_ONE, "value with the least distance"},
    {"from", "", COLUMN_ONE,
     "to this value and to the next one it can be moved, the others with it, "
     "before the distance grows by the noise"},
    {"to", "", COLUMN_ONE, "see from"},
    {"flattest", "", COLUMN_ONE,
     "its part in the direction that the data tell least about: parameters "
     "with large parts trade against each other, in ranges"},
    {"distance", "", COLUMN_ONE,
     "of simulated from observed bins: total variation, mean over cells"},
    {"distance_start", "", COLUMN_ONE, "the same where the search began"},
    {"distance_chance", "", COLUMN_ONE,
     "of one simulated world from another: what a true model would have"},
    {"noise", "", COLUMN_ONE,
     "standard deviation of the distance over five simulated worlds"},
    {"trials", "", COLUMN_ONE, "runs of all days"},
    {NULL, NULL, COLUMN_ONE, NULL}};

const struct column calibration_cell_columns[] = {
    {"place", "", COLUMN_ONE, "airport and terminal, or airport"},
    {"period", "", COLUMN_ONE, "day, ISO week, or all"},
    {"observed_persons", "", COLUMN_ONE, "with a time"},
    {"excluded_persons", "", COLUMN_ONE, "came, but were not timed"},
    {"observed_BIN", "", COLUMN_ONE,
     "seven columns: share of persons with a time of BIN minutes"},
    {"simulated_BIN", "", COLUMN_ONE, "seven columns: the same, simulated"},
    {"distance", "", COLUMN_ONE,
     "total variation: share of persons in another bin, 0 to 1"},
    {"distance_before", "", COLUMN_ONE,
     "the same of the bins observed in the period before: what a naive "
     "predictor reaches"},
    {NULL, NULL, COLUMN_ONE, NULL}};

static void note(struct tsv *out, struct diag *d, const char *text)
{
    tsv_note(out, "warning", text);
    diag_warning(d, NULL, "%s", text);
}

static const char *base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* What both tables tell of the days. */
static void print_days(const struct world *w, struct tsv *out, struct diag *d)
{
    double persons = 0, excluded = 0;
    char text[1000];
    for (int c = 0; c < w->cells; c++) {
        persons += cell_persons(w->cell[c].observed);
        excluded += w->cell[c].excluded;
    }
    snprintf(text, sizeof text, "%d scenario%s, %s%s%s", w->files,
             w->files == 1 ? "" : "s", base(w->file[0]),
             w->files > 1 ? " to " : "",
             w->files > 1 ? base(w->file[w->files - 1]) : "");
    tsv_note(out, "from", text);
    for (int i = 0; i < w->sets; i++)
        tsv_note(out, "set", w->set[i]);
    tsv_note(out, "observed", base(w->observed));
    snprintf(text, sizeof text, "%d, by %s and %s", w->cells,
             w->airports ? "airport" : "terminal", period_names[w->by]);
    tsv_note(out, "cells", text);
    snprintf(text, sizeof text, "%d of each day, %s", w->replications,
             w->same ? "with the same seed"
                     : "seeds plus the day's number since 1970-01-01");
    tsv_note(out, "replications", text);
    snprintf(text, sizeof text,
             "%.0f observed with a time; %.0f (%.1f%%) Excluded: simulated, "
             "but in no observed bin",
             persons, excluded, 100 * excluded / (persons + excluded));
    tsv_note(out, "persons", text);
    if (w->inside > 0.005 * w->travellers) {
        snprintf(text, sizeof text,
                 "%.1f%% of the travellers were still inside when the runs "
                 "ended; they count as over 120 minutes",
                 100 * w->inside / w->travellers);
        note(out, d, text);
    }
}

/* ---- parameters ---- */

/* Half a range and more: nobody would call it fitted. */
static const double flat_length = 0.25, at_bound = 0.01;

static void warn_of_flat(const struct calibration *c, int direction,
                         struct tsv *out, struct diag *d)
{
    const struct world *w = c->world;
    const struct valley *v = &c->valley;
    char text[1500];
    int used = snprintf(text, sizeof text,
                        "not told apart: %.0f%% of the ranges along",
                        100 * v->length[direction]);
    for (int i = 0; i < v->n && used < (int)sizeof text; i++)
        if (fabs(v->direction[direction][i]) >= 0.2)
            used +=
                snprintf(text + used, sizeof text - (size_t)used, " %+.2f %s",
                         v->direction[direction][i], w->parameter[i].path);
    if (used < (int)sizeof text)
        snprintf(text + used, sizeof text - (size_t)used,
                 " change the distance by less than the noise");
    note(out, d, text);
}

static void print_warnings(const struct calibration *c, struct tsv *out,
                           struct diag *d)
{
    const struct world *w = c->world;
    char text[1000];
    if (!c->search.met) {
        snprintf(text, sizeof text,
                 "the search ended after %d trials before it settled; give it "
                 "more with --trials",
                 c->search.tried);
        note(out, d, text);
    }
    for (int i = 0; i < w->parameters; i++) {
        double place = c->search.best[i];
        if (place > at_bound && place < 1 - at_bound)
            continue;
        snprintf(text, sizeof text,
                 "%s ended at its %s: the best value may lie beyond, or the "
                 "model lacks what it stands for",
                 w->parameter[i].path, place < 0.5 ? "least" : "greatest");
        note(out, d, text);
    }
    for (int k = 0; k < c->valley.n; k++)
        if (c->valley.length[k] >= flat_length)
            warn_of_flat(c, k, out, d);
}

static double within(const struct parameter *p, double value)
{
    return fmin(fmax(value, p->least), p->greatest);
}

static void print_parameter(const struct calibration *c, int i, struct tsv *out)
{
    const struct parameter *p = &c->world->parameter[i];
    double reach = c->valley.reach[i] * (p->greatest - p->least);
    tsv_text(out, p->path);
    tsv_text(out, *p->unit ? p->unit : "1");
    tsv_number(out, p->start);
    tsv_number(out, p->least);
    tsv_number(out, p->greatest);
    tsv_number(out, c->value[i]);
    tsv_number(out, within(p, c->value[i] - reach));
    tsv_number(out, within(p, c->value[i] + reach));
    tsv_number(out, c->valley.direction[0][i]);
    tsv_number(out, c->objective);
    tsv_number(out, c->start);
    tsv_number(out, c->chance);
    tsv_number(out, c->noise);
    tsv_count(out, c->tried);
    tsv_end_row(out);
}

void calibration_print(const struct calibration *c, FILE *to, struct diag *d)
{
    struct tsv out = {to, 0};
    tsv_note(&out, "format", "calibrate 1");
    print_days(c->world, &out, d);
    tsv_note(&out, "note",
             "a fit of these days; hold it against days that were not fitted. "
             "The range from-to knows chance only, not what the model lacks");
    print_warnings(c, &out, d);
    tsv_names(&out, calibration_columns);
    tsv_end_row(&out);
    for (int i = 0; i < c->world->parameters; i++)
        print_parameter(c, i, &out);
}

/* ---- cells ---- */

static void print_shares(const double bin[AWT_BINS], struct tsv *out)
{
    double all = cell_persons(bin);
    for (int b = 0; b < AWT_BINS; b++)
        tsv_number(out, all > 0 ? bin[b] / all : NAN);
}

void calibration_print_cells(const struct world *w, FILE *to, struct diag *d)
{
    struct tsv out = {to, 0};
    char text[PERIOD_TEXT];
    tsv_note(&out, "format", "calibrate-cells 1");
    print_days(w, &out, d);
    fit_table_names(calibration_cell_columns, &out);
    for (int c = 0; c < w->cells; c++) {
        const struct cell *x = &w->cell[c];
        period_print(w->by, x->period, text);
        tsv_text(&out, x->place);
        tsv_text(&out, text);
        tsv_count(&out, (long long)cell_persons(x->observed));
        tsv_count(&out, (long long)x->excluded);
        print_shares(x->observed, &out);
        print_shares(x->simulated, &out);
        tsv_number(&out, fit_bins_distance(x->observed, x->simulated));
        tsv_number(&out, fit_bins_distance(x->observed, x->before));
        tsv_end_row(&out);
    }
}
