/* poesim validate: the time from block to the end of primary, simulated beside
 * what CBP published for the same hours. Tables of results in, one TSV out. */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/common/fit.h"
#include "analysis/common/fit_head.h"
#include "analysis/common/fit_read.h"
#include "analysis/common/fit_table.h"
#include "analysis/common/program.h"

enum { DONE, USAGE = 2, CONTENT = 3, FILES = 4, MEMORY = 5 };

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
    tsv_explain(out, fit_table_columns);
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

/* The same file under this or another name. */
static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return strcmp(a, b) == 0 || (stat(a, &x) == 0 && stat(b, &y) == 0 &&
                                 x.st_dev == y.st_dev && x.st_ino == y.st_ino);
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
        bool version = strcmp(argv[i], "--version") == 0;
        if (version || strcmp(argv[i], "--help") == 0 ||
            strcmp(argv[i], "-h") == 0) {
            if (version)
                puts("poesim " POESIM_VERSION);
            else
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
    for (int i = 0; i < q->files; i++)
        for (int k = 0; k < i; k++)
            if (same_file(q->file[k], q->file[i]))
                return usage_error("a file counts once, but this one is given "
                                   "twice: ",
                                   q->file[i]);
    return DONE;
}

/* Everything that the command line asks of one run. */
struct comparison {
    const struct request *q;
    struct tsv out; /* rows */
    struct fit_head head;
    struct fit hour[AWT_HOURS]; /* of all days so far */
    struct fit all;
};

/* Rows of one day of one terminal; they are added to those of all days.
 * `first`: the run's first day, which need not be the one that it is compared
 * with. */
static int print_day(struct comparison *c, const struct input *in,
                     const struct awt_journey *j, int32_t first,
                     const struct awt_day *x)
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
            fit_add(&c->hour[h], &hour);
            bad = fit_table_row(&hour, j->port_id, x->day, h, &c->out);
        }
        fit_release(&hour);
    }
    if (!bad)
        bad = fit_table_row(&day, j->port_id, x->day, HOUR_DAY, &c->out);
    if (!bad)
        fit_add(&c->all, &day);
    fit_release(&day);
    return bad || fit_head_day(&c->head, x, first, j->port_id) ? MEMORY : DONE;
}

/* What several days are together, by hour and in all. */
static int print_all(struct comparison *c)
{
    for (int h = 0; h < AWT_HOURS; h++) {
        double observed = c->hour[h].excluded;
        for (int b = 0; b < AWT_BINS; b++)
            observed += c->hour[h].observed[b];
        if (observed > 0 &&
            fit_table_row(&c->hour[h], "all", DAY_ALL, h, &c->out) != 0)
            return MEMORY;
    }
    return fit_table_row(&c->all, "all", DAY_ALL, HOUR_ALL, &c->out) != 0
               ? MEMORY
               : DONE;
}

/* ---- files ---- */

static int compare_days(struct comparison *c, const struct input *in,
                        const struct awt_scenario *s, struct diag *d)
{
    const struct request *q = c->q;
    const char *observed = q->file[q->files - 1];
    bool named = q->airport || q->terminal;
    if (fit_head_file(&c->head, in, s) != 0)
        return MEMORY;
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
            code = print_day(c, in, j, s->day, &day);
        arena_release(&a);
        if (code != DONE)
            return code;
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
    int bad = !c->all.persons && fit_init(&c->all, in->replications) != 0;
    for (int h = 0; h < AWT_HOURS && !bad; h++)
        bad =
            !c->hour[h].persons && fit_init(&c->hour[h], in->replications) != 0;
    if (bad)
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

/* Head and rows: the head tells of all files, so it is written last. */
static int show(const struct comparison *c, const char *rows, struct diag *d)
{
    const char *observed = c->q->file[c->q->files - 1];
    const char *slash = strrchr(observed, '/');
    struct tsv out = {stdout, 0};
    fit_head_print(&c->head, slash ? slash + 1 : observed, &out, d);
    fit_table_names(fit_table_columns, &out);
    if (fputs(rows, stdout) != EOF && fflush(stdout) == 0 && !ferror(stdout))
        return DONE;
    diag_error(d, NULL, "cannot write the table: %s", strerror(errno));
    return FILES;
}

/* The table is shown whole or not at all. */
static int run(struct comparison *c, struct diag *d)
{
    char *text = NULL;
    size_t size = 0;
    c->out.out = open_memstream(&text, &size);
    if (!c->out.out)
        return MEMORY;
    int code = DONE;
    for (int i = 0; i < c->q->files - 1 && code == DONE; i++)
        code = compare(c, c->q->file[i], d);
    if (code == DONE && c->head.days > 1)
        code = print_all(c);
    if (fclose(c->out.out) != 0)
        code = MEMORY;
    if (code == DONE)
        code = show(c, text, d);
    if (code == MEMORY)
        diag_error(d, NULL, "memory is short");
    free(text);
    fit_release(&c->all);
    for (int h = 0; h < AWT_HOURS; h++)
        fit_release(&c->hour[h]);
    fit_head_release(&c->head);
    return code;
}

int main(int argc, char **argv)
{
    struct request q = {.file = argv}; /* its files move to the front */
    int code = read_command(argc, argv, &q);
    if (code != DONE || q.files == 0)
        return program_close("validate", code);
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
