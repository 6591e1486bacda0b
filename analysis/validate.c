/* poesim validate: the time from block to the end of primary, simulated beside
 * what CBP published for the same hours. Tables of results in, one TSV out. */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/common/fit.h"
#include "analysis/common/fit_read.h"
#include "analysis/common/input.h"
#include "analysis/common/tsv.h"
#include "models/civil.h"
#include "sim/io/awt.h"
#include "sim/io/awt_scenario.h"

enum { DONE, USAGE = 2, CONTENT = 3, FILES = 4, MEMORY = 5 };
enum { HOUR_DAY = -1, HOUR_ALL = -2 }; /* rows that are sums */

static const char *const bin_name[AWT_BINS] = {
    "0_15", "16_30", "31_45", "46_60", "61_90", "91_120", "over_120"};

static const struct column columns[] = {
    {"port", "", COLUMN_ONE, "airport and terminal"},
    {"date", "", COLUMN_ONE, "of landing"},
    {"hour", "", COLUMN_ONE,
     "of landing (block time); day: the whole day; "
     "all: all days"},
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

struct request {
    char **file; /* results, then the table of observed times */
    int files;
    const char *airport, *terminal, *date;
};

static void print_help(FILE *out)
{
    fputs("usage: poesim validate DAY.h5... FILE.csv > fit.tsv\n"
          "\n"
          "Sets the simulated time from block to the end of primary, less the "
          "scenario's walk,\nbeside CBP's Airport Wait Times in FILE.csv. "
          "DAY.h5: runs of scenarios that poesim\nimport awt made.\n"
          "\n"
          "  --airport CODE --terminal NAME --date DATE   other rows than the "
          "scenario names\n"
          "\nColumns:\n",
          out);
    tsv_explain(out, columns);
    fputs("\n*** followed by _lo and _hi: 95% confidence interval of the mean, "
          "and by _q05 and\n    _q95: 5th and 95th percentile over "
          "replications. nan: no data.\n",
          out);
}

static int usage_error(const char *what, const char *which)
{
    fprintf(stderr,
            "poesim validate: %s%s\nusage: poesim validate DAY.h5... FILE.csv "
            "> fit.tsv\npoesim validate --help says what the columns mean\n",
            what, which);
    return USAGE;
}

/* DONE with files to go on; without: nothing is left to do. */
static int read_command(int argc, char **argv, struct request *q)
{
    const struct {
        const char *name;
        const char **value;
    } option[] = {{"--airport", &q->airport},
                  {"--terminal", &q->terminal},
                  {"--date", &q->date}};
    for (int i = 1; i < argc; i++) {
        int k = 0;
        while (k < 3 && strcmp(argv[i], option[k].name) != 0)
            k++;
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_help(stdout);
            q->files = 0;
            return DONE;
        }
        if (k < 3 && i + 1 < argc)
            *option[k].value = argv[++i];
        else if (k < 3)
            return usage_error("no value after ", argv[i]);
        else if (argv[i][0] == '-')
            return usage_error("unknown option ", argv[i]);
        else
            q->file[q->files++] = argv[i];
    }
    if (q->files < 2)
        return usage_error("results and a table of observed times are needed",
                           "");
    return DONE;
}

/* ---- the table ---- */

