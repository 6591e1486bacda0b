/* merge -- looks at every shard, puts them in order, copies one by one. */
#include "sim/io/results/merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/newfile.h"
#include "sim/io/results/shard.h"

/* A shard, by number of its first replication. */
struct piece {
    const char *path;
    int32_t first, count;
};

struct merge {
    struct results_reader *reader; /* of the first named */
    struct shard_run run;          /* what it says; borrowed from it */
    struct piece *piece;
    int pieces;
    struct results_writer *writer;
    struct diag *d;
};

static int by_first(const void *x, const void *y)
{
    const struct piece *a = x, *b = y;

    return a->first != b->first ? (a->first > b->first) - (a->first < b->first)
                                : (a->count > b->count) - (a->count < b->count);
}

static int add_piece(struct merge *m, const char *path,
                     struct results_reader *r)
{
    struct origin at = {.file = path};
    const struct results_about *about = results_reader_about(r);
    const struct shard_run there = {about, results_reader_names(r)};

    if (!about->shard.of) {
        diag_error(m->d, &at,
                   "is the file of a whole run, not a shard; there is nothing "
                   "to merge it with");
        return MERGE_WRONG;
    }
    if (strcmp(about->version, POESIM_VERSION)) {
        diag_error(m->d, &at,
                   "was written by poesim %s, and this is %s; merge it with "
                   "that version",
                   about->version, POESIM_VERSION);
        return MERGE_WRONG;
    }
    if (shard_agrees(&m->run, &there, path, "name the shards of one run only",
                     m->d) < 0)
        return MERGE_WRONG;
    m->piece[m->pieces++] =
        (struct piece){path, about->shard.first, about->replications};
    return 0;
}

/* Every shard is opened and checked before anything is written. */
static int look(struct merge *m, const char *const *path, int paths)
{
    for (int i = 0; i < paths; i++) {
        struct results_reader *r;

        if (results_reader_open(&r, path[i], m->d) < 0)
            return MERGE_FAILED;
        if (i == 0) {
            m->reader = r;
            m->run.about = results_reader_about(r);
            m->run.names = results_reader_names(r);
        }
        int result = add_piece(m, path[i], r);
        if (i > 0)
            results_reader_close(r);
        if (result < 0)
            return result;
    }
    qsort(m->piece, (size_t)m->pieces, sizeof *m->piece, by_first);
    return 0;
}

static void report_missing(const struct merge *m, int32_t from, int32_t to)
{
    diag_error(m->d, NULL,
               "replications %d to %d of %d are in no shard that was named",
               (int)from, (int)(to - 1), (int)m->run.about->shard.of);
}

/* All replications, each once; reports every gap and overlap. */
static int check_cover(const struct merge *m)
{
    int32_t at = 0, of = m->run.about->shard.of;
    int errors = m->d->count;

    for (int i = 0; i < m->pieces; i++) {
        const struct piece *p = &m->piece[i];
        struct origin where = {.file = p->path};

        if (p->first > at)
            report_missing(m, at, p->first);
        if (p->first < at)
            diag_error(m->d, &where,
                       "replications from %d on are in %s too; name one of "
                       "the two",
                       (int)p->first, m->piece[i - 1].path);
        if (p->first + p->count > at)
            at = p->first + p->count;
    }
    if (at < of)
        report_missing(m, at, of);
    return m->d->count > errors ? MERGE_WRONG : 0;
}

static int take(void *context, const struct results *rows)
{
    struct merge *m = context;

    return results_writer_add(m->writer, rows, m->d);
}

static int copy_all(struct merge *m, const volatile int *stop)
{
    int result = 0;

    for (int i = 0; i < m->pieces && !result; i++) {
        const struct piece *p = &m->piece[i];
        struct results_reader *r;

        if (results_reader_open(&r, p->path, m->d) < 0)
            return MERGE_FAILED;
        result = shard_copy(r, p->first, p->count, stop, take, m, m->d);
        results_reader_close(r);
    }
    return result;
}

static int write_out(struct merge *m, const char *out, bool force,
                     const volatile int *stop)
{
    struct results_about about = *m->run.about;
    int errors = m->d->count;

    about.replications = about.shard.of;
    about.shard = (struct results_shard){0};
    if (results_writer_open(&m->writer, out, force, &about, m->run.names, m->d))
        return MERGE_FAILED;
    int result = copy_all(m, stop);
    if (!result)
        return results_writer_close(m->writer, m->d) < 0 ? MERGE_FAILED : 0;
    results_writer_abandon(m->writer);
    return m->d->count > errors ? MERGE_FAILED : 1;
}

int merge_shards(const char *const *path, int paths, const char *out,
                 bool force, const volatile int *stop, struct diag *d)
{
    struct merge m = {.d = d};
    int result = MERGE_FAILED;

    m.piece = calloc((size_t)paths, sizeof *m.piece);
    if (!m.piece)
        newfile_error(out, "cannot write", ENOMEM, d);
    else
        result = look(&m, path, paths);
    if (!result)
        result = check_cover(&m);
    if (!result)
        result = write_out(&m, out, force, stop);
    results_reader_close(m.reader);
    free(m.piece);
    return result;
}
