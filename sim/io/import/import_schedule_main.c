/* The command "poesim import schedule": options, files and exit codes. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/import_files.h"
#include "sim/io/import/import_schedule.h"
#include "sim/io/import/import_time.h"
#include "sim/io/import/importers.h"
#include "sim/io/newfile.h"

static const char help[] =
    "poesim import schedule -- flights or cruise calls of a day as a scenario\n"
    "\n"
    "  poesim import schedule FILE --airport JFK --date 2026-07-15 -o day.xml\n"
    "\n"
    "  --format csv|ssim|cruise   csv: a header and a row a flight (the "
    "default);\n"
    "                        ssim: IATA SSIM chapter 7; cruise: a row a ship's "
    "call\n"
    "  --airport CODE        where; for cruise calls the port's name\n"
    "  --date DATE           2026-07-15, on the port's clock\n"
    "  --direction arrivals|departures   (arrivals)\n"
    "  --column KEY=NAME     the column called NAME is KEY; may be repeated\n"
    "  -o FILE, --force      where to write (standard output); replace it\n"
    "  --fragment            a <port-fragment> with the flow only; with\n"
    "  --population, --start, --flow ID    ... these names\n"
    "  --timetable NAME.csv  put the calls there, beside -o\n"
    "Times:\n"
    "  --times local|utc     of rows without a zone (CSV: local; SSIM says)\n"
    "  --utc-offset TIME     the port's standard time minus UTC\n"
    "  --dst none|us         its summer time\n"
    "Rows:\n"
    "  --terminal NAME       this terminal (berth) only\n"
    "  --only A,B --without A,B   airports at the other end; --home COUNTRY: "
    "without\n"
    "                        rows of that country\n"
    "  --codeshares merge|keep    flights of one minute and place with equal "
    "aircraft\n"
    "  --duplicates drop|keep     the same flight twice\n"
    "  --skip-wrong          leave out wrong rows, and count them\n"
    "Passengers, where a row does not tell:\n"
    "  --load-factor P|t100  share of the seats; --seats TYPE=N: seats of a "
    "type\n"
    "  --passengers-per-call N|t100\n"
    "Assumptions, which the scenario states:\n"
    "  --unload RATE --walk TIME --lead TIME --citizen-time TIME\n"
    "  --visitor-time TIME --citizen-share P --officers N\n"
    "Columns, odd rows and all assumptions: docs/importing.md\n";

struct arguments {
    const char *file, *out, *date, *format, *direction;
    bool force, help;
    struct import_schedule o;
};

static int parse_words(int argc, char **argv, struct arguments *x,
                       struct diag *d)
{
    struct import_schedule *o = &x->o;
    const struct import_option option[] = {
        {.name = "--format", .value = &x->format},
        {.name = "--airport", .value = &o->airport},
        {.name = "--date", .value = &x->date},
        {.name = "--direction", .value = &x->direction},
        {.name = "--column", .list = &o->column},
        {.name = "-o", .value = &x->out},
        {.name = "--force", .flag = &x->force},
        {.name = "--fragment", .flag = &o->fragment},
        {.name = "--population", .value = &o->population},
        {.name = "--start", .value = &o->start},
        {.name = "--flow", .value = &o->flow},
        {.name = "--timetable", .value = &o->timetable},
        {.name = "--times", .value = &o->times},
        {.name = "--utc-offset", .value = &o->utc_offset},
        {.name = "--dst", .value = &o->dst},
        {.name = "--terminal", .value = &o->terminal},
        {.name = "--only", .value = &o->only},
        {.name = "--without", .value = &o->without},
        {.name = "--home", .value = &o->home},
        {.name = "--codeshares", .value = &o->codeshares},
        {.name = "--duplicates", .value = &o->duplicates},
        {.name = "--skip-wrong", .flag = &o->skip_wrong},
        {.name = "--load-factor", .value = &o->load_factor},
        {.name = "--seats", .list = &o->seats},
        {.name = "--passengers-per-call", .value = &o->passengers_per_call},
        {.name = "--unload", .value = &o->unload},
        {.name = "--walk", .value = &o->walk},
        {.name = "--lead", .value = &o->lead},
        {.name = "--citizen-time", .value = &o->citizen_time},
        {.name = "--visitor-time", .value = &o->visitor_time},
        {.name = "--citizen-share", .value = &o->citizen_share},
        {.name = "--officers", .value = &o->officers},
    };
    struct import_words words;
    int bad = import_options_parse("schedule", argc, argv, option,
                                   sizeof option / sizeof option[0], &words, d);
    x->file = words.file;
    x->help = words.help;
    return bad;
}

/* ---- what options mean ---- */

