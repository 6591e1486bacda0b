/* grid -- cells are kept until all widths are known. */
#include "sim/io/show/grid.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void keep(struct grid *g, char *text)
{
    if (g->cells == g->capacity) {
        size_t capacity = g->capacity ? 2 * g->capacity : 64;
        char **cell = realloc(g->cell, capacity * sizeof *cell);
        if (!cell) {
            g->failed = true;
            free(text);
            return;
        }
        g->cell = cell;
        g->capacity = capacity;
    }
    if (!text)
        g->failed = true;
    else
        g->cell[g->cells++] = text;
}

void grid_begin(struct grid *g, const char *heads)
{
    *g = (struct grid){.heads = heads, .columns = 1};
    for (const char *p = heads; *p; p++)
        g->columns += *p == '|';
}

void grid_cell(struct grid *g, const char *fmt, ...)
{
    va_list args, again;

    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    char *text = malloc((size_t)n + 1);
    if (text)
        vsnprintf(text, (size_t)n + 1, fmt, again);
    keep(g, text);
    va_end(again);
    va_end(args);
}

struct column {
    const char *head;
    int length; /* of the head */
    int width;
    bool right;
};

/* Characters, not bytes, of UTF-8. */
static int width_of(const char *text, int bytes)
{
    int n = 0;

    for (int i = 0; i < bytes; i++)
        n += ((unsigned char)text[i] & 0xc0) != 0x80;
    return n;
}

static void measure(const struct grid *g, struct column *column)
{
    const char *p = g->heads;

    for (int i = 0; i < g->columns; i++) {
        struct column *c = &column[i];
        c->right = *p == '>';
        c->head = p + c->right;
        c->length = (int)strcspn(c->head, "|");
        c->width = width_of(c->head, c->length);
        p = c->head + c->length + 1;
        for (size_t k = (size_t)i; k < g->cells; k += (size_t)g->columns) {
            int w = width_of(g->cell[k], (int)strlen(g->cell[k]));
            if (w > c->width)
                c->width = w;
        }
    }
}

static void print_cell(const struct grid *g, const struct column *c, int i,
                       const char *text, int bytes, FILE *out)
{
    int pad = c->width - width_of(text, bytes);
    bool last = i == g->columns - 1;

    if (last && !bytes) { /* no blanks at the end of a line */
        fputc('\n', out);
        return;
    }
    fprintf(out, "  %*s%.*s%*s", c->right ? pad : 0, "", bytes, text,
            c->right || last ? 0 : pad, "");
    if (last)
        fputc('\n', out);
}

int grid_print(struct grid *g, FILE *out)
{
    struct column column[GRID_COLUMNS_MOST];
    bool failed = g->failed || g->columns > GRID_COLUMNS_MOST;

    if (!failed && g->cells) {
        measure(g, column);
        for (int i = 0; i < g->columns; i++)
            print_cell(g, &column[i], i, column[i].head, column[i].length, out);
        for (size_t k = 0; k < g->cells; k++) {
            int i = (int)(k % (size_t)g->columns);
            print_cell(g, &column[i], i, g->cell[k], (int)strlen(g->cell[k]),
                       out);
        }
    }
    for (size_t k = 0; k < g->cells; k++)
        free(g->cell[k]);
    free(g->cell);
    *g = (struct grid){0};
    return failed || ferror(out) ? -1 : 0;
}

int grid_finish(struct grid *g, const char *title, FILE *out)
{
    if (g->cells)
        fprintf(out, "\n%s\n", title);
    return grid_print(g, out);
}
