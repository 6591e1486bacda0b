/* scenario_matcher -- reads matchers and galleries. */
#include <math.h>

#include "sim/io/document/doubt.h"
#include "sim/io/scenario/scenario_parts.h"

static void read_matcher_ratio(struct reader *r, const xmlNode *e, void *slot)
{
    struct group_ratio *g = slot;
    g->group = attribute_name(r, e, "group");
    g->failure = g->time = 1;
    g->false_negative = attribute_number(r, e, "false-negative");
    g->false_positive = attribute_number(r, e, "false-positive");
}

/* NaN: not given, which one in doubt is. */
static double read_rate(struct reader *r, const xmlNode *e, const char *name)
{
    return attribute_doubted(e, name) ? 0 : attribute_probability(r, e, name);
}

/* A number from `least` on that is harmless where it is in doubt. */
static int64_t read_photos(struct reader *r, const xmlNode *e)
{
    if (!attribute_value(e, "size") || attribute_doubted(e, "size"))
        return 0;
    return attribute_count(r, e, "size", 1, 1000000000);
}

static void read_size(struct reader *r, const xmlNode *e, void *slot)
{
    struct matcher_size *s = slot;
    s->at = document_origin(e, NULL);
    s->size = read_photos(r, e);
    s->fnir = read_rate(r, e, "fnir");
    s->fpir = read_rate(r, e, "fpir");
}

static void read_cross(struct reader *r, const xmlNode *e, void *slot)
{
    struct matcher_cross *c = slot;
    c->at = document_origin(e, NULL);
    c->probe = attribute_name(r, e, "probe");
    c->gallery = attribute_name(r, e, "gallery");
    c->fmr = read_rate(r, e, "fmr");
}

static void read_scores(struct reader *r, const xmlNode *e, struct matcher *m)
{
    if (!e)
        return;
    m->scored = true;
    m->scores.at = document_origin(e, NULL);
    m->scores.threshold = attribute_number(r, e, "threshold");
    m->scores.mean = attribute_number(r, e, "genuine-mean");
    m->scores.sd = attribute_number(r, e, "genuine-sd");
    m->scores.rank_1 = attribute_is(e, "rank", "1");
}

void read_matcher(struct reader *r, const xmlNode *e, void *slot)
{
    struct matcher *m = slot;
    m->id = attribute_name(r, e, "id");
    m->modality = read_modality(e);
    m->correlation = read_correlation(r, e);
    m->fnmr = read_rate(r, e, "fnmr");
    m->impostor_match = read_rate(r, e, "impostor-match");
    m->fnir = read_rate(r, e, "fnir");
    m->fpir = read_rate(r, e, "fpir");
    m->fmr = read_rate(r, e, "fmr");
    m->ratios = reader_parts(r, e, "group-ratio", sizeof *m->ratio,
                             read_matcher_ratio, &m->ratio);
    m->sizes = reader_parts(r, e, "at", sizeof *m->size, read_size, &m->size);
    read_scores(r, element_child(e, "scores"), m);
    m->crosses =
        reader_parts(r, e, "cross", sizeof *m->cross, read_cross, &m->cross);
    m->doubted = doubt_of_content(e);
}

static void read_share(struct reader *r, const xmlNode *e, void *slot)
{
    struct group_share *s = slot;
    s->group = attribute_name(r, e, "group");
    s->share = attribute_probability(r, e, "share");
}

void read_gallery(struct reader *r, const xmlNode *e, void *slot)
{
    struct gallery *g = slot;
    const xmlNode *late = element_child(e, "late-by");
    g->doubted = doubt_of_content(e) || attribute_doubted(e, "kind") ||
                 attribute_doubted(e, "size");
    g->id = attribute_name(r, e, "id");
    g->manifest = attribute_is(e, "kind", "manifest");
    g->size = read_photos(r, e);
    g->missing = attribute_probability(r, e, "missing");
    g->unlisted = attribute_probability(r, e, "unlisted");
    g->late = attribute_probability(r, e, "late");
    g->staged = attribute_time(r, e, "staged");
    g->old = attribute_probability(r, e, "old");
    g->old_ratio = attribute_number(r, e, "old-ratio");
    g->comes_late = late != NULL;
    if (late)
        g->late_by = attribute_distribution(r, late);
    g->shares = reader_parts(r, e, "group-share", sizeof *g->share, read_share,
                             &g->share);
}
