/* Reads CBP's Airport Wait Times: finds the rows of one airport, terminal and
 * date, and says what is odd about them. What it is made into is import_awt's
 * business. */
#include "sim/io/import/awt.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/civil.h"
#include "sim/io/csv.h"
#include "sim/io/import/import_files.h"
#include "sim/io/import/importing.h"

enum column {
    COLUMN_AIRPORT,
    COLUMN_TERMINAL,
    COLUMN_DATE,
    COLUMN_HOUR,
    COLUMN_CITIZEN_MEAN,
    COLUMN_VISITOR_MEAN,
    COLUMN_MEAN,
    COLUMN_BIN,
    COLUMN_EXCLUDED = COLUMN_BIN + AWT_BINS,
    COLUMN_TOTAL,
    COLUMN_FLIGHTS,
    COLUMN_BOOTHS,
    COLUMNS
};

/* As published; compared by letters and digits only, because copies of the
 * data differ in blanks, underscores and case. */
static const char *const column_names[COLUMNS] = {
    "Airport",
    "Terminal",
    "Date",
    "Hour",
    "U.S._Citizen_Average_Wait_Time",
    "Non_U.S._Citizen_Average_Wait_Time",
    "All_Passengers_Average_Wait_Time",
    "Number_Of_Passengers_Time_Interval_0-15",
    "Number_Of_Passengers_Time_Interval_16-30",
    "Number_Of_Passengers_Time_Interval_31-45",
    "Number_Of_Passengers_Time_Interval_46-60",
    "Number_Of_Passengers_Time_Interval_61-90",
    "Number_Of_Passengers_Time_Interval_91-120",
    "Number_Of_Passengers_Time_Interval_120_plus",
    "Excluded",
    "Total",
    "Flights",
    "Booths",
};

/* Greatest number that is believed in a cell: more cannot land in an hour. */
enum { CELL_MOST = 20000 };

struct awt_table {
    struct csv csv;
    int column[COLUMNS];
    struct diag *d; /* of the call */
    /* Rows of one terminal follow each other: the answer for the row before. */
    const char *airport, *terminal;
    char id[65];
};

static int find_columns(struct awt_table *t)
{
    int missing = 0, first = 0;
    for (int k = COLUMNS - 1; k >= 0; k--) {
        t->column[k] = -1;
        for (int c = 0; c < t->csv.columns && t->column[k] < 0; c++)
            if (importing_same_name(t->csv.header[c], column_names[k]))
                t->column[k] = c;
        if (t->column[k] < 0 && ++missing)
            first = k;
    }
    if (!missing)
        return 0;
    struct origin head = {t->csv.file, 1, 0, NULL};
    diag_error(t->d, &head,
               "there is no column \"%s\" (%d of %d are missing); this is not "
               "a table of airport wait times as CBP publishes them",
               column_names[first], missing, COLUMNS);
    return -1;
}

static const char *cell(const struct awt_table *t, int row, int column)
{
    return csv_cell(&t->csv, row, t->column[column]);
}

/* ---- which rows ---- */

static bool at_terminal(struct awt_table *t, int row, const struct awt_query *q)
{
    const char *airport = cell(t, row, COLUMN_AIRPORT);
    const char *terminal = cell(t, row, COLUMN_TERMINAL);
    if (q->port_id) {
        if (!t->airport || strcmp(airport, t->airport) != 0 ||
            strcmp(terminal, t->terminal) != 0)
            awt_port_id(airport, terminal, t->id);
        t->airport = airport;
        t->terminal = terminal;
        return strcmp(t->id, q->port_id) == 0;
    }
    return (!q->airport || strcmp(airport, q->airport) == 0) &&
           (!q->terminal || strcmp(terminal, q->terminal) == 0);
}

/* ", " and the words of a column that differ, over rows that `q` lets in. */
static void list_words(struct awt_table *t, int column,
                       const struct awt_query *q, char *text, size_t size)
{
    const char *seen[16];
    int n = 0;
    size_t used = 0;
    text[0] = '\0';
    for (int r = 0; r < t->csv.rows && n < 16; r++) {
        if (!at_terminal(t, r, q))
            continue;
        const char *word = cell(t, r, column);
        int k = 0;
        while (k < n && strcmp(seen[k], word) != 0)
            k++;
        if (k < n)
            continue;
        seen[n++] = word;
        int wrote = snprintf(text + used, size - used, "%s\"%s\"",
                             used ? ", " : "", word);
        if (wrote < 0 || (size_t)wrote >= size - used)
            return;
        used += (size_t)wrote;
    }
}

