/* shard -- compares what files say of their runs; copies replications. */
#include "sim/io/results/shard.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHY = 320, QUOTED = 70 };

int32_t shard_total(const struct results_about *about)
{
    return about->shard.of ? about->shard.of : about->replications;
}

static bool text_differs(char why[WHY], const char *what, const char *there,
                         const char *here)
{
    if (!strcmp(there, here))
        return false;
    snprintf(why, WHY, "%s %.*s there, %.*s here", what, QUOTED, there, QUOTED,
             here);
    return true;
}

static bool number_differs(char why[WHY], const char *what, int64_t there,
                           int64_t here)
{
    if (there == here)
        return false;
    snprintf(why, WHY, "%s %" PRId64 " there, %" PRId64 " here", what, there,
             here);
    return true;
}

/* The first line that two texts do not share, without its indent. */
static bool scenario_differs(char why[WHY], const char *there, const char *here)
{
    const char *line = there, *other = here;

    while (*there && *there == *here) {
        if (*there == '\n') {
            line = there + 1;
            other = here + 1;
        }
        there++;
        here++;
    }
    if (!*there && !*here)
        return false;
    line += strspn(line, " ");
    other += strspn(other, " ");
    int n = (int)strcspn(line, "\n"), m = (int)strcspn(other, "\n");
    snprintf(why, WHY, "its scenario has \"%.*s%s\" where this has \"%.*s%s\"",
             n < QUOTED ? n : QUOTED, line, n < QUOTED ? "" : "...",
             m < QUOTED ? m : QUOTED, other, m < QUOTED ? "" : "...");
    return true;
}

static bool inputs_differ(char why[WHY], const struct results_about *there,
                          const struct results_about *here)
{
    if (number_differs(why, "files of the scenario:", there->files,
                       here->files))
        return true;
    for (int i = 0; i < here->files; i++) {
        if (text_differs(why, "a file of the scenario:", there->file[i].name,
                         here->file[i].name))
            return true;
        if (memcmp(there->file[i].sha256, here->file[i].sha256, 32)) {
            snprintf(why, WHY, "%.*s has changed since", 2 * QUOTED,
                     here->file[i].name);
            return true;
        }
    }
    return false;
}

static bool names_differ(char why[WHY], const struct name_table *there,
                         const struct name_table *here)
{
    for (int k = 0; k < NAME_KINDS; k++) {
        if (number_differs(why, name_kind_paths[k], there->count[k],
                           here->count[k]))
            return true;
        for (int i = 0; i < here->count[k]; i++) {
            const char *a = there->name[k][i], *b = here->name[k][i];

            if (text_differs(why, name_kind_paths[k], a ? a : "", b ? b : ""))
                return true;
        }
    }
    return false;
}

/* What a user has done first, what a machine has done last. */
static bool differs(char why[WHY], const struct shard_run *there,
                    const struct shard_run *here)
{
    const struct results_about *a = there->about, *b = here->about;

    return text_differs(why, "version", a->version, b->version) ||
           text_differs(why, "scenario", a->scenario_id, b->scenario_id) ||
           number_differs(why, "seed", (int64_t)a->seed, (int64_t)b->seed) ||
           number_differs(why, "replications", shard_total(a),
                          shard_total(b)) ||
           (a->shard.of && b->shard.of &&
            number_differs(why, "--travellers", a->shard.travellers,
                           b->shard.travellers)) ||
           inputs_differ(why, a, b) ||
           scenario_differs(why, a->scenario, b->scenario) ||
           number_differs(why, "start", a->start_utc_us, b->start_utc_us) ||
           number_differs(why, "duration", a->duration_us, b->duration_us) ||
           number_differs(why, "interval", a->interval_us, b->interval_us) ||
           number_differs(why, "warm-up", a->warm_up_us, b->warm_up_us) ||
           number_differs(why,
                          "another machine or mathematical library: digest of "
                          "the random times' tables",
                          (int64_t)a->quantile_digest,
                          (int64_t)b->quantile_digest) ||
           names_differ(why, there->names, here->names);
}

int shard_agrees(const struct shard_run *run, const struct shard_run *found,
                 const char *path, const char *mend, struct diag *d)
{
    struct origin at = {.file = path};
    char why[WHY];

    if (!differs(why, found, run))
        return 0;
    diag_error(d, &at, "is of another run (%s); %s", why, mend);
    return -1;
}

static void find_last(void *context, const void *value, size_t count)
{
    int32_t *last = context;
    const int32_t *number = value;

    if (count)
        *last = number[count - 1];
}

/* Does a whole run's file hold the travellers of the first so many? */
static bool keeps_travellers(struct results_reader *r, int32_t replications)
{
    struct diag unheard = {0};
    void *rows = NULL;
    size_t count = 0;
    int32_t last = -1, expected = -1;
    bool same = results_reader_rows(r, TABLE_replications, &rows, &count,
                                    &unheard) == 0 &&
                results_reader_column(r, TABLE_travellers, 0, find_last, &last,
                                      &unheard) == 0;
    const struct replications_row *row = rows;

    for (size_t i = 0; i < count; i++)
        if (row[i].replication < replications && row[i].travellers > 0)
            expected = row[i].replication;
    free(rows);
    diag_release(&unheard);
    return same && last == expected;
}

int shard_finished(const struct shard_run *run, const char *path, bool shard,
                   bool replace, struct diag *d)
{
    const struct results_about *here = run->about;
    struct origin at = {.file = path};
    struct diag unheard = {0};
    struct results_reader *r;
    int opened = results_reader_open(&r, path, &unheard), result = 1;

    diag_release(&unheard);
    if (opened < 0)
        return 0;
    const struct results_about *about = results_reader_about(r);
    const struct shard_run there = {about, results_reader_names(r)};
    if (shard_agrees(run, &there, path, "--force replaces it",
                     replace ? &unheard : d) < 0) {
        result = -1;
    } else if (shard ? about->shard.of == 0 ||
                           about->shard.first != here->shard.first ||
                           about->replications != here->replications
                     : about->shard.of > 0) {
        diag_error(replace ? &unheard : d, &at,
                   "holds other replications of this run; --force replaces it");
        result = -1;
    } else if (!shard && !keeps_travellers(r, here->shard.travellers)) {
        diag_error(replace ? &unheard : d, &at,
                   "is of this run, but with other --travellers; --force "
                   "replaces it");
        result = -1;
    }
    results_reader_close(r);
    diag_release(&unheard);
    return result < 0 && replace ? 0 : result;
}

static int copy_some(struct results_reader *r, int32_t first, int32_t end,
                     const volatile int *stop, struct results *rows,
                     shard_take_fn *take, void *context, struct diag *d)
{
    while (first < end) {
        int32_t n = 0;

        if (stop && *stop)
            return 1;
        if (results_reader_some(r, first, end - first, rows, &n, d) < 0)
            return -1;
        if (take(context, rows))
            return 1;
        first += n;
    }
    return 0;
}

int shard_copy(struct results_reader *r, int32_t first, int32_t count,
               const volatile int *stop, shard_take_fn *take, void *context,
               struct diag *d)
{
    struct results rows = {0};
    int result =
        copy_some(r, first, first + count, stop, &rows, take, context, d);

    results_release(&rows);
    return result;
}
