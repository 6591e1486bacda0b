/*
 * poesim errors -- errors of cameras and matchers by demographic group.
 *
 * Reads     matching/errors, matching/capture
 * Prints    one row per kind of error, place and group
 */
#include <math.h>
#include <stdio.h>

#include "analysis/common/error_rates.h"
#include "analysis/common/program.h"

static const struct column columns[] = {
    {"error", "", COLUMN_ONE,
     "false-non-match, false-positive, impostor-accepted, no-image"},
    {"place", "", COLUMN_ONE, "matching service; for no-image the station"},
    {"search", "", COLUMN_ONE, "1:1, 1:N, or - for no-image"},
    {"group", "", COLUMN_ONE, "demographic group; (none): without a group"},
    {"basis", "", COLUMN_ONE,
     "published; illustrative: the group's rates have no source; not stated: "
     "no group, or the scenario does not say"},
    {"trials", "", COLUMN_ONE, "requests or captures that could go wrong so"},
    {"errors", "", COLUMN_ONE, "of these, went wrong"},
    {"rate", "", COLUMN_INTERVAL,
     "errors / trials; Wilson interval, modified where errors are few; of a "
     "matcher or camera with a correlation as docs/model.md says, "
     "\"Intervals\""},
    {"rate_in_force", "", COLUMN_ONE,
     "the scenario's own rate, mean over trials; nan: not recorded"},
    {"expected", "", COLUMN_ONE, "errors that this rate gives in the trials"},
    {"remark", "", COLUMN_ONE,
     "\"no exposure\", \"none in 312: up to 0.0122\", \"correlated, one "
     "replication: no interval\""},
    END_OF_COLUMNS};

static const char *search_name(int search)
{
    return search < 0 ? "-" : search == 0 ? "1:1" : "1:N";
}

static void print_row(const struct input *in, const struct error_row *r,
                      struct tsv *out)
{
    enum name_kind places =
        r->kind == ERROR_NO_IMAGE ? NAMES_STATIONS : NAMES_SERVICES;
    char remark[60];
    error_rates_remark(r, remark);
    tsv_text(out, error_kind_names[r->kind]);
    tsv_text(out, input_name(in, places, r->place));
    tsv_text(out, search_name(r->search));
    tsv_text(out, input_name(in, NAMES_GROUPS, r->group));
    tsv_text(out, error_basis_names[r->basis]);
    tsv_count(out, llround(r->trials));
    tsv_count(out, llround(r->errors));
    tsv_number(out, r->rate);
    tsv_number(out, r->interval.lo);
    tsv_number(out, r->interval.hi);
    tsv_number(out, r->in_force);
    tsv_number(out, r->expected);
    tsv_text(out, remark);
    tsv_end_row(out);
}

static int print(const struct input *in, struct tsv *out)
{
    struct error_rates e;
    if (error_rates_count(&e, in) != 0)
        return -1;
    bool exposed = false, correlated = false;
    for (int i = 0; i < e.count; i++) {
        exposed |= e.row[i].trials > 0;
        correlated |= e.row[i].correlated;
    }
    char text[200];
    snprintf(text, sizeof text,
             "%d replication%s pooled (errors, trials: sums)", in->replications,
             in->replications == 1 ? "" : "s");
    tsv_note(out, "pooled", text);
    tsv_note(out, "note",
             "place: the matching service; for no-image the station; "
             "rate_in_force: the rate that the scenario gives; the errors are "
             "drawn with it");
    tsv_note(out, "note",
             correlated
                 ? "errors of one person are correlated at a camera or matcher "
                   "here: its intervals of no-image or non-matches are of as "
                   "many trials as the spread over replications is worth, of "
                   "as many as there are replications where none or all went "
                   "wrong, and one replication has none; even so, "
                   "by chance, about 1 interval in 20 misses its rate"
                 : "intervals of 95% hold when the trials are independent "
                   "draws, as travellers are here; even so, by chance, about "
                   "1 interval in 20 misses its rate");
    if (!exposed)
        tsv_note(out, "warning",
                 "nobody was exposed: there was no capture, and no request of "
                 "a matching service");
    tsv_names(out, columns);
    tsv_end_row(out);
    for (int i = 0; i < e.count; i++)
        print_row(in, &e.row[i], out);
    error_rates_release(&e);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_matching_errors,
                                               TABLE_capture, TABLES};
    static const struct view views[] = {{"group", "errors 2", columns, print},
                                        {NULL, NULL, NULL, NULL}};
    static const struct analysis errors = {
        "errors", "errors of cameras and matchers by demographic group",
        "Counts are pooled over replications. Where nothing went wrong, "
        "rate_hi "
        "is what the\ntrue rate may still be. Kinds of error: false-non-match, "
        "a mated request that was not\nmatched; false-positive, a 1:N search "
        "without the right photo that matched somebody;\nimpostor-accepted; "
        "no-image, a capture without a usable photo.\nHow the intervals are "
        "made, and what they do not say: docs/model.md, \"Intervals\".\n",
        tables, views};
    return program_main(&errors, argc, argv);
}
