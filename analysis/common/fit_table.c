/* fit_table -- the table of poesim validate: observed times beside simulated
 * ones. */
#include "analysis/common/fit_table.h"

#include <stdio.h>
#include <string.h>

#include "models/civil.h"

static const char *const bin_name[AWT_BINS] = {
    "0_15", "16_30", "31_45", "46_60", "61_90", "91_120", "over_120"};

const struct column fit_table_columns[] = {
    {"port", "", COLUMN_ONE, "airport and terminal"},
    {"date", "", COLUMN_ONE, "of landing; all: all days"},
    {"hour", "", COLUMN_ONE,
     "of landing (block time); day: the whole day; "
     "all: every hour of all days"},
    {"observed_persons", "", COLUMN_ONE, "with a time"},
    {"excluded_persons", "", COLUMN_ONE, "came, but were not timed"},
    {"simulated_persons", "", COLUMN_ONE, "finished, mean of replications"},
    {"observed_mean", "min", COLUMN_ONE, "published, in whole minutes"},
    {"simulated_mean", "min", COLUMN_BAND,
     "mean time; the band is where single "
     "days lie"},
    {"observed_BIN", "", COLUMN_ONE,
     "seven columns: share of persons with a "
     "time of BIN minutes"},
    {"simulated_BIN", "", COLUMN_ONE, "seven columns: the same, simulated"},
    {"distance", "", COLUMN_ONE,
     "total variation: share of persons in another "
     "bin, 0 to 1"},
    {"distance_chance", "", COLUMN_ONE,
     "the same of one replication from the "
     "others: what chance alone makes"},
    {NULL, NULL, COLUMN_ONE, NULL}};

void fit_table_names(const struct column *of, struct tsv *out)
{
    struct column list[] = {*of, *of};
    char name[40];

    for (const struct column *c = of; c->name; c++) {
        bool bins = strstr(c->name, "_BIN") != NULL;
        list[0] = *c;
        list[1].name = NULL;
        for (int b = 0; bins && b < AWT_BINS; b++) {
            snprintf(name, sizeof name, "%.*s%s",
                     (int)(strlen(c->name) - strlen("BIN")), c->name,
                     bin_name[b]);
            list[0].name = name;
            tsv_names(out, list);
        }
        if (!bins)
            tsv_names(out, list);
    }
    tsv_end_row(out);
}

int fit_table_row(const struct fit *f, const char *port, int32_t day, int hour,
                  struct tsv *out)
{
    char date[11] = "all", clock[24] = "all";
    double observed[AWT_BINS], simulated[AWT_BINS], persons = 0, timed = 0;
    struct estimate mean;
    if (fit_simulated_mean(f, &mean) != 0)
        return -1;
    fit_shares(f, observed, simulated);
    for (int b = 0; b < AWT_BINS; b++)
        timed += f->observed[b];
    for (int r = 0; r < f->replications; r++)
        persons += f->persons[r] / f->replications;
    if (day != DAY_ALL)
        civil_print_date(day, date);
    if (hour == HOUR_DAY)
        snprintf(clock, sizeof clock, "day");
    else if (hour >= 0)
        snprintf(clock, sizeof clock, "%02d:00", hour);
    tsv_text(out, port);
    tsv_text(out, date);
    tsv_text(out, clock);
    tsv_count(out, (long long)timed);
    tsv_count(out, (long long)f->excluded);
    tsv_number(out, persons);
    tsv_number(out, fit_observed_mean(f));
    tsv_estimate(out, &mean, COLUMN_BAND);
    for (int b = 0; b < AWT_BINS; b++)
        tsv_number(out, observed[b]);
    for (int b = 0; b < AWT_BINS; b++)
        tsv_number(out, simulated[b]);
    tsv_number(out, fit_distance(f));
    tsv_number(out, fit_chance(f));
    tsv_end_row(out);
    return 0;
}
