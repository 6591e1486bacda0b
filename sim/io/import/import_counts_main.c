/* The command "poesim import counts". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/import_counts.h"
#include "sim/io/import/import_files.h"
#include "sim/io/import/import_time.h"
#include "sim/io/import/importers.h"
#include "sim/io/newfile.h"

static const char help[] =
    "poesim import counts -- hourly counts and lanes as a land port\n"
    "\n"
    "  poesim import counts FILE.csv --port \"San Luis\" --date 2026-07-15 -o "
    "day.xml\n"
    "\n"
    "The table has the columns hour, vehicles or persons (or both), lanes, "
    "and\n"
    "where wanted date and kind (of lane: each kind has its own queue).\n"
    "  --port NAME           of the port\n"
    "  --date DATE           the rows of this day; the day of the scenario\n"
    "  --interval TIME       that a row covers (1 h; it divides the day into "
    "96\n"
    "                        parts at most)\n"
    "  --lanes N             open, where the table does not tell\n"
    "  --column KEY=NAME     the column called NAME is KEY; may be repeated\n"
    "  --skip-wrong          leave out wrong rows, and count them\n"
    "  -o FILE, --force      where to write (standard output); replace it\n"
    "Assumptions, which the scenario states and you may change:\n"
    "  --occupancy P         persons in a vehicle (as counted, else 1)\n"
    "  --vehicle-time TIME   mean at the booth (45 s: illustrative)\n"
    "  --person-time TIME    the same of a person on foot (45 s: "
    "illustrative)\n"
    "  --citizen-share P     (0.5)\n"
    "  --utc-offset TIME --dst none|us   the port's clock (0 h, none)\n"
    "Odd rows: docs/importing.md\n";

struct arguments {
    const char *file, *out, *date, *interval, *lanes;
    bool force, help;
    struct import_counts o;
};

static void check(struct arguments *x, struct diag *d)
{
    struct import_counts *o = &x->o;
    double p;
    int64_t n = 0;
    if (!o->port || !*o->port)
        diag_error(d, NULL, "which port? add --port NAME");
    if (!x->date)
        diag_error(d, NULL, "which day? add --date 2026-07-15");
    else
        import_options_wrong("--date", x->date,
                             import_time_date(x->date, &o->day), d);
    o->has_day = true;
    import_options_time("--interval", x->interval, US_PER_MIN, d);
    quantity_time(x->interval, &o->interval);
    if (!d->count && (US_PER_DAY % o->interval ||
                      US_PER_DAY / o->interval > IMPORT_COUNTS_SLOTS ||
                      o->interval % US_PER_MIN))
        diag_error(d, NULL,
                   "--interval: \"%s\" does not divide the day into at most "
                   "%d parts of whole minutes",
                   x->interval, IMPORT_COUNTS_SLOTS);
    if (x->lanes)
        import_options_wrong("--lanes", x->lanes,
                             quantity_count(x->lanes, 1, 1000, &n), d);
    o->lanes = (int)n;
    if (o->occupancy && (quantity_number(o->occupancy, &p) || p < 1 || p > 63))
        diag_error(d, NULL, "--occupancy: \"%s\" is no number from 1 to 63",
                   o->occupancy);
    import_options_time("--vehicle-time", o->vehicle_time, 1, d);
    import_options_time("--person-time", o->person_time, 1, d);
    import_options_time("--utc-offset", o->utc_offset, -14 * US_PER_H, d);
    import_options_wrong("--citizen-share", o->citizen_share,
                         quantity_probability(o->citizen_share, &p), d);
    if (strcmp(o->dst, "none") != 0 && strcmp(o->dst, "us") != 0)
        diag_error(d, NULL, "--dst: \"%s\" is neither none nor us", o->dst);
}

static int parse(int argc, char **argv, struct arguments *x, struct diag *d)
{
    struct import_counts *o = &x->o;
    const struct import_option option[] = {
        {.name = "--port", .value = &o->port},
        {.name = "--date", .value = &x->date},
        {.name = "--interval", .value = &x->interval},
        {.name = "--lanes", .value = &x->lanes},
        {.name = "--column", .list = &o->column},
        {.name = "--skip-wrong", .flag = &o->skip_wrong},
        {.name = "-o", .value = &x->out},
        {.name = "--force", .flag = &x->force},
        {.name = "--occupancy", .value = &o->occupancy},
        {.name = "--vehicle-time", .value = &o->vehicle_time},
        {.name = "--person-time", .value = &o->person_time},
        {.name = "--citizen-share", .value = &o->citizen_share},
        {.name = "--utc-offset", .value = &o->utc_offset},
        {.name = "--dst", .value = &o->dst},
    };
    struct import_words words;
    if (import_options_parse("counts", argc, argv, option,
                             sizeof option / sizeof option[0], &words, d) != 0)
        return -1;
    x->file = words.file;
    x->help = words.help;
    if (!x->help)
        check(x, d);
    return d->count ? -1 : 0;
}

static int convert(const struct arguments *x, struct diag *d)
{
    struct arena a = {0};
    char *text;
    size_t size;
    if (x->out && newfile_not_input(x->out, x->file, d))
        return IMPORTERS_USAGE;
    if (import_files_read(x->file, &text, &size, d) != 0)
        return IMPORTERS_FILES;
    char *xml = import_counts_text(&x->o, x->file, text, size, &a, d);
    int code = xml ? 0 : IMPORTERS_CONTENT;
    if (!xml && !d->count) {
        diag_error(d, NULL, "out of memory");
        code = IMPORTERS_MEMORY;
    }
    if (xml && import_files_write(x->out, x->force, xml, d) != 0)
        code = IMPORTERS_FILES;
    free(xml);
    free(text);
    arena_release(&a);
    return code;
}

int import_counts_main(int argc, char **argv)
{
    struct diag d = {0};
    struct arguments x = {.interval = "1 h",
                          .o = {.vehicle_time = "45 s",
                                .person_time = "45 s",
                                .citizen_share = "0.5",
                                .utc_offset = "0 h",
                                .dst = "none"}};
    int code = IMPORTERS_USAGE;
    if (parse(argc, argv, &x, &d) == 0)
        code = x.help ? (fputs(help, stdout) < 0 ? IMPORTERS_FILES : 0)
                      : convert(&x, &d);
    diag_print(&d, stderr);
    diag_release(&d);
    return code;
}