static void print_names(struct tsv *out)
{
    struct column list[] = {columns[0], columns[0]};
    for (const struct column *c = columns; c->name; c++) {
        bool bins = strstr(c->name, "_BIN") != NULL;
        list[0] = *c;
        list[1].name = NULL;
        for (int b = 0; bins && b < AWT_BINS; b++) {
            char name[40];
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

static int print_row(const struct fit *f, const char *port, int32_t day,
                     int hour, struct tsv *out)
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
    if (hour != HOUR_ALL)
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

/* Rows of one day of one terminal; they are added to `all`. `first`: the run's
 * first day, which need not be the one that it is compared with. */
static int print_day(const struct input *in, const struct awt_journey *j,
                     int32_t first, const struct awt_day *x, struct fit *all,
                     struct tsv *out)
{
    struct fit day = {0}, hour = {0};
    int bad = fit_init(&day, in->replications);
    for (int h = 0; h < AWT_HOURS && !bad; h++) {
        if (!x->hour[h].line)
            continue;
        bad = fit_init(&hour, in->replications);
        if (!bad) {
            fit_add_observed(&hour, &x->hour[h]);
            fit_add_simulated(&hour, in, j, first, h);
            fit_add(&day, &hour);
            bad = print_row(&hour, j->port_id, x->day, h, out);
        }
        fit_release(&hour);
    }
    if (!bad)
        bad = print_row(&day, j->port_id, x->day, HOUR_DAY, out);
    if (!bad)
        fit_add(all, &day);
    fit_release(&day);
    return bad ? MEMORY : DONE;
}

/* ---- files ---- */

static void print_origin(const struct input *in, const struct awt_scenario *s,
                         const char *observed, struct tsv *out)
{
    char text[1000];
    snprintf(text, sizeof text,
             "%s (scenario %s, seed %" PRIu64 ", %d replications, poesim %s)",
             in->file, in->about->scenario_id, in->about->seed,
             in->replications, in->about->version);
    tsv_note(out, "from", text);
    tsv_note(out, "observed", observed);
    for (int k = 0; k < s->journeys; k++) {
        snprintf(text, sizeof text, "%s of %s, as the scenario says",
                 s->journey[k].less, s->journey[k].port_id);
        tsv_note(out, "walk taken off", text);
    }
    size_t n;
    const struct replications_row *row = input_rows(in, TABLE_replications, &n);
    int64_t inside = 0;
    for (size_t i = 0; i < n; i++)
        inside += row[i].still_inside;
    if (inside) {
        snprintf(text, sizeof text,
                 "%.6g persons a replication were still inside at the end: "
                 "the longest simulated times are missing",
                 (double)inside / (double)n);
        tsv_note(out, "warning", text);
    }
}

/* Everything that the command line asks of one run. */
struct comparison {
    const struct request *q;
    struct tsv out;
    struct fit all; /* of the days so far */
    int days;
};

static int compare_days(struct comparison *c, const struct input *in,
                        const struct awt_scenario *s, struct diag *d)
{
    const struct request *q = c->q;
    const char *observed = q->file[q->files - 1];
    const char *slash = strrchr(observed, '/');
    bool named = q->airport || q->terminal;
    print_origin(in, s, slash ? slash + 1 : observed, &c->out);
    if (c->days == 0)
        print_names(&c->out);
    for (int k = 0; k < s->journeys; k++) {
        const struct awt_journey *j = &s->journey[k];
        struct awt_query query = {q->airport, q->terminal,
                                  named ? NULL : j->port_id, s->day};
        struct arena a = {0};
        struct awt_day day;
        if (q->date)
            awt_date(q->date, &query.day);
        int bad = awt_load(&day, observed, &query, &a, d);
        int code = bad == -2 ? FILES : CONTENT;
        if (!bad)
            code = print_day(in, j, s->day, &day, &c->all, &c->out);
        arena_release(&a);
        if (code != DONE)
            return code;
        c->days++;
    }
    return DONE;
}

/* Can this file be compared, alone and with those before it? */
static int check_input(struct comparison *c, const struct input *in,
                       const struct awt_scenario *s, const char *path,
                       struct diag *d)
{
    struct origin at = {path, 0, 0, NULL};
    int before = d->count;
    if (US_PER_H % in->about->interval_us != 0)
        diag_error(d, &at,
                   "its intervals do not fit into hours; run it again "
                   "with interval=\"15 min\"");
    if (s->journeys > 1 && (c->q->airport || c->q->terminal))
        diag_error(d, &at,
                   "the scenario has %d journeys \"awt\"; --airport and "
                   "--terminal name the rows of one",
                   s->journeys);
    if (!c->all.persons && fit_init(&c->all, in->replications) != 0)
        return MEMORY;
    if (c->all.replications != in->replications)
        diag_error(d, &at,
                   "has %d replications, the first file %d; days are added "
                   "replication by replication, so give all the same number",
                   in->replications, c->all.replications);
    return d->count > before ? CONTENT : DONE;
}

static int compare(struct comparison *c, const char *path, struct diag *d)
{
    static const enum result_table tables[] = {TABLE_journeys,
                                               TABLE_journey_bins, TABLES};
    struct input in;
    struct arena a = {0};
    struct awt_scenario s;
    int code = FILES;
    if (input_read(&in, path, tables, d) == 0)
        code = awt_scenario_read(&s, in.about->scenario, &a, d) == 0
                   ? check_input(c, &in, &s, path, d)
                   : CONTENT;
    if (code == DONE)
        code = compare_days(c, &in, &s, d);
    arena_release(&a);
    input_release(&in);
    return code;
}

/* The table is shown whole or not at all. */
static int run(struct comparison *c, struct diag *d)
{
    char *text = NULL;
    size_t size = 0;
    c->out.out = open_memstream(&text, &size);
    if (!c->out.out)
        return MEMORY;
    tsv_note(&c->out, "format", "validate 1");
    tsv_note(&c->out, "measure",
             "block time to the end of primary inspection, less an assumed "
             "walk; not a wait in a queue");
    int code = DONE;
    for (int i = 0; i < c->q->files - 1 && code == DONE; i++)
        code = compare(c, c->q->file[i], d);
    if (code == DONE && c->days > 1 &&
        print_row(&c->all, "all", 0, HOUR_ALL, &c->out) != 0)
        code = MEMORY;
    if (fclose(c->out.out) != 0)
        code = MEMORY;
    if (code == DONE &&
        (fwrite(text, 1, size, stdout) != size || fflush(stdout) != 0)) {
        diag_error(d, NULL, "cannot write the table: %s", strerror(errno));
        code = FILES;
    }
    if (code == MEMORY)
        diag_error(d, NULL, "memory is short");
    free(text);
    fit_release(&c->all);
    return code;
}

int main(int argc, char **argv)
{
    struct request q = {.file = argv}; /* its files move to the front */
    int code = read_command(argc, argv, &q);
    if (code != DONE || q.files == 0)
        return code;
    int32_t day;
    const char *wrong = q.date ? awt_date(q.date, &day) : NULL;
    if (wrong)
        return usage_error("--date ", wrong);
    gsl_set_error_handler_off(); /* it would abort */
    struct diag d = {0};
    struct comparison c = {.q = &q};
    code = run(&c, &d);
    diag_print(&d, stderr);
    diag_release(&d);
    return code;
}