/* Nothing was found: say what there is instead. */
static void nothing_there(struct awt_table *t, const struct awt_query *q,
                          bool terminal_known, int32_t first, int32_t last)
{
    struct origin file = {t->csv.file, 0, 0, NULL};
    char day[11], from[11], to[11], words[512];
    civil_print_date(q->day, day);
    if (terminal_known) {
        civil_print_date(first, from);
        civil_print_date(last, to);
        diag_error(t->d, &file,
                   "no row of this terminal is of %s; its rows run from %s to "
                   "%s",
                   day, from, to);
        return;
    }
    if (q->port_id) {
        diag_error(t->d, &file,
                   "no row belongs to port \"%s\"; was the scenario imported "
                   "from this file, and is its port's id unchanged?",
                   q->port_id);
        return;
    }
    struct awt_query airport = {.airport = q->airport};
    list_words(t, COLUMN_TERMINAL, &airport, words, sizeof words);
    if (words[0]) {
        diag_error(t->d, &file,
                   "there is no terminal \"%s\"; the terminals of %s are %s",
                   q->terminal, q->airport ? q->airport : "the file", words);
        return;
    }
    list_words(t, COLUMN_AIRPORT, &(struct awt_query){0}, words, sizeof words);
    diag_error(t->d, &file, "there is no airport \"%s\"; there is %s",
               q->airport, words);
}

/* One terminal only: set the day's names from row, or complain. */
static int same_terminal(struct awt_table *t, int row, struct awt_day *out,
                         const struct awt_query *q)
{
    const char *airport = cell(t, row, COLUMN_AIRPORT);
    const char *terminal = cell(t, row, COLUMN_TERMINAL);
    if (!out->airport) {
        out->airport = airport;
        out->terminal = terminal;
        return 0;
    }
    if (strcmp(airport, out->airport) == 0 &&
        strcmp(terminal, out->terminal) == 0)
        return 0;
    struct origin file = {t->csv.file, 0, 0, NULL};
    char words[512];
    bool airports = strcmp(airport, out->airport) != 0;
    list_words(t, airports ? COLUMN_AIRPORT : COLUMN_TERMINAL, q, words,
               sizeof words);
    diag_error(t->d, &file, "there is more than one %s: %s; choose with %s",
               airports ? "airport" : "terminal", words,
               airports ? "--airport" : "--terminal");
    return -1;
}

/* ---- one row ---- */

static int number(const struct awt_table *t, int row, int column, int *out)
{
    const char *text = cell(t, row, column);
    char *end;
    errno = 0;
    long v = isdigit((unsigned char)text[0]) ? strtol(text, &end, 10) : -1;
    if (v < 0 || v > CELL_MOST || *end) {
        struct origin at = csv_origin(&t->csv, row, t->column[column]);
        diag_error(t->d, &at, "%s is \"%s\", not a whole number from 0 to %d",
                   column_names[column], text, CELL_MOST);
        return -1;
    }
    *out = (int)v;
    return 0;
}

/* "0900 - 1000"; the last is "2300 - 0000". */
static int hour_of(const struct awt_table *t, int row)
{
    const char *text = cell(t, row, COLUMN_HOUR);
    int from, to, end = 0;
    if (sscanf(text, "%4d - %4d%n", &from, &to, &end) == 2 && !text[end] &&
        from % 100 == 0 && from >= 0 && from <= 2300 &&
        (to == from + 100 || (from == 2300 && to == 0)))
        return from / 100;
    struct origin at = csv_origin(&t->csv, row, t->column[COLUMN_HOUR]);
    diag_error(t->d, &at,
               "\"%s\" is not an hour of the day as in \"0900 - 1000\"", text);
    return -1;
}

static int read_row(const struct awt_table *t, int row, struct awt_day *out)
{
    int hour = hour_of(t, row), total = 0;
    if (hour < 0)
        return -1;
    struct awt_row *r = &out->hour[hour];
    struct origin at = csv_origin(&t->csv, row, t->column[COLUMN_HOUR]);
    if (r->line) {
        diag_error(t->d, &at,
                   "this hour stands in line %d already; keep one of the two",
                   r->line);
        return -1;
    }
    r->line = t->csv.line[row];
    int bad = number(t, row, COLUMN_CITIZEN_MEAN, &r->citizen_mean);
    bad |= number(t, row, COLUMN_VISITOR_MEAN, &r->visitor_mean);
    bad |= number(t, row, COLUMN_MEAN, &r->mean);
    for (int b = 0; b < AWT_BINS; b++)
        bad |= number(t, row, COLUMN_BIN + b, &r->bin[b]);
    bad |= number(t, row, COLUMN_EXCLUDED, &r->excluded);
    bad |= number(t, row, COLUMN_TOTAL, &total);
    bad |= number(t, row, COLUMN_FLIGHTS, &r->flights);
    bad |= number(t, row, COLUMN_BOOTHS, &r->booths);
    if (bad)
        return -1;
    int sum = awt_passengers(r);
    at = csv_origin(&t->csv, row, t->column[COLUMN_TOTAL]);
    if (sum > CELL_MOST) {
        diag_error(t->d, &at,
                   "%d passengers in an hour are not believed; at "
                   "most %d are",
                   sum, CELL_MOST);
        return -1;
    }
    if (sum != total) {
        diag_warning(t->d, &at,
                     "Total says %d, but the seven bins and Excluded sum to "
                     "%d; %d is taken",
                     total, sum, sum);
    }
    return 0;
}

