/* Which importers there are. A new one is a line here. */
#include "sim/io/import/importers.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/import/import_awt.h"
#include "sim/io/import/import_counts.h"
#include "sim/io/import/import_schedule.h"
#include "sim/io/import/import_scores.h"

static const struct importer {
    const char *name, *summary;
    int (*main)(int argc, char **argv);
} importers[] = {
    {"awt", "a day of CBP's Airport Wait Times", import_awt_main},
    {"schedule", "flights (CSV, SSIM) or cruise calls of a day",
     import_schedule_main},
    {"counts", "hourly counts and lanes of a land crossing",
     import_counts_main},
    {"scores", "genuine and impostor scores as a matcher", import_scores_main},
    {"det", "points of a DET curve as a matcher", import_det_main},
};

enum { IMPORTERS = sizeof importers / sizeof importers[0] };

static void list(FILE *out)
{
    fputs("poesim import -- other people's files to scenarios\n\n", out);
    for (int k = 0; k < IMPORTERS; k++)
        fprintf(out, "  poesim import %-9s %s\n", importers[k].name,
                importers[k].summary);
    fputs("\n\"poesim import NAME --help\" tells its options; "
          "docs/importing.md what is done with odd rows.\n",
          out);
}

int importers_main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("poesim: error: import what? \"poesim import --help\"\n", stderr);
        return IMPORTERS_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
        list(stdout);
        return 0;
    }
    for (int k = 0; k < IMPORTERS; k++)
        if (!strcmp(argv[1], importers[k].name))
            return importers[k].main(argc - 1, argv + 1);
    fprintf(stderr,
            "poesim: error: no importer \"%s\"; \"poesim import --help\" lists "
            "them\n",
            argv[1]);
    return IMPORTERS_USAGE;
}
