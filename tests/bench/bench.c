/* bench -- how fast `poesim run` is as users run it: from XML, with all that is
 * recorded, to the results file; beside a plain event loop in the same minutes,
 * as machines drift.
 *
 * bench POESIM FOLDER COMMIT PAGE [NAME...]   results go to FOLDER; the table
 * goes to stdout, and behind what stands in PAGE ("-": nowhere). Without names,
 * all rows that do not take long. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/results/results_file.h"
#include "tests/bench/bench.h"
#include "tests/bench/timing.h"

enum { ROUNDS = 3, CUSTOMERS = 1000000 };
static const char nobody[] = "/scenario/@duration=0.00001 d";

struct bench {
    const char *poesim, *folder;
    struct measure measure[MEASURES];
    struct figure figure[ROWS];
    int figures;
};

static double travellers_in(const char *path)
{
    struct results_reader *r = NULL;
    struct replications_row *row = NULL;
    struct diag d = {0};
    size_t n = 0;
    double sum = 0;

    if (!results_reader_open(&r, path, &d) &&
        !results_reader_rows(r, TABLE_replications, (void **)&row, &n, &d))
        for (size_t i = 0; i < n; i++)
            sum += (double)row[i].travellers;
    diag_print(&d, stderr);
    diag_release(&d);
    free(row);
    results_reader_close(r);
    return sum;
}

/* Best of some runs; *travellers: who came in one of them. */
static int take(const struct bench *b, const struct row *row,
                const char *const *set, const char *option, const char *jobs,
                int rounds, struct timing *t, double *travellers)
{
    char out[4096], log[4096];
    const char *argv[24] = {b->poesim, "run",     row->scenario, jobs,
                            "-q",      "--force", "-o",          out};
    int n = 8;

    for (int i = 0; i < 2 && set[i]; i++) {
        argv[n++] = "--set";
        argv[n++] = set[i];
    }
    if (option) {
        argv[n++] = "--travellers";
        argv[n++] = option;
    }
    snprintf(out, sizeof out, "%s/bench-%s.h5", b->folder, row->name);
    snprintf(log, sizeof log, "%s/bench.log", b->folder);
    if (timing_best(t, argv, log, rounds))
        return -1;
    *travellers = travellers_in(out);
    unlink(out);
    return 0;
}

/* Processor time of a traveller, without what a run of nobody takes. */
static int time_each(const struct bench *b, const struct row *row,
                     const char *const *set, double *each, double *resident)
{
    const char *const none_come[] = {nobody, NULL};
    struct timing t, empty;
    double n, none;

    if (take(b, row, set, NULL, "-j1", ROUNDS, &t, &n) ||
        take(b, row, none_come, NULL, "-j1", 3 * ROUNDS, &empty, &none))
        return -1;
    *each = (t.processor - empty.processor) / n;
    *resident = t.resident;
    return 0;
}

static int compare(const struct bench *b, const struct row *row,
                   struct figure *f)
{
    double each, first, reference;

    if (time_each(b, row, row->reference, &first, &reference) ||
        time_each(b, row, row->set, &each, &f->resident))
        return -1;
    f->value = row->value == LINEAR ? each / first : f->resident / reference;
    return 0;
}

/* With and without rows of travellers in turns, as a difference suffers most
 * from a machine that is busy. */
static int writing(const struct bench *b, const struct row *row,
                   struct figure *f)
{
    double n, with = HUGE_VAL, without = HUGE_VAL;
    struct timing t;

    for (int i = 0; i < 2 * ROUNDS; i++) {
        if (take(b, row, row->set, NULL, "-j1", 1, &t, &n))
            return -1;
        without = fmin(without, t.processor);
        if (take(b, row, row->set, "all", "-j1", 1, &t, &n))
            return -1;
        with = fmin(with, t.processor);
    }
    f->resident = t.resident;
    f->value = (with - without) / n * 1e6;
    return 0;
}

static int value_of(const struct bench *b, const struct row *row,
                    struct figure *f)
{
    struct timing t;
    double n;
    int rounds = row->takes_long ? 1 : row->value == START ? 20 : ROUNDS;
    bool two = row->value == SIDE || row->value == SECONDS;

    if (row->value == LINEAR || row->value == RESIDENT)
        return compare(b, row, f);
    if (row->value == WRITING)
        return writing(b, row, f);
    if (take(b, row, row->set, NULL, two ? "-j2" : "-j1", rounds, &t, &n))
        return -1;
    f->resident = t.resident;
    switch (row->value) {
    case RATE:
        f->value = n / t.processor / 1e6;
        break;
    case SIDE:
        f->value = n / t.wall / 1e6;
        break;
    case SECONDS:
        f->value = t.wall;
        break;
    default:
        f->value = t.processor * 1e3;
    }
    return 0;
}

/* The yardstick again, as the machine may have become slower; it must do the
 * work that it is said to do. */
static int take_measure(struct measure *m)
{
    double wait[8], best = HUGE_VAL;

    for (int i = 0; i < ROUNDS; i++)
        best = fmin(best, yardstick(m->line, CUSTOMERS, wait));
    m->now = CUSTOMERS / best / 1e6;
    if (fabs(wait[0] - m->wait) < m->margin)
        return 0;
    fprintf(stderr, "bench: the yardstick waits %g, not %g\n", wait[0],
            m->wait);
    return -1;
}

static int bench(struct bench *b, const struct row *row)
{
    struct figure *f = &b->figure[b->figures];
    struct measure *m = &b->measure[row->by];
    bool more = value_more_is_better(row->value);

    *f = (struct figure){.row = row};
    if (value_of(b, row, f))
        return -1;
    b->figures++;
    if (row->value == LINEAR || row->value == RESIDENT) {
        f->ratio = f->value;
        f->reach = row->reach;
        f->aim = row->aim;
    } else {
        if (take_measure(m))
            return -1;
        f->ratio = more ? f->value / m->now : f->value * m->now;
        f->reach = more ? row->reach / m->there : row->reach * m->there;
        f->aim = more ? row->aim / m->there : row->aim * m->there;
    }
    printf("%s\t%.4g\t%s\t%.4g\t%.4g\t%.4g\t%.0f\n", row->name, f->value,
           value_units[row->value], f->ratio, f->reach, f->aim, f->resident);
    fflush(stdout);
    return 0;
}

static bool wanted(const struct row *row, char **name, int names)
{
    for (int i = 0; i < names; i++)
        if (!strcmp(name[i], row->name))
            return true;
    return !names && !row->takes_long;
}

int main(int argc, char **argv)
{
    struct bench b;

    if (argc < 5) {
        fputs("usage: bench POESIM FOLDER COMMIT PAGE [NAME...]\n", stderr);
        return 2;
    }
    b = (struct bench){
        .poesim = argv[1],
        .folder = argv[2],
        .measure = {{&yardstick_mm1, 32.5, 0, 9, 1.5},
                    {&yardstick_mm20, 16.1, 0, 0.2754, 0.03},
                    {&yardstick_tandem, 5.40, 0, 8.39, 2.5}},
    };
    for (int i = 0; i < MEASURES; i++)
        if (take_measure(&b.measure[i]))
            return 1;
    puts("row\tvalue\tunit\tratio\treach\taim\tresident[MB]");
    for (int i = 0; i < ROWS; i++)
        if (wanted(&rows[i], argv + 5, argc - 5) && bench(&b, &rows[i]))
            return 1;
    if (!strcmp(argv[4], "-"))
        return 0;
    return page_append(argv[4], argv[3], b.measure, b.figure, b.figures) ? 1
                                                                         : 0;
}
