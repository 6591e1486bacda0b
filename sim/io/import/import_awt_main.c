/* The command "poesim import awt": options, the file that is written, messages
 * and exit codes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/import/import_awt.h"
#include "sim/io/import/import_files.h"
#include "sim/io/import/import_options.h"
#include "sim/io/newfile.h"

enum { EXIT_USAGE = 2, EXIT_CONTENT = 3, EXIT_FILES = 4, EXIT_MEMORY = 5 };

static const char help[] =
    "poesim import awt -- a day of CBP's Airport Wait Times as a scenario\n"
    "\n"
    "  poesim import awt FILE.csv --airport JFK --terminal \"Terminal 4 "
    "(IAT)\" \\\n"
    "                    --date 2018-07-15 -o day.xml\n"
    "  poesim run day.xml -o day.h5\n"
    "  poesim validate day.h5 FILE.csv\n"
    "\n"
    "  --airport CODE        as in the file; may be left out if it has only "
    "one\n"
    "  --terminal NAME       the same\n"
    "  --date DATE           2018-07-15 or 7/15/2018\n"
    "  -o FILE               where to write; without it: standard output\n"
    "  --force               replace FILE\n"
    "Assumptions, which the scenario states and you may change:\n"
    "  --walk TIME           gate to primary, taken off as CBP does (5 min)\n"
    "  --unload RATE         travellers leave an aircraft (20 /min; 0 /min: "
    "all at once)\n"
    "  --citizen-time TIME   mean at the booth (30 s)\n"
    "  --visitor-time TIME   mean at the booth (72 s)\n"
    "  --utc-offset TIME     standard time minus UTC (0 h: hours are the "
    "airport's own)\n"
    "  --dst none|us         summer time (none)\n"
    "Handling of odd rows: docs/airport-wait-times.md\n";

struct arguments {
    const char *file, *out, *date;
    bool force, help;
    struct awt_query query;
    struct import_awt_assumptions as;
};

/* 0; -1: reported. */
static int parse(int argc, char **argv, struct arguments *x, struct diag *d)
{
    const struct import_option option[] = {
        {.name = "--airport", .value = &x->query.airport},
        {.name = "--terminal", .value = &x->query.terminal},
        {.name = "--date", .value = &x->date},
        {.name = "-o", .value = &x->out},
        {.name = "--walk", .value = &x->as.walk},
        {.name = "--unload", .value = &x->as.unload},
        {.name = "--citizen-time", .value = &x->as.citizen_time},
        {.name = "--visitor-time", .value = &x->as.visitor_time},
        {.name = "--utc-offset", .value = &x->as.utc_offset},
        {.name = "--dst", .value = &x->as.dst},
        {.name = "--force", .flag = &x->force},
    };
    struct import_words words;
    if (import_options_parse("awt", argc, argv, option,
                             sizeof option / sizeof option[0], &words,
                             d) != 0 ||
        words.help) {
        x->help = words.help;
        return words.help ? 0 : -1;
    }
    x->file = words.file;
    const char *wrong = NULL;
    if (!x->date)
        diag_error(d, NULL, "which day? add --date 2018-07-15");
    else if ((wrong = awt_date(x->date, &x->query.day)))
        diag_error(d, NULL, "--date: \"%s\" %s", x->date, wrong);
    import_awt_check(&x->as, d);
    return d->count ? -1 : 0;
}

static int convert(const struct arguments *x, struct arena *a, struct diag *d)
{
    struct awt_day day;
    if (x->out && newfile_not_input(x->out, x->file, d))
        return EXIT_USAGE;
    int bad = awt_load(&day, x->file, &x->query, a, d);
    if (bad)
        return bad == -2 ? EXIT_FILES : EXIT_CONTENT;
    awt_warn(&day, x->file, d);
    int all = 0;
    for (int h = 0; h < AWT_HOURS; h++)
        all += awt_passengers(&day.hour[h]);
    if (all == 0) {
        diag_error(d, &(struct origin){x->file, 0, 0, NULL},
                   "nobody landed on that day");
        return EXIT_CONTENT;
    }
    char *text = import_awt_text(&day, x->file, &x->as);
    if (!text) {
        diag_error(d, NULL, "out of memory");
        return EXIT_MEMORY;
    }
    bad = import_files_write(x->out, x->force, text, d);
    free(text);
    return bad ? EXIT_FILES : 0;
}

int import_awt_main(int argc, char **argv)
{
    struct diag d = {0};
    struct arena a = {0};
    struct arguments x = {.as = import_awt_defaults};
    int code = EXIT_USAGE;
    if (parse(argc, argv, &x, &d) == 0)
        code = x.help ? (fputs(help, stdout) < 0 ? EXIT_FILES : 0)
                      : convert(&x, &a, &d);
    diag_print(&d, stderr);
    diag_release(&d);
    arena_release(&a);
    return code;
}
