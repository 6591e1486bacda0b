/* partial -- the folder, its lock, the list of shards, and the next shard. */
#include "sim/io/results/partial.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/newfile.h"

enum {
    HELD_MOST = 128 << 20, /* bytes of rows that wait for a shard */
    NAME = 48              /* bytes of "/FIRST-LAST.h5" */
};

static int no_memory(const struct partial *p, struct diag *d)
{
    newfile_error(p->folder, "cannot write", ENOMEM, d);
    return -1;
}

/* "3-17.h5": is it a name of ours, and of which replications? */
static bool shard_name(const char *name, int32_t *first, int32_t *last)
{
    char again[NAME];

    if (sscanf(name, "%" SCNd32 "-%" SCNd32 ".h5", first, last) != 2 ||
        *first < 0 || *last < *first)
        return false;
    snprintf(again, sizeof again, "%" PRId32 "-%" PRId32 ".h5", *first, *last);
    return !strcmp(name, again);
}

/* Entries of the folder that `take` wants: nonzero of it ends the search. */
typedef int entry_fn(struct partial *p, const char *name, const char *path,
                     struct diag *d);

static int each_entry(struct partial *p, entry_fn *take, struct diag *d)
{
    DIR *folder = opendir(p->folder);
    int result = 0;

    if (!folder) {
        newfile_error(p->folder, "cannot read", errno, d);
        return -1;
    }
    for (struct dirent *e; !result && (e = readdir(folder));) {
        size_t size = strlen(p->folder) + strlen(e->d_name) + 2;
        char *path = malloc(size);

        if (!path) {
            result = no_memory(p, d);
        } else {
            snprintf(path, size, "%s/%s", p->folder, e->d_name);
            result = take(p, e->d_name, path, d);
        }
        free(path);
    }
    closedir(folder);
    return result;
}

/* A shard, or what a killed process left of one. */
static bool is_ours(const char *name)
{
    int32_t first, last;

    return shard_name(name, &first, &last) || strstr(name, ".h5.tmp.");
}

static int remove_ours(struct partial *p, const char *name, const char *path,
                       struct diag *d)
{
    (void)p;
    if (!is_ours(name) || unlink(path) == 0 || errno == ENOENT)
        return 0;
    newfile_error(path, "cannot remove", errno, d);
    return -1;
}

static int remove_remains(struct partial *p, const char *name, const char *path,
                          struct diag *d)
{
    return strstr(name, ".h5.tmp.") ? remove_ours(p, name, path, d) : 0;
}

static int list_shard(struct partial *p, const char *name, const char *path,
                      struct diag *d)
{
    int32_t first, last;

    if (!shard_name(name, &first, &last))
        return 0;
    struct partial_shard *grown =
        realloc(p->shard, ((size_t)p->shards + 1) * sizeof *grown);
    char *copy = strdup(path);
    if (grown)
        p->shard = grown;
    if (!grown || !copy) {
        free(copy);
        return no_memory(p, d);
    }
    p->shard[p->shards++] =
        (struct partial_shard){first, last - first + 1, copy};
    return 0;
}

static int by_first(const void *x, const void *y)
{
    const struct partial_shard *a = x, *b = y;

    return a->first != b->first ? (a->first > b->first) - (a->first < b->first)
                                : (a->count < b->count) - (a->count > b->count);
}

/* 1: good; 0: damaged and removed, with a warning; else as partial_open(). */
static int check_shard(const struct partial *p, const struct partial_shard *s,
                       struct diag *d)
{
    struct origin at = {.file = s->path};
    struct diag found = {0};
    struct results_reader *r = NULL;
    int result = results_reader_open(&r, s->path, &found);

    diag_release(&found);
    if (result == RESULTS_DAMAGED && unlink(s->path) == 0) {
        diag_warning(d, &at,
                     "is damaged: removed, and replications %d to %d are run "
                     "again",
                     (int)s->first, (int)(s->first + s->count - 1));
        return 0;
    }
    if (result < 0) { /* once more, to say why */
        results_reader_open(&r, s->path, d);
        results_reader_close(r);
        return -1;
    }
    const struct results_about *about = results_reader_about(r);
    const struct shard_run there = {about, results_reader_names(r)};
    result = shard_agrees(&p->run, &there, s->path,
                          "run with the options of then, or with --force and "
                          "without --resume to begin anew",
                          d) < 0
                 ? PARTIAL_FOREIGN
                 : 1;
    if (result == 1 && (!about->shard.of || about->shard.first != s->first ||
                        about->replications != s->count)) {
        diag_error(d, &at,
                   "holds other replications than its name says; remove it");
        result = PARTIAL_FOREIGN;
    }
    results_reader_close(r);
    return result;
}

