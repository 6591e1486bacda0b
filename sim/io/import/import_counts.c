/* Reads what a crossing counts by the hour. */
#include "sim/io/import/import_counts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/import_table.h"
#include "sim/io/import/import_time.h"
#include "sim/io/import/importing.h"
#include "sim/io/wording.h"

enum key {
    KEY_DATE,
    KEY_HOUR,
    KEY_VEHICLES,
    KEY_PERSONS,
    KEY_LANES,
    KEY_KIND,
    KEYS
};

static const struct import_column columns[KEYS] = {
    [KEY_DATE] = {"date", "date|day", false},
    [KEY_HOUR] = {"hour", "hour|time|from|start|begin|interval|hour beginning",
                  true},
    [KEY_VEHICLES] = {"vehicles",
                      "vehicles|vehicle count|cars|personal vehicles|volume|"
                      "trucks|buses",
                      false},
    [KEY_PERSONS] = {"persons",
                     "persons|people|pedestrians|travellers|travelers|"
                     "passengers|person count",
                     false},
    [KEY_LANES] = {"lanes",
                   "lanes|lanes open|open lanes|booths|booths open|officers",
                   false},
    [KEY_KIND] = {"kind", "kind|lane type|lane|mode|class", false},
};

enum { COUNT_MOST = 100000, LANES_MOST = 1000 };

struct counts {
    struct import_table table;
    const struct import_counts *o;
    struct import_lane *lane[IMPORT_COUNTS_KINDS];
    int lanes, left_out, other_days;
    struct arena *a;
    struct diag *d;
};

static const char *cell(const struct counts *x, int row, int key)
{
    return import_table_cell(&x->table, row, key, x->a);
}