/* One of two words; NULL is the first. */
static bool is_second(const char *option, const char *text, const char *first,
                      const char *second, struct diag *d)
{
    if (!text || !strcmp(text, first))
        return false;
    if (strcmp(text, second) != 0)
        diag_error(d, NULL, "%s: \"%s\" is neither %s nor %s", option, text,
                   first, second);
    return true;
}

static void check_count(const char *option, const char *text, int least,
                        struct diag *d)
{
    int64_t n;
    if (text && strcmp(text, "t100") != 0)
        import_options_wrong(option, text,
                             quantity_count(text, least, 20000, &n), d);
}

static void check_seats(const struct import_list *seats, struct diag *d)
{
    for (int k = 0; k < seats->n; k++) {
        const char *value = strchr(seats->value[k], '=');
        int64_t n;
        import_options_wrong("--seats", seats->value[k],
                             !value || value == seats->value[k]
                                 ? "is not TYPE=N, as 738=189"
                                 : quantity_count(value + 1, 1, 2000, &n),
                             d);
    }
}

static void check_id(const char *option, const char *text, struct diag *d)
{
    size_t n = 0;
    while (isalnum((unsigned char)text[n]) ||
           (n && strchr("._-", text[n]) && text[n]))
        n++;
    if (text[n] || !n || n > 64 || !isalpha((unsigned char)text[0]))
        import_options_wrong(option, text,
                             "is no name: a letter, then letters, digits, dot, "
                             "underscore or hyphen",
                             d);
}

static void check_assumptions(const struct import_schedule *o, struct diag *d)
{
    double p;
    import_options_time("--walk", o->walk, 0, d);
    import_options_time("--lead", o->lead, 0, d);
    import_options_time("--citizen-time", o->citizen_time, 1, d);
    import_options_time("--visitor-time", o->visitor_time, 1, d);
    import_options_wrong("--unload", o->unload, quantity_rate(o->unload, &p),
                         d);
    import_options_wrong("--citizen-share", o->citizen_share,
                         quantity_probability(o->citizen_share, &p), d);
    if (o->load_factor && strcmp(o->load_factor, "t100") != 0)
        import_options_wrong("--load-factor", o->load_factor,
                             quantity_probability(o->load_factor, &p), d);
    check_count("--passengers-per-call", o->passengers_per_call, 1, d);
    if (o->officers)
        check_count("--officers",
                    strcmp(o->officers, "t100") ? o->officers : "x", 1, d);
    check_seats(&o->seats, d);
    check_id("--population", o->population, d);
    check_id("--start", o->start, d);
    check_id("--flow", o->flow, d);
}

static void check_clock(struct import_schedule *o, struct diag *d)
{
    if (o->utc_offset) {
        import_options_time("--utc-offset", o->utc_offset, -14 * US_PER_H, d);
        quantity_time(o->utc_offset, &o->wall.utc_offset);
    }
    if (is_second("--dst", o->dst, "none", "us", d))
        o->wall.dst = DST_US;
    is_second("--times", o->times, "local", "utc", d);
}

/* The kind of port decides what is assumed about it. */
static void set_defaults(struct import_schedule *o)
{
    bool ships = o->format == IMPORT_SCHEDULE_CRUISE, out = o->departures;
    const struct {
        const char **value, *otherwise;
    } values[] = {
        {&o->population, "travellers"},
        {&o->flow, out ? "departures" : "arrivals"},
        {&o->walk, "5 min"},
        {&o->lead, ships ? "4 h" : "40 min"},
        {&o->unload, ships ? "15 /min"
                     : out ? "10 /min"
                           : "20 /min"},
        {&o->citizen_time, out ? "5 s" : "30 s"},
        {&o->visitor_time, out ? "5 s" : "72 s"},
        {&o->citizen_share, "0.5"},
    };
    for (size_t k = 0; k < sizeof values / sizeof values[0]; k++)
        if (!*values[k].value)
            *values[k].value = values[k].otherwise;
    simtime walk = 0;
    quantity_time(o->walk, &walk);
    if (!o->start)
        o->start = out ? "gate" : walk ? "walk" : "primary";
}

