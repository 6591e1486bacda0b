#ifndef SIM_IO_SHOW_SHOW_WORDS_H
#define SIM_IO_SHOW_SHOW_WORDS_H

#include <stddef.h>

#include "models/scenario.h"

/*
 * show_words -- parts of a scenario as people say them, for drawings and
 * tables.
 *
 * Owns      nothing: a struct words is its own text, cut with "..." at its end
 * Threads   pure
 */
struct words {
    char is[400];
    size_t used;
};

void words_add(struct words *w, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* "3% of matched or no-image, citizen"; "" where it holds for everybody. */
struct words words_condition(const struct condition *c);

/* Only the facts; only the rest. */
struct words words_facts(const struct condition *c);
struct words words_who(const struct condition *c);

/* Of a match: "1:1", "1:N in manifest, later 1 h"; of a capture what keeps it
 * from taking everybody: ", by the rules, not from 30 queued on". */
struct words words_search(const struct step *match);
struct words words_scope(const struct step *capture);

/* To three digits: "1 min 30 s", "2.53 s", "11 min". NaN: "-". */
struct words words_time(double us);

/* A length in its largest whole unit: "27 h", "7 d", "75 y" (to the day). */
struct words words_span(simtime t);

/* "30 s", or "30 s gamma, sd 18 s". */
struct words words_distribution(const struct distribution *d);

/* "21,740"; below ten with one decimal; "-" for NaN. */
struct words words_count(double n);

/* With one decimal where there are less than a hundred. */
struct words words_load(double positions);

/* "3%", "0.13%". */
struct words words_share(double share);

/* "14:05" of a time of day; "14:05:30" where there are seconds. */
struct words words_clock(simtime clock);

/* Local time of day at which an hour of the run begins; from the second day on
 * with its number: "13:00", "13:00 day 2". */
struct words words_hour(const struct scenario *s, const struct port *p,
                        int hour);

/* "2025-12-26", with the time where it is not midnight; "" where not given. */
struct words words_moment(const struct moment *m);

/* "entry-2025: visa, 14 to 79 years, from 2025-12-26"; without ports and modes.
 */
struct words words_rule(const struct rule *r);

#endif
