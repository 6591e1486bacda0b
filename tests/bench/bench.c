/* bench -- how fast `poesim run` is as users run it: from XML, with all that is
 * recorded, to the results file, on one core.
 *
 * bench POESIM FOLDER NAME,UNIT,FILE.xml...  prints "name <tab> value <tab>
 * unit" for each: million travellers in a second of processor time of the whole
 * process, the best of three; then the yardstick, the bare recursion of an
 * M/M/1 queue in the same run, since machines drift. */
#define _DEFAULT_SOURCE 1 /* wait4 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/io/results/results_file.h"

enum { ROUNDS = 3 };

/* Processor seconds of one run, or -1. */
static double run_once(const char *poesim, const char *scenario,
                       const char *out)
{
    struct rusage use;
    int status;
    pid_t child = fork();

    if (child == 0) {
        execl(poesim, poesim, "run", scenario, "-j1", "-q", "--force", "-o",
              out, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &use) < 0 || status)
        return -1;
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

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

/* `row` is "NAME,UNIT,FILE.xml". */
static int bench(const char *poesim, const char *folder, const char *row)
{
    int name = (int)strcspn(row, ","), unit;
    char out[4096];
    double best = HUGE_VAL;

    unit = row[name] ? (int)strcspn(row + name + 1, ",") : 0;
    if (!row[name] || !row[name + 1 + unit]) {
        fprintf(stderr, "bench: %s is no NAME,UNIT,FILE\n", row);
        return -1;
    }
    const char *scenario = row + name + unit + 2;
    snprintf(out, sizeof out, "%s/%.*s.h5", folder, name, row);
    for (int i = 0; i < ROUNDS; i++) {
        double s = run_once(poesim, scenario, out);
        if (s < 0) {
            fprintf(stderr, "bench: %s failed\n", scenario);
            return -1;
        }
        best = fmin(best, s);
    }
    printf("%.*s\t%.3f\t%.*s\n", name, row, travellers_in(out) / best / 1e6,
           unit, row + name + 1);
    fflush(stdout);
    return 0;
}

/* Customers of an M/M/1 queue (load 0.9) by Lindley's recursion: logarithms of
 * a 64-bit generator, nothing recorded but the sum of waits. */
static void yardstick(void)
{
    enum { CUSTOMERS = 5000000 };
    uint64_t x = 88172645463325252u;
    double arrival = 0, end = 0, sum = 0, best = HUGE_VAL;

    for (int round = 0; round < ROUNDS; round++) {
        struct rusage a, b;
        getrusage(RUSAGE_SELF, &a);
        for (int i = 0; i < CUSTOMERS; i++) {
            double u[2];
            for (int k = 0; k < 2; k++) {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                u[k] = (double)(x >> 11) * 0x1p-53 + 0x1p-54;
            }
            arrival -= log(u[0]) / 0.9;
            double start = end > arrival ? end : arrival;
            sum += start - arrival;
            end = start - log(u[1]);
        }
        getrusage(RUSAGE_SELF, &b);
        best = fmin(
            best, (double)(b.ru_utime.tv_sec - a.ru_utime.tv_sec) +
                      1e-6 * (double)(b.ru_utime.tv_usec - a.ru_utime.tv_usec));
    }
    if (!(sum > 0)) /* else the compiler may leave it out */
        fputs("bench: the yardstick waits for nobody\n", stderr);
    printf("yardstick\t%.3f\tMcust/s\n", CUSTOMERS / best / 1e6);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: bench POESIM FOLDER NAME,UNIT,SCENARIO...\n", stderr);
        return 2;
    }
    for (int i = 3; i < argc; i++)
        if (bench(argv[1], argv[2], argv[i]))
            return 1;
    yardstick();
    return 0;
}
