/* From comparison scores to the rates at one threshold: exact counts, no
 * smoothing and no fit. */
#include "sim/io/import/import_scores.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/import_matcher.h"
#include "sim/io/import/import_table.h"
#include "sim/io/import/importing.h"
#include "sim/io/wording.h"

enum { GROUPS_MOST = 1000 };
enum key { KEY_GROUP, KEY_KIND, KEY_SCORE, KEYS };

static const struct import_column columns[KEYS] = {
    [KEY_GROUP] = {"group", "group|demographic|subgroup", false},
    [KEY_KIND] = {"kind", "kind|label|type|pair|genuine|mated|target", true},
    [KEY_SCORE] = {"score", "score|similarity|similarity score|distance", true},
};

#define GENUINE  "genuine|mated|mate|match|target|true|1"
#define IMPOSTOR "impostor|imposter|nonmated|nonmate|nonmatch|nontarget|false|0"

struct score {
    double score;
    int group;
    bool is_genuine;
};

struct scores {
    struct import_table table;
    struct score *score;
    int n;
    const char **group; /* names, in order of first sight */
    int groups;
    struct arena *a;
    struct diag *d;
};

/* Index of the group; -1: too many. */
static int group_of(struct scores *s, int row)
{
    const char *name = import_table_cell(&s->table, row, KEY_GROUP, s->a);
    struct origin at = import_table_at(&s->table, row, KEY_GROUP);
    char value[WORDING_VALUE];
    if (!import_table_has(&s->table, KEY_GROUP))
        return 0;
    if (!*name) {
        diag_error(s->d, &at,
                   "the group is empty; name it, for example "
                   "\"unknown\"");
        return 0;
    }
    for (int g = s->groups; g-- > 0;)
        if (!strcmp(s->group[g], name))
            return g;
    if (s->groups == GROUPS_MOST) {
        diag_error(s->d, &at,
                   "\"%s\" is group number %d; are these names of persons? "
                   "At most %d groups are taken",
                   wording_value(value, name), GROUPS_MOST + 1, GROUPS_MOST);
        return -1;
    }
    s->group[s->groups] = name;
    return s->groups++;
}

static int read_row(struct scores *s, int row, bool is_distance)
{
    struct score *x = &s->score[s->n++];
    const char *kind = import_table_cell(&s->table, row, KEY_KIND, s->a);
    const char *text = import_table_cell(&s->table, row, KEY_SCORE, s->a);
    char value[WORDING_VALUE];
    x->group = group_of(s, row);
    x->is_genuine = importing_is_one_of(kind, GENUINE);
    if (!x->is_genuine && !importing_is_one_of(kind, IMPOSTOR)) {
        struct origin at = import_table_at(&s->table, row, KEY_KIND);
        diag_error(s->d, &at,
                   "kind \"%s\" is neither genuine nor impostor (mated, "
                   "nonmated, 1 and 0 are understood too)",
                   wording_value(value, kind));
    }
    const char *wrong = *text ? quantity_number(text, &x->score)
                              : "is empty; leave out comparisons that have no "
                                "score (they are failures to acquire)";
    if (wrong) {
        struct origin at = import_table_at(&s->table, row, KEY_SCORE);
        diag_error(s->d, &at, "score \"%s\" %s", wording_value(value, text),
                   wrong);
    }
    if (is_distance)
        x->score = -x->score;
    return x->group < 0 ? -1 : 0;
}

static int read_scores(struct scores *s, bool is_distance)
{
    int before = s->d->count;
    s->score = arena_array(s->a, (size_t)s->table.csv.rows, sizeof *s->score);
    s->group = arena_array(s->a, GROUPS_MOST, sizeof *s->group);
    if (!s->score || !s->group) {
        diag_error(s->d, NULL, "out of memory");
        return -1;
    }
    for (int r = 0; r < s->table.csv.rows; r++)
        if (read_row(s, r, is_distance) != 0)
            return -1;
    return s->d->count > before ? -1 : 0;
}

/* ---- the threshold ---- */

static int by_score(const void *a, const void *b)
{
    double x = ((const struct score *)a)->score;
    double y = ((const struct score *)b)->score;
    return (x > y) - (x < y);
}

static int64_t count(const struct scores *s, bool genuine)
{
    int64_t n = 0;
    for (int i = 0; i < s->n; i++)
        n += s->score[i].is_genuine == genuine;
    return n;
}

