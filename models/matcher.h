#ifndef MODELS_MATCHER_H
#define MODELS_MATCHER_H

#include "models/scenario.h"

/*
 * matcher -- error rates of a matcher: from rates, from rows by size of the
 * gallery, from a rate of false matches for each pair of groups, from scores.
 *
 * Model     docs/model.md#matching; scores of impostors are N(0, 1), of genuine
 *           pairs N(mean, sd); comparisons with different photos independent
 * Units     probabilities; NaN: the matcher does not give it
 * Errors    none
 * Threads   pure
 */
enum rate_source { FROM_NOTHING, FROM_RATE, FROM_SIZES, FROM_SCORES };

/* Where a matcher's rates of searches come from. FPIR from the rate of false
 * matches of a comparison is FROM_SCORES, be that given or of scores. */
enum rate_source matcher_fnir_source(const struct matcher *m);
enum rate_source matcher_fpir_source(const struct matcher *m);

/* 1:1, without ratios of groups. */
double matcher_fnmr(const struct matcher *m);
double matcher_impostor_match(const struct matcher *m);

/* False matches of a comparison with a stranger; group NULL: none, or any. */
double matcher_fmr(const struct matcher *m, const char *probe,
                   const char *gallery);

/* Of a group, or of none (NULL): all ones where it has none. */
const struct group_ratio *matcher_ratio(const struct matcher *m,
                                        const char *group);

/* Whose photos a search is among. */
struct searched {
    double size; /* photos, the right one included; NaN: not said */
    int shares;  /* of groups; the rest of them has no group */
    const struct group_share *share;
};

struct search_rates {
    double fnir;         /* mated: somebody else, or nobody */
    double fpir;         /* not mated: somebody */
    double wrong_person; /* mated and missed: somebody else, not nobody */
};

/* 1:N for a member of a group (NULL: none), with its ratios. */
struct search_rates matcher_search(const struct matcher *m,
                                   const struct searched *s, const char *group);

/* Binormal scores: of the right photo, and of n others, at least one. */
double matcher_false_match(const struct matcher_scores *s);
double matcher_false_non_match(const struct matcher_scores *s);
double matcher_any_of(double n, double fmr);
/* The right photo is below the threshold, or not on top of n others. */
double matcher_not_on_top(const struct matcher_scores *s, double n);

/* Read a row's rate, or between two: straight in the logarithms of size and
 * rate; where one of the rates is 0, in that of the size only. Beyond the
 * first and the last row their rates hold. */
double matcher_at_size(const struct matcher *m, double size, bool negative);

#endif
