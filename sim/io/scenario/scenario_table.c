/* scenario_table -- reads timetables and traces from CSV tables. */
#include <stdio.h>
#include <string.h>

#include "sim/io/scenario/scenario_parts.h"

/* "09:00", or "09:00..10:00". */
const char *read_clock_range(struct reader *r, const char *text,
                             struct call *call)
{
    const char *dots = strstr(text, "..");
    if (!dots) {
        const char *why = quantity_clock(text, &call->from);
        call->until = call->from;
        return why;
    }
    const char *first = arena_text_n(r->x->arena, text, (size_t)(dots - text));
    if (!first) {
        r->out_of_memory = true;
        return NULL;
    }
    const char *why = quantity_clock(first, &call->from);
    if (!why)
        why = quantity_clock(dots + 2, &call->until);
    if (why || call->until >= call->from)
        return why;
    call->until = call->from;
    return "ends before it begins; to go over midnight write two calls";
}

/* A table and where its columns are. */
struct table {
    const struct csv *c;
    struct reader *r;
};

/* The cell's text; NULL: no such column, or nothing in it. */
static const char *cell(const struct table *t, int row, const char *column)
{
    int i = csv_column(t->c, column);
    const char *text = i < 0 ? NULL : csv_cell(t->c, row, i);
    return text && *text ? text : NULL;
}

static void refuse_cell(const struct table *t, int row, const char *column,
                        const char *why)
{
    int i = csv_column(t->c, column);
    if (i < 0)
        return; /* that it is missing has been said once */
    struct origin at = csv_origin(t->c, row, i);
    reader_error_at(t->r, &at, "%s \"%s\" %s", column, csv_cell(t->c, row, i),
                    why);
}

static int cell_count(const struct table *t, int row, const char *column,
                      int least, int most, int otherwise)
{
    const char *text = cell(t, row, column);
    int64_t value = otherwise;
    const char *why = text ? quantity_count(text, least, most, &value) : NULL;
    if (why)
        refuse_cell(t, row, column, why);
    return (int)value;
}

static simtime cell_time(const struct table *t, int row, const char *column)
{
    const char *text = cell(t, row, column);
    simtime value = 0;
    const char *why = text ? quantity_time(text, &value)
                           : "is empty; write a time such as \"12.5 s\"";
    if (!why && value < 0)
        why = "is less than 0";
    if (why)
        refuse_cell(t, row, column, why);
    return value;
}

/* Columns must be known, and the required ones there. `known` may end with
 * names of stations. */
static void check_columns(const struct table *t, const char *const *required,
                          const char *const *known, int n)
{
    for (; *required; required++)
        if (csv_column(t->c, *required) < 0) {
            struct origin at = {t->c->file, 1, 0, NULL};
            reader_error_at(t->r, &at,
                            "column \"%s\" is missing; it is required",
                            *required);
        }
    for (int i = 0; i < t->c->columns; i++) {
        int k = 0;
        while (k < n && strcmp(known[k], t->c->header[i]) != 0)
            k++;
        if (k < n)
            continue;
        struct origin at = {t->c->file, 1, i + 1, NULL};
        char names[200] = "";
        for (k = 0; k < n; k++) {
            size_t used = strlen(names);
            snprintf(names + used, sizeof names - used, "%s%s", k ? ", " : "",
                     known[k]);
        }
        reader_error_at(t->r, &at,
                        "column \"%s\" is not known; there may be: %s",
                        t->c->header[i], names);
    }
}