/* The least score of the file at which at most `fmr` of the impostors match;
 * scores are sorted. Where none does, just over the greatest. */
static double threshold_at(const struct scores *s, double fmr)
{
    int64_t impostors = count(s, false), below = 0;
    for (int i = 0; i < s->n;) {
        double t = s->score[i].score;
        if ((double)(impostors - below) / (double)impostors <= fmr)
            return t;
        for (; i < s->n && s->score[i].score == t; i++)
            below += !s->score[i].is_genuine;
    }
    return nextafter(s->score[s->n - 1].score, INFINITY);
}

static int choose(struct scores *s, const struct import_scores_options *o,
                  double *threshold, char words[160])
{
    double fmr = 0;
    const char *wrong = NULL;
    if (o->threshold) {
        wrong = quantity_number(o->threshold, threshold);
        if (wrong)
            diag_error(s->d, NULL, "--threshold: \"%s\" %s", o->threshold,
                       wrong);
        if (o->distance)
            *threshold = -*threshold;
    } else if ((wrong = quantity_probability(o->fmr, &fmr)))
        diag_error(s->d, NULL, "--fmr: \"%s\" %s", o->fmr, wrong);
    if (wrong)
        return -1;
    qsort(s->score, (size_t)s->n, sizeof *s->score, by_score);
    if (!o->threshold)
        *threshold = threshold_at(s, fmr);
    snprintf(words, 160, "at threshold %.17g (%s%s)",
             o->distance ? -*threshold : *threshold,
             o->threshold ? "as told"
                          : "the least with an overall fmr of at most ",
             o->threshold ? "" : o->fmr);
    int64_t n = count(s, false);
    if (!o->threshold && fmr * (double)n < 1) {
        struct origin at = {s->table.csv.file, 0, 0, NULL};
        diag_warning(s->d, &at,
                     "%lld impostor scores cannot show an fmr of %s; the "
                     "threshold is the least that none of them reaches",
                     (long long)n, o->fmr);
    }
    return 0;
}

/* ---- rates ---- */

static void tally(const struct scores *s, double threshold, int group,
                  struct import_group *g)
{
    int64_t genuine = 0, impostors = 0, missed = 0, hits = 0;
    for (int i = 0; i < s->n; i++) {
        const struct score *x = &s->score[i];
        if (group >= 0 && x->group != group)
            continue;
        bool match = x->score >= threshold;
        genuine += x->is_genuine;
        impostors += !x->is_genuine;
        missed += x->is_genuine && !match;
        hits += !x->is_genuine && match;
    }
    g->miss = import_rate_of(missed, genuine);
    g->hit = import_rate_of(hits, impostors);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct import_group *)a)->name,
                  ((const struct import_group *)b)->name);
}

static bool both_kinds(const struct scores *s)
{
    struct origin at = {s->table.csv.file, 0, 0, NULL};
    for (int genuine = 0; genuine < 2; genuine++)
        if (!count(s, genuine)) {
            diag_error(s->d, &at, "there is no %s score; both kinds are needed",
                       genuine ? "genuine" : "impostor");
            return false;
        }
    return true;
}

char *import_scores_text(const char *file, const char *text, size_t size,
                         const struct import_scores_options *o, struct arena *a,
                         struct diag *d)
{
    struct scores s = {.a = a, .d = d};
    struct import_matcher m = {.id = o->id,
                               .file = file,
                               .source = o->source,
                               .impostor_match = o->impostor_match,
                               .no_groups = o->no_groups};
    double threshold = 0;
    if (import_table_read(&s.table, file, text, size, columns, KEYS, &o->column,
                          a, d) != 0 ||
        read_scores(&s, o->distance) != 0 || !both_kinds(&s) ||
        choose(&s, o, &threshold, m.threshold) != 0)
        return NULL;
    m.overall.name = "all";
    tally(&s, threshold, -1, &m.overall);
    m.groups = s.groups;
    m.group = arena_array(a, (size_t)s.groups, sizeof *m.group);
    if (!m.group) {
        diag_error(d, NULL, "out of memory");
        return NULL;
    }
    for (int g = 0; g < s.groups; g++) {
        m.group[g].name = s.group[g];
        tally(&s, threshold, g, &m.group[g]);
    }
    qsort(m.group, (size_t)m.groups, sizeof *m.group, by_name);
    return import_matcher_text(&m, d);
}
