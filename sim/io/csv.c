/*
 * csv -- a strict reader of RFC 4180 tables. It refuses whatever a loose reader
 * would guess: doubled names, ragged rows, stray quotes, NUL bytes.
 */
#include "sim/io/csv.h"

#include <stdint.h>
#include <string.h>

#include "sim/io/wording.h"

enum { MOST_COLUMNS = 1000, MOST_ROWS = 10 * 1000 * 1000 };

/* The text is copied once; cells are unquoted and ended in place. */
struct scan {
    struct csv *c;
    struct diag *d;
    struct arena *a;
    char *at, *end;
    int line;
    enum csv_empty empty;
    bool wrong;
};

static void report(struct scan *s, int line, int column, const char *text)
{
    struct origin at = {s->c->file, line, column, NULL};

    diag_error(s->d, &at, "%s", text);
    s->wrong = true;
}

/* After a cell: 0 in a row, 1 at its end. Steps over what ends the cell. */
static int cell_end(struct scan *s, int column)
{
    if (s->at == s->end)
        return 1;
    if (*s->at == ',') {
        s->at++;
        return 0;
    }
    if (*s->at == '\r' && s->at + 1 < s->end && s->at[1] == '\n')
        s->at++;
    if (*s->at == '\n') {
        s->at++;
        s->line++;
        return 1;
    }
    report(s, s->line, column,
           "text stands after a closing quote; double a quote that belongs to "
           "the cell (\"\")");
    while (s->at < s->end && *s->at != ',' && *s->at != '\n')
        s->at++;
    return cell_end(s, column);
}

/* `at` is behind the opening quote. */
static char *quoted_cell(struct scan *s, int column)
{
    char *cell = s->at, *out = s->at;
    int first = s->line;

    for (;;) {
        if (s->at == s->end) {
            report(s, first, column, "a quoted cell is never closed");
            break;
        }
        if (*s->at == '"') {
            if (s->at + 1 == s->end || s->at[1] != '"') {
                s->at++;
                break;
            }
            s->at++;
        }
        if (*s->at == '\n')
            s->line++;
        *out++ = *s->at++;
    }
    *out = '\0'; /* the closing quote, or the byte behind the text */
    return cell;
}

static char *plain_cell(struct scan *s, int column, char **stop)
{
    char *cell = s->at;

    while (s->at < s->end && *s->at != ',' && *s->at != '\n') {
        if (*s->at == '\r' && s->at + 1 < s->end && s->at[1] == '\n')
            break;
        if (*s->at == '\r')
            report(s, s->line, column,
                   "a carriage return stands alone; end lines with LF or CRLF");
        if (*s->at == '"')
            report(s, s->line, column,
                   "a quote stands within a cell; quote the whole cell and "
                   "double the quote (\"\")");
        s->at++;
    }
    *stop = s->at;
    return cell;
}

/* Reads one row; cells beyond `room` are counted, not kept. */
static int read_row(struct scan *s, const char **cell, int room)
{
    int n = 0, last = 0;

    while (!last) {
        char *stop = NULL, *text;
        bool is_quoted = s->at < s->end && *s->at == '"';
        if (is_quoted) {
            s->at++;
            text = quoted_cell(s, n + 1);
        } else {
            text = plain_cell(s, n + 1, &stop);
        }
        last = cell_end(s, n + 1);
        if (stop)
            *stop = '\0';
        if (n < room)
            cell[n] = text;
        n++;
    }
    return n;
}

static bool is_blank_line(const struct scan *s)
{
    return *s->at == '\n' ||
           (*s->at == '\r' && s->at + 1 < s->end && s->at[1] == '\n');
}

/* A table with another separator is one column with an odd name. */
static bool has_separator(struct scan *s, const char *name, char separator,
                          const char *word)
{
    struct origin at = {s->c->file, 1, 0, NULL};

    if (!strchr(name, separator))
        return false;
    diag_error(s->d, &at,
               "the columns stand between %s; save the table with commas "
               "between them (and with decimal points)",
               word);
    return true;
}

static int read_header(struct scan *s)
{
    const char *name[MOST_COLUMNS];
    struct csv *c = s->c;

    if (s->at == s->end || is_blank_line(s)) {
        report(s, 1, 0, "the table is empty; its first line names the columns");
        return -1;
    }
    int n = read_row(s, name, MOST_COLUMNS);
    if (n > MOST_COLUMNS) {
        report(s, 1, 0, "the table has more than 1,000 columns");
        return -1;
    }
    if (n == 1 && (has_separator(s, name[0], ';', "semicolons") ||
                   has_separator(s, name[0], '\t', "tabs")))
        return -1;
    c->header = arena_array(s->a, (size_t)n, sizeof *c->header);
    if (!c->header) {
        report(s, 0, 0, "out of memory");
        return -1;
    }
    memcpy(c->header, name, (size_t)n * sizeof *name);
    c->columns = n;
    for (int i = 0; i < n; i++) {
        char value[WORDING_VALUE];
        struct origin at = {c->file, 1, i + 1, NULL};
        if (!*name[i])
            report(s, 1, i + 1, "the column has no name");
        for (int j = 0; j < i && *name[i]; j++)
            if (!strcmp(name[i], name[j])) {
                diag_error(s->d, &at,
                           "column \"%s\" was already named in column %d",
                           wording_value(value, name[i]), j + 1);
                s->wrong = true;
                break;
            }
    }
    return 0;
}

