/* outcome -- what became of one scenario, in words. */
#include "analysis/regress/outcome.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7, ROWS_MOST = 24, CELL = 96 };

bool outcome_good(const struct outcome *o)
{
    return o->kind == OUTCOME_EXACT || o->kind == OUTCOME_EQUIVALENT ||
           o->kind == OUTCOME_STORED || o->kind == OUTCOME_AS_IT_IS;
}

void outcome_release(struct outcome *o)
{
    free(o->text);
    o->text = NULL;
}

int outcome_says(struct outcome *o, const char *format, ...)
{
    size_t size = 0;
    FILE *out = open_memstream(&o->text, &size);
    va_list list;

    if (!out)
        return -1;
    fprintf(out, "%s: ", o->entry->name);
    va_start(list, format);
    vfprintf(out, format, list);
    va_end(list);
    putc('\n', out);
    return fclose(out) ? -1 : 0;
}

static const char *const heads[COLUMNS] = {
    "metric", "of", "stored", "now", "difference", "in s.e.", "verdict"};

/* A row of the table that people read. */
static void fill(char cell[COLUMNS][CELL], const struct difference *x)
{
    const struct expected *is = x->stored ? x->stored : x->now;
    const char *blank = *is->unit && strcmp(is->unit, "hex") ? " " : "";
    const char *unit = *blank ? is->unit : "";

    snprintf(cell[0], CELL, "%s", is->metric);
    snprintf(cell[1], CELL, "%s", is->of);
    snprintf(cell[2], CELL, "%s%s%s", x->stored ? x->stored->value : "-",
             x->stored ? blank : "", x->stored ? unit : "");
    snprintf(cell[3], CELL, "%s%s%s", x->now ? x->now->value : "-",
             x->now ? blank : "", x->now ? unit : "");
    cell[4][0] = cell[5][0] = '\0';
    if (!isnan(x->share))
        snprintf(cell[4], CELL, "%+.3g%%", 100 * x->share);
    if (!isnan(x->errors))
        snprintf(cell[5], CELL, "%+.2g", x->errors);
    snprintf(cell[6], CELL, "%s",
             x->stored ? verdict_names[x->verdict] : "not stored");
}

static void widen(int width[COLUMNS], char cell[COLUMNS][CELL])
{
    for (int i = 0; i < COLUMNS; i++)
        if ((int)strlen(cell[i]) > width[i])
            width[i] = (int)strlen(cell[i]);
}

static void put(FILE *out, const int width[COLUMNS], char cell[COLUMNS][CELL])
{
    for (int i = 0; i < COLUMNS; i++)
        if (i + 1 < COLUMNS)
            fprintf(out, "  %*s", i < 2 ? -width[i] : width[i], cell[i]);
        else
            fprintf(out, "  %s\n", cell[i]);
}

/* What people read stands before what was counted. */
static const enum expected_class order[EXPECTED_CLASSES] = {
    EXPECTED_DRAWS, EXPECTED_EVENTS, EXPECTED_DERIVED, EXPECTED_COUNTER};

static int pick(const struct verdicts *v, int *row, int most)
{
    int rows = 0;

    for (int c = 0; c < EXPECTED_CLASSES; c++)
        for (int i = 0; i < v->differences && rows < most; i++) {
            const struct difference *x = &v->difference[i];
            if ((x->stored ? x->stored : x->now)->class == order[c])
                row[rows++] = i;
        }
    return rows;
}

static int put_table(FILE *out, const struct verdicts *v, bool all)
{
    int most = all || v->differences <= ROWS_MOST ? v->differences : ROWS_MOST;
    int *row = malloc(((size_t)most + 1) * sizeof *row);
    int width[COLUMNS] = {0};
    char cell[COLUMNS][CELL];

    if (!row)
        return -1;
    int rows = pick(v, row, most);
    for (int pass = 0; rows && pass < 2; pass++) {
        for (int i = 0; i < COLUMNS; i++)
            snprintf(cell[i], CELL, "%s", heads[i]);
        pass ? put(out, width, cell) : widen(width, cell);
        for (int i = 0; i < rows; i++) {
            fill(cell, &v->difference[row[i]]);
            pass ? put(out, width, cell) : widen(width, cell);
        }
    }
    if (rows < v->differences)
        fprintf(out, "  ... and %d more; --all shows them\n",
                v->differences - rows);
    free(row);
    return 0;
}

/* "126 exact, 0 equivalent, 1 changed; of 30 derived ..." */
static void put_counts(FILE *out, const struct verdicts *v)
{
    const int *derived = v->of[EXPECTED_DERIVED];
    int of[VERDICTS] = {0};

    for (int c = 0; c < EXPECTED_CLASSES; c++)
        for (int i = 0; i < VERDICTS; i++)
            of[i] += v->of[c][i];
    fprintf(out, "%d exact, %d equivalent, %d changed", of[VERDICT_EXACT],
            of[VERDICT_EQUIVALENT], of[VERDICT_CHANGED]);
    if (v->missing)
        fprintf(out, ", %d missing in the stored file", v->missing);
    fprintf(out, "; of %d derived numbers %d are within their margins",
            derived[VERDICT_EXACT] + derived[VERDICT_EQUIVALENT] +
                derived[VERDICT_CHANGED],
            derived[VERDICT_EXACT] + derived[VERDICT_EQUIVALENT]);
}

int outcome_compared(struct outcome *o, const struct expectation *stored,
                     const struct verdicts *v, bool all)
{
    static const enum outcome_kind kinds[VERDICTS] = {
        [VERDICT_EXACT] = OUTCOME_EXACT,
        [VERDICT_EQUIVALENT] = OUTCOME_EQUIVALENT,
        [VERDICT_CHANGED] = OUTCOME_CHANGED};
    size_t size = 0;
    FILE *out = open_memstream(&o->text, &size);
    int bad = 0;

    if (!out)
        return -1;
    o->kind = kinds[v->worst];
    fprintf(out, "%s: %s", o->entry->name, verdict_names[v->worst]);
    if (v->worst != VERDICT_EXACT)
        fprintf(out, ": %s", verdicts_words(v));
    fprintf(out, " (%d replication%s; ", stored->replications,
            stored->replications == 1 ? "" : "s");
    if (v->worst == VERDICT_EXACT)
        fprintf(out, "%d numbers", v->compared);
    else
        put_counts(out, v);
    fputs(")\n", out);
    if (v->differences)
        bad = put_table(out, v, all);
    return fclose(out) || bad ? -1 : 0;
}

int outcome_stored(struct outcome *o, const struct expectation *before,
                   const struct expectation *now, const struct verdicts *v,
                   bool all)
{
    size_t size = 0;
    FILE *out = open_memstream(&o->text, &size);
    int bad = 0;

    if (!out)
        return -1;
    o->kind = OUTCOME_STORED;
    fprintf(out, "%s: stored: %s (%d replication%s, %d numbers)",
            o->entry->name, o->entry->stored, now->replications,
            now->replications == 1 ? "" : "s", now->items);
    if (v) {
        fprintf(out, "; against those before: %s (", verdicts_words(v));
        put_counts(out, v);
        putc(')', out);
    } else if (before) {
        fprintf(out,
                "; before: %d replication%s, so that they are not compared",
                before->replications, before->replications == 1 ? "" : "s");
    }
    putc('\n', out);
    if (v && v->differences)
        bad = put_table(out, v, all);
    return fclose(out) || bad ? -1 : 0;
}