/* Leaves the good ones in order; one that overlaps is not needed. */
static int check_shards(struct partial *p, struct diag *d)
{
    int32_t end = 0;
    int good = 0, result = 0;

    if (p->shards)
        qsort(p->shard, (size_t)p->shards, sizeof *p->shard, by_first);
    for (int i = 0; i < p->shards; i++) {
        struct partial_shard s = p->shard[i];
        int one = result < 0 ? 0 : check_shard(p, &s, d);

        if (one == 1 && s.first >= end) {
            end = s.first + s.count;
            p->shard[good++] = s;
        } else {
            free(s.path);
        }
        if (one < 0)
            result = one;
    }
    p->shards = good;
    return result;
}

/* 0: locked, or not there. */
static int lock_folder(struct partial *p, struct diag *d)
{
    struct origin at = {.file = p->folder};

    p->lock = open(p->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (p->lock < 0 && errno == ENOENT)
        return 0;
    if (p->lock < 0) {
        newfile_error(p->folder, "cannot keep finished replications there",
                      errno, d);
        return -1;
    }
    if (flock(p->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return 0; /* some file systems have no locks */
    diag_error(d, &at,
               "another run writes there now; wait for it, or choose another "
               "name with -o");
    return -1;
}

static int find_shards(struct partial *p, const struct partial_options *how,
                       struct diag *d)
{
    struct origin at = {.file = p->folder};

    if (each_entry(p, remove_remains, d) || each_entry(p, list_shard, d))
        return -1;
    if (how->resume)
        return check_shards(p, d);
    if (!p->shards)
        return 0;
    if (!how->force) {
        diag_error(d, &at,
                   "holds what an interrupted run has finished; --resume goes "
                   "on from there, --force removes it and begins anew");
        return -1;
    }
    if (each_entry(p, remove_ours, d))
        return -1;
    while (p->shards > 0)
        free(p->shard[--p->shards].path);
    return 0;
}

int partial_open(struct partial *p, const char *out,
                 const struct shard_run *run, const struct partial_options *how,
                 struct diag *d)
{
    size_t size = strlen(out) + sizeof ".partial";

    *p = (struct partial){.lock = -1, .run = *run, .every_s = how->every_s};
    clock_gettime(CLOCK_MONOTONIC, &p->since);
    p->folder = malloc(size);
    if (!p->folder) {
        newfile_error(out, "cannot write", ENOMEM, d);
        return -1;
    }
    snprintf(p->folder, size, "%s.partial", out);
    int result = lock_folder(p, d);
    if (!result && p->lock >= 0)
        result = find_shards(p, how, d);
    if (result < 0)
        partial_close(p);
    return result;
}

int32_t partial_stretch(const struct partial *p, int32_t at, int32_t end,
                        int *k)
{
    int32_t next = end;

    *k = -1;
    for (int i = 0; i < p->shards; i++) {
        const struct partial_shard *s = &p->shard[i];

        if (s->first > at) {
            next = s->first;
            break;
        }
        if (at < s->first + s->count) {
            next = s->first + s->count;
            *k = i;
            break;
        }
    }
    return (next < end ? next : end) - at;
}

int partial_copy(const struct partial *p, int k, int32_t first, int32_t count,
                 const volatile int *stop, shard_take_fn *take, void *context,
                 struct diag *d)
{
    struct results_reader *r;

    if (results_reader_open(&r, p->shard[k].path, d) < 0)
        return -1;
    int result = shard_copy(r, first, count, stop, take, context, d);
    results_reader_close(r);
    return result;
}

/* The folder is made when there is something to put in. */
static int make_folder(struct partial *p, struct diag *d)
{
    if (p->lock >= 0)
        return 0;
    if (mkdir(p->folder, 0777) && errno != EEXIST) {
        newfile_error(p->folder, "cannot make the folder", errno, d);
        return -1;
    }
    return lock_folder(p, d);
}

static struct results_writer *open_shard(const struct partial *p,
                                         const char *path, int32_t first,
                                         int32_t count, struct diag *d)
{
    struct results_about about = *p->run.about;
    struct results_writer *w = NULL;

    about.replications = count;
    about.shard.first = first;
    results_writer_open(&w, path, true, &about, p->run.names, d);
    return w;
}

/* The writer of the shard of these replications; NULL: reported. */
static struct results_writer *make_shard(struct partial *p, int32_t first,
                                         int32_t count, struct diag *d)
{
    size_t size = strlen(p->folder) + NAME;
    char *path = malloc(size);
    struct results_writer *w = NULL;

    if (!path) {
        no_memory(p, d);
        return NULL;
    }
    snprintf(path, size, "%s/%" PRId32 "-%" PRId32 ".h5", p->folder, first,
             first + count - 1);
    if (make_folder(p, d) == 0)
        w = open_shard(p, path, first, count, d);
    free(path);
    return w;
}

/* Add the rows and close the shard; the writer is gone in every case. */
static int end_shard(struct results_writer *w, const struct results *rows,
                     struct diag *d)
{
    if (results_writer_add(w, rows, d) == 0)
        return results_writer_close(w, d);
    results_writer_abandon(w);
    return -1;
}

int partial_flush(struct partial *p, struct diag *d)
{
    int result = 0;

    if (p->held_count) {
        struct results_writer *w =
            make_shard(p, p->held_first, p->held_count, d);
        result = w ? end_shard(w, &p->held, d) : -1;
        p->added += result ? 0 : p->held_count;
        results_clear(&p->held);
        p->held_count = 0;
    }
    clock_gettime(CLOCK_MONOTONIC, &p->since);
    return result;
}

/* A piece; too many of them go into a shard that is begun for them. */
static int add_piece(struct partial *p, int32_t replication,
                     const struct results *rows, struct diag *d)
{
    if (!p->open && results_append(&p->piece, rows) < 0)
        return no_memory(p, d);
    if (!p->open && results_bytes(&p->piece) < HELD_MOST)
        return 0;
    if (p->open)
        return results_writer_add(p->open, rows, d);
    if (partial_flush(p, d) < 0 ||
        !(p->open = make_shard(p, replication, 1, d)))
        return -1;
    int result = results_writer_add(p->open, &p->piece, d);
    results_release(&p->piece);
    return result;
}

/* The last of the pieces. */
static int end_piece(struct partial *p, const struct results *rows,
                     struct diag *d)
{
    int result = end_shard(p->open, rows, d);

    p->open = NULL;
    p->added += result ? 0 : 1;
    return result;
}

void partial_forget(struct partial *p)
{
    results_clear(&p->piece);
    results_writer_abandon(p->open);
    p->open = NULL;
}

int partial_add(struct partial *p, int32_t replication,
                const struct results *rows, bool over, struct diag *d)
{
    struct timespec now;

    if (!over)
        return add_piece(p, replication, rows, d);
    if (p->open)
        return end_piece(p, rows, d);
    /* A shard is without gaps; before one another ends. */
    if (p->held_count && replication != p->held_first + p->held_count &&
        partial_flush(p, d) < 0)
        return -1;
    if (!p->held_count)
        p->held_first = replication;
    if (results_append(&p->held, &p->piece) < 0 ||
        results_append(&p->held, rows) < 0)
        return no_memory(p, d);
    results_clear(&p->piece);
    p->held_count++;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - p->since.tv_sec < p->every_s &&
        results_bytes(&p->held) < HELD_MOST)
        return 0;
    return partial_flush(p, d);
}

void partial_remove(struct partial *p)
{
    struct diag unheard = {0}; /* the results are there; this is tidiness */

    if (p->lock >= 0 && each_entry(p, remove_ours, &unheard) == 0)
        rmdir(p->folder); /* unless somebody else put something in */
    diag_release(&unheard);
}

void partial_close(struct partial *p)
{
    if (!p->folder)
        return;
    for (int i = 0; i < p->shards; i++)
        free(p->shard[i].path);
    free(p->shard);
    results_release(&p->held);
    results_release(&p->piece);
    if (p->open) {
        results_writer_abandon(p->open);
        rmdir(p->folder); /* unless there is a shard */
    }
    free(p->folder);
    if (p->lock >= 0)
        close(p->lock);
    *p = (struct partial){.lock = -1};
}