static void check_row(struct scan *s, const char **cell, int n, int line)
{
    struct csv *c = s->c;
    struct origin at = {c->file, line, 0, NULL};
    char value[WORDING_VALUE];

    if (n != c->columns) {
        diag_error(s->d, &at, "the row has %d cell%s; the header names %d", n,
                   n == 1 ? "" : "s", c->columns);
        s->wrong = true;
        return;
    }
    for (int i = 0; i < n && s->empty == CSV_EMPTY_REFUSED; i++)
        if (!*cell[i]) {
            at.column = i + 1;
            diag_error(s->d, &at, "column \"%s\" is empty",
                       wording_value(value, c->header[i]));
            s->wrong = true;
        }
}

static int read_rows(struct scan *s)
{
    struct csv *c = s->c;
    size_t lines = 1;

    for (char *p = s->at; (p = memchr(p, '\n', (size_t)(s->end - p))); p++)
        lines++;
    if (lines > MOST_ROWS) {
        report(s, 0, 0, "the table has more than 10,000,000 lines");
        return -1;
    }
    size_t columns = (size_t)c->columns;
    size_t bytes = (size_t)(s->end - s->at) + 1; /* a cell takes one at least */
    size_t most = bytes / columns + 1 < lines ? bytes / columns + 1 : lines;
    c->line = arena_array(s->a, most, sizeof *c->line);
    c->cell = arena_array(s->a, most * columns, sizeof *c->cell);
    if (!c->line || !c->cell) {
        report(s, 0, 0, "out of memory");
        return -1;
    }
    while (s->at < s->end) {
        const char *row[MOST_COLUMNS];
        int line = s->line;
        if (is_blank_line(s)) {
            report(s, line, 0, "the line is blank; remove it");
            s->at += *s->at == '\r' ? 2 : 1;
            s->line++;
            continue;
        }
        int n = read_row(s, row, c->columns);
        check_row(s, row, n, line);
        if (n != c->columns)
            continue;
        memcpy(c->cell + (size_t)c->rows * columns, row, columns * sizeof *row);
        c->line[c->rows++] = line;
    }
    if (!c->rows && !s->wrong)
        report(s, 1, 0, "the table has a header but no rows");
    return 0;
}

static int line_of(const char *text, size_t offset)
{
    int line = 1;

    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

/* Offset of the first byte that is not UTF-8; size: all is well. */
static size_t utf8_length(const unsigned char *t, size_t size)
{
    static const uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    size_t i = 0;

    while (i < size) {
        int more = t[i] < 0x80             ? 0
                   : (t[i] & 0xe0) == 0xc0 ? 1
                   : (t[i] & 0xf0) == 0xe0 ? 2
                   : (t[i] & 0xf8) == 0xf0 ? 3
                                           : -1;
        if (more < 0 || i + (size_t)more >= size)
            return i;
        uint32_t u = more ? t[i] & (0x3fU >> more) : t[i];
        for (int k = 1; k <= more; k++) {
            if ((t[i + (size_t)k] & 0xc0) != 0x80)
                return i;
            u = u << 6 | (t[i + (size_t)k] & 0x3fU);
        }
        if (u < smallest[more] || u > 0x10ffff || (u >= 0xd800 && u <= 0xdfff))
            return i;
        i += (size_t)more + 1;
    }
    return size;
}

int csv_parse(struct csv *c, const char *file, const char *text, size_t size,
              enum csv_empty empty, struct arena *a, struct diag *d)
{
    *c = (struct csv){.file = file};
    struct scan s = {.c = c, .d = d, .a = a, .line = 1, .empty = empty};

    if (size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
        text += 3;
        size -= 3;
    }
    const char *nul = size ? memchr(text, 0, size) : NULL;
    if (nul) {
        report(&s, line_of(text, (size_t)(nul - text)), 0,
               "the table has a NUL byte; is it UTF-16, or no text at all?");
        return -1;
    }
    size_t good = utf8_length((const unsigned char *)text, size);
    if (good < size) {
        report(&s, line_of(text, good), 0,
               "the table is not UTF-8; save it with that encoding");
        return -1;
    }
    s.at = arena_text_n(a, text, size);
    if (!s.at) {
        report(&s, 0, 0, "out of memory");
        return -1;
    }
    s.end = s.at + size;
    if (read_header(&s) || read_rows(&s) || s.wrong)
        return -1;
    return 0;
}

int csv_check_blanks(const struct csv *c, struct diag *d)
{
    int result = 0;

    for (int i = 0; i < c->columns; i++) {
        const char *name = c->header[i];
        size_t n = strlen(name);
        struct origin at = {c->file, 1, i + 1, NULL};
        if (!n || (name[0] != ' ' && name[n - 1] != ' '))
            continue;
        diag_error(d, &at,
                   "column \"%s\" has a blank before or after its name; remove "
                   "the blanks beside the commas of the table",
                   name);
        result = -1;
    }
    return result;
}

int csv_column(const struct csv *c, const char *name)
{
    for (int i = 0; i < c->columns; i++)
        if (!strcmp(c->header[i], name))
            return i;
    return -1;
}

const char *csv_cell(const struct csv *c, int row, int column)
{
    return row < 0 ? c->header[column]
                   : c->cell[(size_t)row * (size_t)c->columns + (size_t)column];
}

struct origin csv_origin(const struct csv *c, int row, int column)
{
    return (struct origin){c->file, row < 0 ? 1 : c->line[row], column + 1,
                           NULL};
}
