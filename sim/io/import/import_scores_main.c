/* The commands "poesim import scores" and "poesim import det". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/import/import_files.h"
#include "sim/io/import/import_scores.h"
#include "sim/io/import/importers.h"
#include "sim/io/newfile.h"

static const char scores_help[] =
    "poesim import scores -- genuine and impostor scores as a matcher\n"
    "\n"
    "  poesim import scores FILE.csv --fmr 1e-4 -o matcher.xml\n"
    "\n"
    "The table has the columns kind (genuine or impostor), score and, where\n"
    "there are groups, group. The rates are exactly those of the file: k of "
    "n.\n"
    "  --fmr RATE            threshold: the least at which at most this share\n"
    "                        of all impostors matches; or\n"
    "  --threshold T         ... this; a score of T matches\n"
    "  --distance            small scores are alike: T or less matches\n";

static const char det_help[] =
    "poesim import det -- points of a DET curve as a matcher\n"
    "\n"
    "  poesim import det FILE.csv --fmr 1e-4 -o matcher.xml\n"
    "\n"
    "The table has the columns fmr and fnmr (1:1) or fpir and fnir (1:N) and,\n"
    "where wanted, threshold, group, genuine and impostors (numbers of\n"
    "comparisons). A row whose group is \"all\" or empty is over all groups.\n"
    "  --fmr RATE            the point over all groups with at most this fmr\n"
    "                        (fpir); nothing is read between points; or\n"
    "  --threshold T         the point at this threshold\n";

static const char common_help[] =
    "  --impostor-match P    of look-alikes with a document (1:1); without "
    "it:\n"
    "                        the fmr, which is a lower bound\n"
    "  --id NAME             of the matcher (\"imported\")\n"
    "  --no-groups           the <group>s stand elsewhere\n"
    "  --source TEXT         where the figures come from\n"
    "  --column KEY=NAME     the column called NAME is KEY; may be repeated\n"
    "  -o FILE               where to write; without it: standard output\n"
    "  --force               replace FILE\n"
    "What a group without errors gets: docs/importing.md\n";

typedef char *convert_fn(const char *file, const char *text, size_t size,
                         const struct import_scores_options *o, struct arena *a,
                         struct diag *d);

static int convert(const char *file, const char *out, bool force,
                   const struct import_scores_options *o, convert_fn *core,
                   struct diag *d)
{
    struct arena a = {0};
    char *text;
    size_t size;
    if (out && newfile_not_input(out, file, d))
        return IMPORTERS_USAGE;
    if (import_files_read(file, &text, &size, d) != 0)
        return IMPORTERS_FILES;
    char *xml = core(file, text, size, o, &a, d);
    int code = xml ? 0 : IMPORTERS_CONTENT;
    if (!xml && !d->count) {
        diag_error(d, NULL, "out of memory");
        code = IMPORTERS_MEMORY;
    }
    if (xml && import_files_write(out, force, xml, d) != 0)
        code = IMPORTERS_FILES;
    free(xml);
    free(text);
    arena_release(&a);
    return code;
}

static int run(int argc, char **argv, const char *help, convert_fn *core)
{
    struct diag d = {0};
    struct import_scores_options o = {.id = "imported"};
    const char *out = NULL;
    bool force = false;
    struct import_words words;
    const struct import_option option[] = {
        {.name = "--fmr", .value = &o.fmr},
        {.name = "--threshold", .value = &o.threshold},
        {.name = "--distance", .flag = &o.distance},
        {.name = "--impostor-match", .value = &o.impostor_match},
        {.name = "--id", .value = &o.id},
        {.name = "--no-groups", .flag = &o.no_groups},
        {.name = "--source", .value = &o.source},
        {.name = "--column", .list = &o.column},
        {.name = "-o", .value = &out},
        {.name = "--force", .flag = &force},
    };
    int code = IMPORTERS_USAGE;
    int bad =
        import_options_parse(argv[0], argc, argv, option,
                             sizeof option / sizeof option[0], &words, &d);
    if (!bad && words.help)
        code = fputs(help, stdout) < 0 || fputs(common_help, stdout) < 0
                   ? IMPORTERS_FILES
                   : 0;
    else if (!bad && !o.fmr == !o.threshold)
        diag_error(&d, NULL,
                   "where is the threshold? give either --fmr or --threshold");
    else if (!bad)
        code = convert(words.file, out, force, &o, core, &d);
    diag_print(&d, stderr);
    diag_release(&d);
    return code;
}

int import_scores_main(int argc, char **argv)
{
    return run(argc, argv, scores_help, import_scores_text);
}

int import_det_main(int argc, char **argv)
{
    return run(argc, argv, det_help, import_det_text);
}