void awt_warn(const struct awt_day *x, const char *file, struct diag *d)
{
    int booths[AWT_RUN_HOURS], excluded = 0, all = 0;
    awt_booths(x, booths);
    for (int h = 0; h < AWT_HOURS; h++) {
        const struct awt_row *r = &x->hour[h];
        struct origin at = {file, r->line, 0, NULL};
        if (r->line && r->booths == 0)
            diag_warning(d, &at,
                         "no booth is said to be open at %02d:00; %d %s "
                         "taken (the nearest earlier hour's, else 1)",
                         h, booths[h], booths[h] == 1 ? "is" : "are");
        if (r->line && r->flights == 0 && awt_passengers(r) > 0)
            diag_warning(d, &at,
                         "passengers but no flight at %02d:00; one flight is "
                         "taken",
                         h);
        excluded += r->excluded;
        all += awt_passengers(r);
    }
    struct origin whole = {file, 0, 0, NULL};
    if (excluded)
        diag_warning(d, &whole,
                     "%d of the day's %d travellers (%.1f%%) are Excluded, "
                     "without a time; they come and use booths like the "
                     "others, but the seven bins do not hold them",
                     excluded, all, 100.0 * excluded / all);
}

/* ---- the file ---- */

int awt_pick(struct awt_day *out, struct awt_table *t,
             const struct awt_query *q, struct diag *d)
{
    *out = (struct awt_day){.day = q->day};
    t->d = d;
    int bad = 0, found = 0;
    int32_t first = 0, last = 0;
    for (int r = 0; r < t->csv.rows; r++) {
        if (!at_terminal(t, r, q))
            continue;
        if (same_terminal(t, r, out, q) != 0)
            return -1;
        int32_t day = 0;
        const char *wrong = awt_date(cell(t, r, COLUMN_DATE), &day);
        if (wrong) {
            struct origin at = csv_origin(&t->csv, r, t->column[COLUMN_DATE]);
            diag_error(d, &at, "\"%s\" %s", cell(t, r, COLUMN_DATE), wrong);
            bad = -1;
            continue;
        }
        first = !first || day < first ? day : first;
        last = day > last ? day : last;
        if (day == q->day && ++found)
            bad |= read_row(t, r, out);
    }
    if (bad == 0 && found == 0) {
        nothing_there(t, q, out->airport != NULL, first, last);
        return -1;
    }
    return bad;
}

bool awt_has(struct awt_table *t, const struct awt_query *q)
{
    int32_t day = 0;
    for (int r = 0; r < t->csv.rows; r++)
        if (at_terminal(t, r, q) && !awt_date(cell(t, r, COLUMN_DATE), &day) &&
            day == q->day)
            return true;
    return false;
}

static int parse(struct awt_table *t, const char *file, const char *text,
                 size_t size, struct arena *a, struct diag *d)
{
    *t = (struct awt_table){.d = d};
    return csv_parse(&t->csv, file, text, size, CSV_EMPTY_ALLOWED, a, d) != 0
               ? -1
               : find_columns(t);
}

int awt_read(struct awt_day *out, const char *file, const char *text,
             size_t size, const struct awt_query *q, struct arena *a,
             struct diag *d)
{
    struct awt_table t;
    *out = (struct awt_day){.day = q->day};
    return parse(&t, file, text, size, a, d) ? -1 : awt_pick(out, &t, q, d);
}

int awt_open(struct awt_table **out, const char *path, struct arena *a,
             struct diag *d)
{
    char *text;
    size_t size;
    if (import_files_read(path, &text, &size, d) != 0)
        return -2;
    struct awt_table *t = arena_alloc(a, sizeof *t);
    int bad = t ? parse(t, path, text, size, a, d) : -1;
    if (!t)
        diag_error(d, NULL, "memory is short");
    free(text);
    *out = t;
    return bad;
}

int awt_load(struct awt_day *out, const char *path, const struct awt_query *q,
             struct arena *a, struct diag *d)
{
    struct awt_table *t;
    int bad = awt_open(&t, path, a, d);
    return bad ? bad : awt_pick(out, t, q, d);
}
