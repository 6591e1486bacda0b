/* expectation_file -- NAME.expected.tsv: lines with "#", a line of names, rows.
 * Reading is strict: what is not understood would pass unseen. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/regress/expectation.h"
#include "models/quantity.h"
#include "sim/io/import/import_files.h"

enum { CELLS = 7 };

static const char first_line[] = "# poesim expectation 1";
static const char *const names[CELLS] = {"class", "metric", "of",    "value",
                                         "unit",  "se",     "margin"};

/* What would end a cell or a line becomes a blank. */
static void put(FILE *out, const char *text)
{
    for (; *text; text++)
        putc((unsigned char)*text < 0x20 || *text == 0x7f ? ' ' : *text, out);
}

static void put_row(FILE *out, const struct expected *x)
{
    const char *cell[] = {expected_class_names[x->class], x->metric, x->of,
                          x->value, x->unit};

    for (int k = 0; k < 5; k++) {
        put(out, cell[k]);
        putc('\t', out);
    }
    if (x->class != EXPECTED_DERIVED)
        fputs("\t\n", out);
    else if (isnan(x->se))
        fprintf(out, "\t%g%%\n", 100 * x->margin);
    else
        fprintf(out, "%.3g\t%g%%\n", x->se, 100 * x->margin);
}

int expectation_write(const struct expectation *e, const char *path,
                      struct diag *d)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    fprintf(out, "%s\n# reason: ", first_line);
    put(out, e->reason);
    fputs("\n# program: poesim ", out);
    put(out, e->version);
    fprintf(out, "\n# replications: %d\n", e->replications);
    for (int i = 0; i < CELLS; i++)
        fprintf(out, "%s%c", names[i], i + 1 < CELLS ? '\t' : '\n');
    for (int i = 0; i < e->items; i++)
        put_row(out, &e->item[i]);
    int result = -1, bad = ferror(out);
    if (fclose(out) == EOF || bad)
        diag_error(d, NULL, "out of memory");
    else
        result = import_files_write(path, true, text, d);
    free(text);
    return result;
}

struct reading {
    struct expectation *e;
    struct origin at;
    struct diag *d;
    bool titled, named, wrong;
};

static void wrong(struct reading *r, const char *what)
{
    diag_error(r->d, &r->at,
               "%s; mend it here, or bring back the file as it was stored. "
               "Without the file --accept stores all anew, but not the margins "
               "and the number of replications that were chosen in it",
               what);
    r->wrong = true;
}

/* The text behind "# key: ", or NULL. */
static const char *header(const char *line, const char *key)
{
    size_t n = strlen(key);

    return !strncmp(line, key, n) ? line + n : NULL;
}

static void take_header(struct reading *r, const char *line)
{
    const char *text;
    int64_t n;

    if ((text = header(line, "# reason: "))) {
        r->e->reason = arena_text(&r->e->arena, text);
    } else if ((text = header(line, "# program: poesim "))) {
        r->e->version = arena_text(&r->e->arena, text);
    } else if ((text = header(line, "# replications: "))) {
        if (quantity_count(text, 1, 1000000, &n))
            wrong(r, "the number of replications is not one");
        else
            r->e->replications = (int)n;
    }
}

/* "1%" -> 0.01 */
static int margin_of(char *text, double *out)
{
    size_t n = strlen(text);

    if (n < 2 || text[n - 1] != '%')
        return -1;
    text[n - 1] = '\0';
    if (quantity_number(text, out) || *out < 0)
        return -1;
    *out /= 100;
    return 0;
}

static void take_derived(struct reading *r, struct expected *x, char **cell)
{
    double value;

    x->se = NAN;
    if (quantity_number(cell[3], &value))
        wrong(r, "the value of a derived number is no number");
    else if (*cell[5] && (quantity_number(cell[5], &x->se) || x->se < 0))
        wrong(r, "the standard error is no number");
    else if (margin_of(cell[6], &x->margin))
        wrong(r, "the margin is no percentage such as 1%");
}

static void take_row(struct reading *r, char *line)
{
    char *cell[CELLS];
    int cells = 1;
    struct expected x = {.class = EXPECTED_CLASSES};

    cell[0] = line;
    for (char *c = line; *c; c++)
        if (*c == '\t') {
            *c = '\0';
            if (cells < CELLS)
                cell[cells] = c + 1;
            cells++;
        }
    if (cells != CELLS) {
        wrong(r, "a row has seven cells, parted by tabs");
        return;
    }
    for (int i = 0; i < EXPECTED_CLASSES; i++)
        if (!strcmp(cell[0], expected_class_names[i]))
            x.class = (enum expected_class)i;
    x.metric = cell[1], x.of = cell[2], x.value = cell[3], x.unit = cell[4];
    if (x.class == EXPECTED_CLASSES)
        wrong(r, "the class is none of draws, events, counter, derived");
    else if (x.class == EXPECTED_DERIVED)
        take_derived(r, &x, cell);
    else if (*cell[5] || *cell[6])
        wrong(r, "only derived numbers have a standard error and a margin; "
                 "this one is compared exactly");
    if (!r->wrong)
        expectation_add(r->e, &x);
}

static void take_names(struct reading *r, const char *line)
{
    char want[80] = "";

    for (int i = 0; i < CELLS; i++)
        snprintf(want + strlen(want), sizeof want - strlen(want), "%s%s",
                 i ? "\t" : "", names[i]);
    if (strcmp(line, want))
        wrong(r, "the names of the columns are not those of an expectation");
    r->named = true;
}

static void take_line(struct reading *r, char *line)
{
    if (!r->titled) {
        if (strcmp(line, first_line))
            wrong(r, "is no expectation of this program: its first line is not "
                     "\"# poesim expectation 1\"");
        r->titled = true;
    } else if (*line == '#') {
        take_header(r, line);
    } else if (!r->named) {
        take_names(r, line);
    } else {
        take_row(r, line);
    }
}

/* What the lines said together. */
static void finish(struct reading *r)
{
    struct expectation *e = r->e;

    r->at.line = 0;
    if (!r->wrong && !e->reason)
        wrong(r, "has no line \"# reason: ...\"");
    if (!r->wrong && !e->version)
        wrong(r, "has no line \"# program: poesim ...\"");
    if (!r->wrong && !e->replications)
        wrong(r, "has no line \"# replications: ...\"");
    if (!r->wrong && !e->items)
        wrong(r, "ends too early: it holds no number");
    expectation_sort(e);
    for (int i = 1; i < e->items && !r->wrong; i++)
        if (!expected_compare(&e->item[i - 1], &e->item[i]))
            wrong(r, "holds a row twice");
    if (e->failed) {
        diag_error(r->d, NULL, "out of memory");
        r->wrong = true;
    }
}

int expectation_read(struct expectation *e, const char *path, struct diag *d)
{
    struct reading r = {.e = e, .at = {.file = path}, .d = d};
    char *text = NULL;
    size_t size = 0;

    *e = (struct expectation){0};
    if (import_files_read(path, &text, &size, d))
        return -1;
    if (strlen(text) != size)
        wrong(&r, "holds a NUL byte");
    for (char *line = text; *line && !r.wrong;) {
        size_t n = strcspn(line, "\n");
        char *next = line + n + (line[n] == '\n');
        r.at.line++;
        if (!line[n])
            wrong(&r, "is cut short: its last line has no end");
        line[n] = '\0';
        if (n && line[n - 1] == '\r') /* as some checkouts leave it */
            line[n - 1] = '\0';
        if (!r.wrong)
            take_line(&r, line);
        line = next;
    }
    finish(&r);
    free(text);
    return r.wrong ? -1 : 0;
}
