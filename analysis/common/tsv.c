/* tsv -- a table as text: comments, column names, rows; nothing is owned. */
#include "analysis/common/tsv.h"

#include <math.h>

static const char *const suffix[] = {"", "_lo", "_hi", "_q05", "_q95"};

static int suffixes(enum column_kind kind)
{
    return kind == COLUMN_ONE ? 1 : kind == COLUMN_INTERVAL ? 3 : 5;
}

static void put_line(FILE *out, const char *text)
{
    for (; *text != '\0'; text++)
        putc((unsigned char)*text < ' ' ? ' ' : *text, out);
}

static void next_cell(struct tsv *t)
{
    if (t->cells++ > 0)
        putc('\t', t->out);
}

void tsv_note(struct tsv *t, const char *key, const char *text)
{
    fprintf(t->out, "# %s: ", key);
    put_line(t->out, text);
    putc('\n', t->out);
}

void tsv_names(struct tsv *t, const struct column *list)
{
    for (; list->name != NULL; list++)
        for (int i = 0; i < suffixes(list->kind); i++) {
            next_cell(t);
            fprintf(t->out, "%s%s", list->name, suffix[i]);
            if (list->unit[0] != '\0')
                fprintf(t->out, "[%s]", list->unit);
        }
}

void tsv_text(struct tsv *t, const char *text)
{
    next_cell(t);
    put_line(t->out, text);
}

void tsv_count(struct tsv *t, long long count)
{
    next_cell(t);
    fprintf(t->out, "%lld", count);
}

void tsv_number(struct tsv *t, double x)
{
    next_cell(t);
    if (isnan(x)) /* printf may write -nan */
        fputs("nan", t->out);
    else
        fprintf(t->out, "%.6g", x);
}

void tsv_estimate(struct tsv *t, const struct estimate *e,
                  enum column_kind kind)
{
    const double x[] = {e->mean, e->lo < 0 ? 0 : e->lo, e->hi, e->q05, e->q95};
    for (int i = 0; i < suffixes(kind); i++)
        tsv_number(t, x[i]);
}

void tsv_end_row(struct tsv *t)
{
    putc('\n', t->out);
    t->cells = 0;
}

void tsv_explain(FILE *out, const struct column *list)
{
    for (; list->name != NULL; list++) {
        char name[40];
        snprintf(name, sizeof name, list->unit[0] != '\0' ? "%s[%s]" : "%s%s",
                 list->name, list->unit);
        fprintf(out, "  %-20s %s%s\n", name,
                list->kind == COLUMN_BAND       ? "*** "
                : list->kind == COLUMN_INTERVAL ? "* "
                                                : "",
                list->meaning);
    }
}
