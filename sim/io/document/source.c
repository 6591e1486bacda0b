/*
 * source -- the files of a scenario. Everything is read into memory by
 * ourselves, so that pipes, devices, packed files and endless ones never reach
 * the XML parser.
 */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "sim/io/document/source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/wording.h"

static const char library_prefix[] = "library/";

static bool is_library(const char *path)
{
    return !strncmp(path, library_prefix, sizeof library_prefix - 1);
}

const char *source_join(struct document *x, const char *base, const char *path)
{
    if (is_library(path))
        base = "";
    char *joined = arena_alloc(x->arena, strlen(base) + strlen(path) + 1);
    return joined ? strcat(strcpy(joined, base), path) : NULL;
}

/* "a/b.xml" -> "a/", "b.xml" -> "". */
static char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    return arena_text_n(a, path, slash ? (size_t)(slash - path) + 1 : 0);
}

int source_count(struct document *x, size_t bytes, const struct origin *at,
                 struct diag *d)
{
    if (bytes <= SOURCE_MOST_BYTES - x->bytes) {
        x->bytes += bytes;
        return 0;
    }
    diag_error(d, at,
               "the files of a scenario hold more than 64 MB together (an "
               "include counts each time)");
    return -1;
}

/* Takes the text. */
static int keep(struct document *x, struct document_file f)
{
    struct document_file *more =
        realloc(x->file, ((size_t)x->files + 1) * sizeof *more);

    if (!more) {
        free((char *)(uintptr_t)f.text);
        return -1;
    }
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, f.size, (const uint8_t *)f.text);
    sha256_digest(&hash, sizeof f.sha256, f.sha256);
    x->file = more;
    x->file[x->files] = f;
    return x->files++;
}

/* All of an open file; a NUL is put behind it. NULL: errno, or 0: too long. */
static char *read_all(int fd, size_t most, size_t *size)
{
    size_t room = 1 << 16, n = 0;
    char *text = malloc(room + 1);

    while (text) {
        ssize_t got = read(fd, text + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        n += (size_t)got;
        if (!got) {
            text[n] = '\0';
            *size = n;
            return text;
        }
        if (n > most) {
            errno = 0;
            break;
        }
        if (n == room) {
            char *longer = realloc(text, 2 * room + 1);
            if (!longer)
                break;
            text = longer;
            room *= 2;
        }
    }
    free(text);
    return NULL;
}

/* 0; -1: over the limit, reported; -2: unreadable, *why says so. */
static int read_file(struct document *x, const char *path, char **text,
                     size_t *size, const struct origin *at, struct diag *d,
                     const char **why)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct stat about;
    int result = -2;

    *text = NULL;
    *why = NULL;
    if (fd < 0 || fstat(fd, &about)) {
        *why = strerror(errno);
    } else if (S_ISDIR(about.st_mode)) {
        *why = "it is a folder";
    } else if (!S_ISREG(about.st_mode)) {
        *why = "it is not an ordinary file";
    } else {
        size_t most = SOURCE_MOST_BYTES - x->bytes;
        *text = read_all(fd, most, size);
        if (*text)
            result = source_count(x, *size, at, d);
        else if (!errno)
            result = source_count(x, most + 1, at, d);
        else
            *why = strerror(errno);
    }
    if (fd >= 0)
        close(fd);
    if (result)
        free(*text);
    return result;
}

/* A folder without links and without a slash at its end; NULL: errno. */
static const char *resolve(struct document *x, const char *path)
{
    char *real = realpath(path, NULL);
    const char *kept = real ? arena_text(x->arena, real) : NULL;

    free(real);
    return kept;
}

static int set_folders(struct document *x, const char *path,
                       const struct document_options *o, struct diag *d)
{
    const char *root = o ? o->root : NULL, *library = o ? o->library : NULL;

    x->folder = folder_of(x->arena, path);
    if (!x->folder) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    x->root = resolve(x, root ? root : *x->folder ? x->folder : ".");
    if (!x->root && root) {
        struct origin at = {root, 0, 0, NULL};
        diag_error(d, &at, "the root folder cannot be used: %s",
                   strerror(errno));
        return -1;
    }
    x->library = library ? resolve(x, library) : NULL;
    return 0;
}

