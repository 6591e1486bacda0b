/*
 * Messages are built when they are reported, because the values that they
 * quote may be gone by the time they are printed.
 */
#include "models/diag.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 1024 }; /* bytes of one message, without its place */

struct diag_place {
    int file; /* index of the first message that names it */
    int line, column;
};

/* A quoted value may hold anything; a message is one line of plain text. */
static void make_plain(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            *text = '?';
}

/* Mark a cut text with "...", without leaving half a UTF-8 character. */
static void mark_cut(char *text)
{
    size_t end = TEXT_MOST - 4;
    while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
        end--;
    memcpy(text + end, "...", 4);
}

/* "file:line:column: " of a place, as much of it as is known. */
static int print_place(char *to, size_t size, const struct origin *at)
{
    if (!at || !at->file)
        return snprintf(to, size, "%s", "");
    if (at->line <= 0)
        return snprintf(to, size, "%s: ", at->file);
    if (at->column <= 0)
        return snprintf(to, size, "%s:%d: ", at->file, at->line);
    return snprintf(to, size, "%s:%d:%d: ", at->file, at->line, at->column);
}

/* The whole line, malloc'd; NULL when memory is short. */
static char *compose(const struct origin *at, const char *kind,
                     const char *text)
{
    const char *note = at && at->note ? at->note : NULL;
    int place = print_place(NULL, 0, at);
    if (place < 0)
        return NULL;
    size_t size = (size_t)place + strlen(kind) + strlen(text) +
                  (note ? strlen(note) : 0) + sizeof ":  ()";
    char *line = malloc(size);
    if (!line)
        return NULL;
    print_place(line, size, at);
    snprintf(line + place, size - (size_t)place, "%s: %s%s%s%s", kind, text,
             note ? " (" : "", note ? note : "", note ? ")" : "");
    make_plain(line);
    return line;
}

static bool is_stored(const struct diag *d, const char *line)
{
    for (int i = 0; i < d->stored; i++)
        if (strcmp(d->message[i], line) == 0)
            return true;
    return false;
}

static bool grow(struct diag *d)
{
    int capacity = d->capacity ? 2 * d->capacity : 8;
    char **message = realloc(d->message, (size_t)capacity * sizeof *message);
    if (message)
        d->message = message;
    struct diag_place *place =
        realloc(d->place, (size_t)capacity * sizeof *place);
    if (place)
        d->place = place;
    if (!message || !place)
        return false;
    d->capacity = capacity;
    return true;
}

/* Names of files may be gone before the diag: lines are compared. */
static struct diag_place find_place(const struct diag *d,
                                    const struct origin *at)
{
    if (!at || !at->file)
        return (struct diag_place){INT_MAX, 0, 0};
    size_t n = strlen(at->file);
    struct diag_place place = {d->stored, at->line, at->column};
    for (int i = 0; i < d->stored && place.file == d->stored; i++)
        if (strncmp(d->message[i], at->file, n) == 0 && d->message[i][n] == ':')
            place.file = d->place[i].file;
    return place;
}

/* Takes the line over. */
static void store(struct diag *d, const struct origin *at, char *line)
{
    if (d->stored == d->capacity && !grow(d)) {
        free(line);
        return;
    }
    d->place[d->stored] = find_place(d, at);
    d->message[d->stored++] = line;
}

static void report(struct diag *d, int *counter, int most,
                   const struct origin *at, const char *kind, const char *fmt,
                   va_list args) PRINTF_LIKE(6, 0);

/*
 * Count and keep one message. Warnings fill half of the room at most, so that
 * the errors, which are why nothing ran, are always seen.
 */
static void report(struct diag *d, int *counter, int most,
                   const struct origin *at, const char *kind, const char *fmt,
                   va_list args)
{
    char text[TEXT_MOST];
    if (vsnprintf(text, sizeof text, fmt, args) >= TEXT_MOST)
        mark_cut(text);
    char *line = compose(at, kind, text);
    if (line && is_stored(d, line)) {
        free(line);
        return;
    }
    ++*counter;
    if (line && d->stored < most)
        store(d, at, line);
    else
        free(line);
}

void diag_error(struct diag *d, const struct origin *at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    report(d, &d->count, DIAG_MOST, at, "error", fmt, args);
    va_end(args);
}

void diag_warning(struct diag *d, const struct origin *at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    report(d, &d->warnings, DIAG_MOST / 2, at, "warning", fmt, args);
    va_end(args);
}

static bool stands_after(const struct diag_place *a, const struct diag_place *b)
{
    if (a->file != b->file)
        return a->file > b->file;
    return a->line != b->line ? a->line > b->line : a->column > b->column;
}

void diag_sort(struct diag *d, int first)
{
    for (int i = first + 1; i < d->stored; i++) {
        struct diag_place place = d->place[i];
        char *message = d->message[i];
        int k = i;
        for (; k > first && stands_after(&d->place[k - 1], &place); k--) {
            d->place[k] = d->place[k - 1];
            d->message[k] = d->message[k - 1];
        }
        d->place[k] = place;
        d->message[k] = message;
    }
}

void diag_print(const struct diag *d, void *stream)
{
    for (int i = 0; i < d->stored; i++)
        fprintf(stream, "%s\n", d->message[i]);
    int more = d->count + d->warnings - d->stored;
    if (more > 0)
        fprintf(stream, "... and %d more\n", more);
}

void diag_release(struct diag *d)
{
    for (int i = 0; i < d->stored; i++)
        free(d->message[i]);
    free(d->message);
    free(d->place);
    *d = (struct diag){0};
}
