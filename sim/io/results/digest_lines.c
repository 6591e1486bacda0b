/* digest_lines -- one line a digest, in the order in which one thing follows
 * from another: what was asked for, drawn, done, counted, derived. */
#include "sim/io/results/digest_lines.h"

#include <inttypes.h>
#include <stdio.h>

#include "sim/engine/keyed.h"
#include "sim/io/results/results_digest.h"
#include "sim/io/results/results_fields.h"
#include "sim/io/results/results_file.h"

static void line(const char *kind, const char *part, uint64_t digest)
{
    printf("%s\t%s\t%016" PRIx64 "\n", kind, part, digest);
}

/* Of the texts and of their places. */
static uint64_t digest_names(const struct name_table *names)
{
    uint64_t hash = 0;

    for (int k = 0; k < NAME_KINDS; k++) {
        hash = mix64(hash + key_hash(name_kind_paths[k]));
        for (int i = 0; i < names->count[k]; i++)
            hash = mix64(hash + key_hash(names->name[k][i]));
    }
    return hash;
}

static void print_tables(const struct results_digest *g, bool derived)
{
    const char *kind = derived ? "derived" : "counters";
    uint64_t total = 0;

    for (int t = 0; t < TABLES; t++) {
        uint64_t one = derived ? g->table[t].derived : g->table[t].counters;

        if (derived && !results_digest_derives((enum result_table)t))
            continue;
        line(kind, results_fields((enum result_table)t).path, one);
        total += one;
    }
    line(kind, "total", total);
}

static int add_rows(struct results_reader *r, struct results_digest *g,
                    struct diag *d)
{
    const struct results_about *about = results_reader_about(r);
    struct results rows = {0};
    int32_t at = about->shard.first, end = at + about->replications, n = 0;
    int bad = 0;

    for (; !bad && at < end; at += n) {
        bad = results_reader_some(r, at, end - at, &rows, &n, d);
        if (!bad)
            results_digest_add(g, &rows);
    }
    results_release(&rows);
    return bad;
}

int digest_lines_print(const char *path, struct diag *d)
{
    struct results_digest g = {0};
    struct results_reader *r;

    if (results_reader_open(&r, path, d) < 0)
        return -1;
    const struct results_about *about = results_reader_about(r);
    int bad = add_rows(r, &g, d);
    if (!bad) {
        line("input", "seed", about->seed);
        line("input", "scenario", key_hash(about->scenario));
        line("input", "names", digest_names(results_reader_names(r)));
        line("draws", "quantiles", about->quantile_digest);
        line("draws", "arrivals", g.arrivals);
        line("draws", "total", about->quantile_digest + g.arrivals);
        line("events", "total", g.events);
        print_tables(&g, false);
        print_tables(&g, true);
    }
    results_reader_close(r);
    return bad;
}