static int keep_main(struct document *x, const char *path, const char *text,
                     size_t size, struct diag *d)
{
    struct document_file f = {.name = arena_text(x->arena, path),
                              .path = resolve(x, path),
                              .base = "",
                              .text = text,
                              .size = size};
    if (!f.path)
        f.path = f.name;
    if (!f.name || keep(x, f) < 0) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    return 0;
}

int source_main(struct document *x, const char *path,
                const struct document_options *o, struct diag *d)
{
    char *text;
    size_t size;
    const char *why;
    struct origin at = {arena_text(x->arena, path), 0, 0, NULL};

    int result = read_file(x, path, &text, &size, &at, d, &why);
    if (result) {
        if (result == -2)
            diag_error(d, &at, "the scenario cannot be read: %s", why);
        return result;
    }
    if (set_folders(x, path, o, d)) {
        free(text);
        return -1;
    }
    return keep_main(x, path, text, size, d);
}

int source_main_memory(struct document *x, const char *name, const char *text,
                       size_t size, const struct document_options *o,
                       struct diag *d)
{
    struct origin at = {arena_text(x->arena, name), 0, 0, NULL};

    if (source_count(x, size, &at, d) || set_folders(x, name, o, d))
        return -1;
    char *copy = malloc(size + 1);
    if (!copy) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    if (size)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return keep_main(x, name, copy, size, d);
}

static bool lies_beneath(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return !strncmp(path, folder, n) &&
           (path[n] == '/' || (n == 1 && *folder == '/'));
}

/* Where the path is on disk, links followed; NULL: reported. */
static const char *find(struct document *x, const char *path,
                        const struct origin *at, struct diag *d)
{
    char value[WORDING_VALUE];
    bool library = is_library(path);
    const char *limit = library ? x->library : x->root;

    wording_value(value, path);
    if (*path == '/' || strstr(path, "://")) {
        diag_error(d, at,
                   "\"%s\" is not allowed; write a path relative to this file, "
                   "or \"library/...\"",
                   value);
        return NULL;
    }
    if (!limit) {
        diag_error(d, at, "\"%s\" cannot be read: there is no %s folder", value,
                   library ? "library" : "root");
        return NULL;
    }
    const char *start = library ? x->library : x->folder;
    const char *rest = library ? path + sizeof library_prefix - 2 : path;
    char *disk = arena_alloc(x->arena, strlen(start) + strlen(rest) + 1);
    errno = ENOMEM;
    const char *real =
        disk ? resolve(x, strcat(strcpy(disk, start), rest)) : NULL;
    if (!real) {
        diag_error(d, at, "\"%s\" cannot be read: %s", value, strerror(errno));
    } else if (!lies_beneath(real, limit)) {
        diag_error(d, at,
                   "\"%s\" lies outside of %s; keep it beneath the main file's "
                   "folder, or name a wider one with --root",
                   value, library ? "the library" : "the root folder");
        real = NULL;
    }
    return real;
}

int source_read(struct document *x, const char *path, const struct origin *at,
                struct diag *d)
{
    char value[WORDING_VALUE];
    const char *why, *real = find(x, path, at, d);
    char *text;
    size_t size;

    if (!real)
        return -1;
    for (int i = 0; i < x->files; i++)
        if (!strcmp(x->file[i].path, real))
            return i;
    int result = read_file(x, real, &text, &size, at, d, &why);
    if (result == -2)
        diag_error(d, at, "\"%s\" cannot be read: %s",
                   wording_value(value, path), why);
    if (result)
        return -1;

    struct document_file f = {.path = real, .text = text, .size = size};
    f.base = folder_of(x->arena, path);
    f.name = is_library(path) ? arena_text(x->arena, path)
                              : source_join(x, x->folder, path);
    int kept = f.base && f.name ? keep(x, f) : -1;
    if (kept < 0)
        diag_error(d, at, "out of memory");
    return kept;
}