static void check_timetable(const struct arguments *x, struct diag *d)
{
    if (x->o.timetable && strchr(x->o.timetable, '/'))
        diag_error(d, NULL,
                   "--timetable: \"%s\" names a folder; it is put beside -o",
                   x->o.timetable);
    if (x->o.timetable && !x->out)
        diag_error(d, NULL, "--timetable needs -o: it is put beside it");
}

static int parse(int argc, char **argv, struct arguments *x, struct diag *d)
{
    struct import_schedule *o = &x->o;
    if (parse_words(argc, argv, x, d) != 0)
        return -1;
    if (x->help)
        return 0;
    if (x->format && !strcmp(x->format, "ssim"))
        o->format = IMPORT_SCHEDULE_SSIM;
    else if (x->format && !strcmp(x->format, "cruise"))
        o->format = IMPORT_SCHEDULE_CRUISE;
    else if (x->format && strcmp(x->format, "csv") != 0)
        diag_error(d, NULL, "--format: \"%s\" is neither csv, ssim nor cruise",
                   x->format);
    o->departures =
        is_second("--direction", x->direction, "arrivals", "departures", d);
    set_defaults(o);
    if (!o->airport || !*o->airport)
        diag_error(d, NULL, "which airport? add --airport JFK");
    if (!x->date)
        diag_error(d, NULL, "which day? add --date 2026-07-15");
    else
        import_options_wrong("--date", x->date,
                             import_time_date(x->date, &o->day), d);
    is_second("--codeshares", o->codeshares, "merge", "keep", d);
    is_second("--duplicates", o->duplicates, "drop", "keep", d);
    check_clock(o, d);
    check_assumptions(o, d);
    check_timetable(x, d);
    return d->count ? -1 : 0;
}

/* ---- files ---- */

/* "in/day.xml", "t.csv" -> "in/t.csv". */
static char *beside(const char *out, const char *name)
{
    const char *slash = strrchr(out, '/');
    size_t folder = slash ? (size_t)(slash - out) + 1 : 0;
    char *path = malloc(folder + strlen(name) + 1);
    if (path) {
        memcpy(path, out, folder);
        strcpy(path + folder, name);
    }
    return path;
}

/* -1: a file that would be written is the one that is read. */
static int check_targets(const struct arguments *x, struct diag *d)
{
    char *path =
        x->out && x->o.timetable ? beside(x->out, x->o.timetable) : NULL;
    int bad = (x->out && newfile_not_input(x->out, x->file, d)) ||
              (path && newfile_not_input(path, x->file, d));

    free(path);
    return bad ? -1 : 0;
}

static int write_both(const struct arguments *x, const char *xml,
                      const char *table, struct diag *d)
{
    char *path = table ? beside(x->out, x->o.timetable) : NULL;
    int bad = table ? !path || import_files_write(path, x->force, table, d) : 0;
    free(path);
    return bad || import_files_write(x->out, x->force, xml, d) ? -1 : 0;
}

static int convert(const struct arguments *x, struct diag *d)
{
    struct arena a = {0};
    char *text, *table;
    size_t size;
    if (check_targets(x, d))
        return IMPORTERS_USAGE;
    if (import_files_read(x->file, &text, &size, d) != 0)
        return IMPORTERS_FILES;
    char *xml = import_schedule_text(&x->o, x->file, text, size, &table, &a, d);
    int code = xml ? 0 : IMPORTERS_CONTENT;
    if (!xml && !d->count) {
        diag_error(d, NULL, "out of memory");
        code = IMPORTERS_MEMORY;
    }
    if (xml && write_both(x, xml, table, d) != 0)
        code = IMPORTERS_FILES;
    free(xml);
    free(table);
    free(text);
    arena_release(&a);
    return code;
}

int import_schedule_main(int argc, char **argv)
{
    struct diag d = {0};
    struct arguments x = {0};
    int code = IMPORTERS_USAGE;
    if (parse(argc, argv, &x, &d) == 0)
        code = x.help ? (fputs(help, stdout) < 0 ? IMPORTERS_FILES : 0)
                      : convert(&x, &d);
    diag_print(&d, stderr);
    diag_release(&d);
    return code;
}