/* One row of a timetable. Defaults are those of <call>. */
void read_timetable_row(struct reader *r, const struct csv *c, int row,
                        struct call *call)
{
    const struct table *t = &(struct table){c, r};
    call->at = csv_origin(t->c, row, 0);
    const char *id = cell(t, row, "id");
    call->id = id ? id : "";
    const char *at = cell(t, row, "at");
    const char *why = at ? read_clock_range(t->r, at, call)
                         : "is empty; write a time of day such as \"14:05\"";
    if (why)
        refuse_cell(t, row, "at", why);
    if (!cell(t, row, "passengers"))
        refuse_cell(t, row, "passengers", "is empty; write how many come");
    call->passengers = cell_count(t, row, "passengers", 0, PASSENGERS_MOST, 0);
    call->day = cell_count(t, row, "day", 0, DAY_MOST, 1);
    call->load_factor = 1;
    const char *load = cell(t, row, "load-factor");
    why = load ? quantity_probability(load, &call->load_factor) : NULL;
    if (why)
        refuse_cell(t, row, "load-factor", why);
}

void check_timetable(struct reader *r, const struct csv *c)
{
    static const char *const required[] = {"at", "passengers", NULL};
    static const char *const known[] = {"id", "at", "passengers", "load-factor",
                                        "day"};
    check_columns(&(struct table){c, r}, required, known, 5);
}

/* Stations of the port whose times stand in traces, in file order, with room
 * for `more` names before them. */
static int trace_stations(struct reader *r, const xmlNode *port, int more,
                          const char ***names)
{
    int n = 0;
    for (const xmlNode *s = port->children; s; s = s->next)
        n += element_is(s, "station");
    *names = reader_array(r, n + more, sizeof **names);
    if (!*names)
        return 0;
    n = more;
    for (const xmlNode *s = element_child(port, "station"); s;
         s = element_next(s, "station")) {
        const xmlNode *i = element_child(s, "inspect");
        while (i && !attribute_is(i, "dist", "trace"))
            i = element_next(i, "inspect");
        if (i)
            (*names)[n++] = attribute_name(r, s, "id").text;
    }
    return n;
}

static void read_trace_row(const struct table *t, int row, struct trace_row *w,
                           const struct flow *f, simtime *at_station)
{
    w->at = csv_origin(t->c, row, 0);
    w->time = cell_time(t, row, "at");
    if (row > 0 && w->time < w[-1].time) {
        refuse_cell(t, row, "at", "is before the row above; sort the rows");
        w->time = w[-1].time;
    }
    w->size = cell_count(t, row, "size", 1, PARTY_MOST, 1);
    w->class = cell(t, row, "class");
    w->at_station = at_station;
    for (int i = 0; i < f->trace_stations; i++)
        at_station[i] = cell_time(t, row, f->trace_station[i].text);
}

/* Columns for stations: those that the table has; scenario_check() knows which
 * a flow needs. */
void read_trace(struct reader *r, const xmlNode *e, struct flow *f)
{
    static const char *const required[] = {"at", NULL};
    struct csv csv;
    const char **known;
    if (attribute_doubted(e, "table") ||
        document_table(r->x, e, "table", &csv, r->d) != 0)
        return;
    struct table t = {&csv, r};
    int n = trace_stations(r, e->parent->parent, 3, &known);
    struct name *station = reader_array(r, n, sizeof *station);
    struct trace_row *row = reader_array(r, csv.rows, sizeof *row);
    if (!n || !station || !row)
        return;
    known[0] = "at";
    known[1] = "size";
    known[2] = "class";
    check_columns(&t, required, known, n);
    for (int i = 3; i < n; i++) {
        int column = csv_column(&csv, known[i]);
        if (column >= 0)
            station[f->trace_stations++] =
                (struct name){known[i], {csv.file, 1, column + 1, NULL}, false};
    }
    f->trace_station = station;
    simtime *times = arena_array(r->x->arena, (size_t)csv.rows,
                                 (size_t)f->trace_stations * sizeof *times);
    if (!times) {
        r->out_of_memory = true;
        return;
    }
    f->row = row;
    f->rows = csv.rows;
    for (int i = 0; i < csv.rows; i++)
        read_trace_row(&t, i, &row[i], f, times + i * f->trace_stations);
}