static void refuse(struct counts *x, int row, int key, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

static void refuse(struct counts *x, int row, int key, const char *fmt, ...)
{
    struct origin at = import_table_at(&x->table, row, key);
    char why[400], value[WORDING_VALUE];
    va_list args;
    va_start(args, fmt);
    vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    wording_value(value, cell(x, row, key));
    if (!x->o->skip_wrong) {
        diag_error(x->d, &at, "%s \"%s\" %s", columns[key].key, value, why);
        return;
    }
    diag_warning(x->d, &at, "%s \"%s\" %s; the row is left out",
                 columns[key].key, value, why);
    x->left_out++;
}

/* ---- one row ---- */

/* "9", "09:00", "0900 - 1000", "9 AM", "2026-07-15 09:00"; -1: reported. */
static int slot_of(struct counts *x, int row, bool *other_day)
{
    char text[64];
    const char *raw = cell(x, row, KEY_HOUR);
    struct import_time t = {0};
    snprintf(text, sizeof text, "%s", raw);
    const char *dash = strstr(raw, " - ");
    size_t n = dash ? (size_t)(dash - raw) : strlen(raw);
    if (n < sizeof text)
        text[n] = '\0';
    int hour = -1, end = 0;
    if (sscanf(text, "%2d%n", &hour, &end) == 1 && !text[end] && hour >= 0 &&
        hour <= 23)
        t = (struct import_time){.has_clock = true, .clock = hour * US_PER_H};
    else {
        const char *wrong = import_time_read(text, &t);
        if (wrong || !t.has_clock) {
            refuse(x, row, KEY_HOUR, "%s",
                   wrong ? wrong : "is no time of day as \"09:00\"");
            return -1;
        }
    }
    if (t.has_day && x->o->has_day)
        *other_day = t.day != x->o->day;
    if (t.clock % x->o->interval || t.clock >= US_PER_DAY) {
        refuse(x, row, KEY_HOUR,
               "does not begin an interval; is --interval right?");
        return -1;
    }
    return (int)(t.clock / x->o->interval);
}

/* 1: another day; -1: reported. */
static int is_other_day(struct counts *x, int row)
{
    const char *text = cell(x, row, KEY_DATE);
    int32_t day;
    if (!*text || !x->o->has_day)
        return 0;
    const char *wrong = import_time_date(text, &day);
    if (wrong) {
        refuse(x, row, KEY_DATE, "%s", wrong);
        return -1;
    }
    return day != x->o->day;
}

/* -1: not told; NaN: reported. */
static double number(struct counts *x, int row, int key, int most)
{
    const char *text = cell(x, row, key);
    double n = 0;
    if (!*text)
        return -1;
    if (!quantity_number(text, &n) && n >= 0 && n <= most && n == floor(n))
        return n;
    refuse(x, row, key, "is not a whole number from 0 to %d", most);
    return NAN;
}

static struct import_lane *lane_of(struct counts *x, int row, const char *name,
                                   bool is_vehicle)
{
    for (int k = 0; k < x->lanes; k++)
        if (!strcmp(x->lane[k]->name, name))
            return x->lane[k];
    struct import_lane *lane =
        x->lanes < IMPORT_COUNTS_KINDS ? arena_alloc(x->a, sizeof *lane) : NULL;
    if (!lane) {
        refuse(x, row, KEY_KIND, "is one kind too many: at most %d are taken",
               IMPORT_COUNTS_KINDS);
        return NULL;
    }
    lane->name = name;
    lane->is_vehicle = is_vehicle;
    return x->lane[x->lanes++] = lane;
}

static void store(struct counts *x, int row, int slot, struct import_lane *lane,
                  double count, double open)
{
    if (lane->line[slot]) {
        refuse(x, row, KEY_HOUR,
               "stands in line %d already%s; keep one of "
               "the two",
               lane->line[slot],
               x->o->has_day ? "" : " (is the file of more days? add --date)");
        return;
    }
    lane->line[slot] = x->table.csv.line[row];
    lane->count[slot] = count;
    lane->lanes[slot] = open < 0 ? -1 : (int)open;
}

static void read_row(struct counts *x, int row)
{
    bool other = false;
    int day = is_other_day(x, row);
    if (day < 0)
        return;
    int slot = day ? 0 : slot_of(x, row, &other);
    if (day || other) {
        x->other_days++;
        return;
    }
    double vehicles = number(x, row, KEY_VEHICLES, COUNT_MOST);
    double persons = number(x, row, KEY_PERSONS, COUNT_MOST);
    double open = number(x, row, KEY_LANES, LANES_MOST);
    const char *kind = cell(x, row, KEY_KIND);
    if (slot < 0 || isnan(vehicles) || isnan(persons) || isnan(open))
        return;
    if (vehicles < 0 && persons < 0) {
        refuse(x, row,
               import_table_has(&x->table, KEY_VEHICLES) ? KEY_VEHICLES
                                                         : KEY_PERSONS,
               "has no count; write 0 where nobody came");
        return;
    }
    bool is_vehicle = vehicles >= 0;
    struct import_lane *lane = lane_of(x, row,
                                       *kind        ? kind
                                       : is_vehicle ? "vehicles"
                                                    : "persons",
                                       is_vehicle);
    if (!lane)
        return;
    store(x, row, slot, lane, is_vehicle ? vehicles : persons, open);
    if (is_vehicle && persons >= 0) {
        lane->vehicles += vehicles;
        lane->persons += persons;
    }
}

/* ---- the day ---- */

/* Lanes that are not told, or contradict the count, and hours without a row. */
static void settle(struct counts *x, struct import_lane *lane)
{
    int slots = (int)(US_PER_DAY / x->o->interval), missing = 0, before = 1;
    struct origin at = {x->table.csv.file, 0, 0, NULL};
    for (int s = 0; s < slots; s++) {
        missing += !lane->line[s];
        if (!lane->line[s]) {
            lane->lanes[s] = 0;
            continue;
        }
        if (lane->lanes[s] < 0)
            lane->lanes[s] = x->o->lanes;
        at.line = lane->line[s];
        if (lane->lanes[s] == 0 && lane->count[s] > 0) {
            diag_warning(x->d, &at,
                         "%s: %.0f came but no lane is said to be open; %d %s "
                         "taken (the nearest earlier row's, else 1)",
                         lane->name, lane->count[s], before,
                         before == 1 ? "is" : "are");
            lane->lanes[s] = before;
        }
        before = lane->lanes[s] ? lane->lanes[s] : before;
    }
    at.line = 0;
    if (missing)
        diag_warning(x->d, &at,
                     "%s: %d of %d intervals have no row; nobody comes then, "
                     "and no lane is open",
                     lane->name, missing, slots);
}

static int check(struct counts *x)
{
    struct origin at = {x->table.csv.file, 0, 0, NULL};
    double all = 0;
    for (int k = 0; k < x->lanes; k++)
        for (int s = 0; s < IMPORT_COUNTS_SLOTS; s++) {
            const struct import_lane *lane = x->lane[k];
            all += lane->count[s];
            at.line = lane->line[s];
            if (at.line && lane->lanes[s] < 0 && !x->o->lanes) {
                diag_error(x->d, &at,
                           "it is not told how many lanes are open; name the "
                           "column (--column lanes=NAME) or say --lanes N");
                return -1;
            }
        }
    at.line = 0;
    if (all > 0)
        return 0;
    diag_error(x->d, &at, "nobody is counted%s; rows of other days: %d",
               x->o->has_day ? " on that day" : "", x->other_days);
    return -1;
}

char *import_counts_text(const struct import_counts *o, const char *file,
                         const char *text, size_t size, struct arena *a,
                         struct diag *d)
{
    struct counts x = {.o = o, .a = a, .d = d};
    int before = d->count;
    if (import_table_read(&x.table, file, text, size, columns, KEYS, &o->column,
                          a, d) != 0)
        return NULL;
    if (!import_table_has(&x.table, KEY_VEHICLES) &&
        !import_table_has(&x.table, KEY_PERSONS)) {
        diag_error(d, &(struct origin){file, 1, 0, NULL},
                   "there is neither a column of vehicles nor of persons; "
                   "name it with --column vehicles=NAME or persons=NAME");
        return NULL;
    }
    for (int r = 0; r < x.table.csv.rows; r++)
        read_row(&x, r);
    if (d->count > before || check(&x) != 0)
        return NULL;
    for (int k = 0; k < x.lanes; k++)
        settle(&x, x.lane[k]);
    return import_counts_xml(o, file, x.lane, x.lanes, x.left_out);
}
