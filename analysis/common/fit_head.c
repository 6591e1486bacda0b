/* fit_head -- what stands above the table of poesim validate. */
#include "analysis/common/fit_head.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "models/civil.h"

enum { ROOM = 1000 };

static int add_walk(struct fit_head *h, const struct awt_journey *j)
{
    char text[ROOM], all[ROOM];
    snprintf(text, sizeof text, "%.100s of %.100s", j->less, j->port_id);
    const char *walks = h->walks ? h->walks : "";
    if (strstr(walks, text))
        return 0;
    snprintf(all, sizeof all, "%.700s%s%.250s", walks, *walks ? "; " : "",
             text);
    h->walks = arena_text(&h->arena, all);
    return h->walks ? 0 : -1;
}

static int add_unfinished(struct fit_head *h, const struct input *in)
{
    struct unfinished u = unfinished_count(in);
    char text[ROOM];
    if (!unfinished_many(&u))
        return 0;
    h->crowded++;
    if (h->worst_text && u.inside / u.travellers <= h->worst)
        return 0;
    h->worst = u.inside / u.travellers;
    unfinished_text(&u, in, text, sizeof text);
    h->worst_text = arena_text(&h->arena, text);
    return h->worst_text ? 0 : -1;
}

int fit_head_file(struct fit_head *h, const struct input *in,
                  const struct awt_scenario *s)
{
    char text[ROOM];
    h->last = arena_text(&h->arena, in->file);
    if (h->files++ == 0) {
        snprintf(text, sizeof text,
                 "%.500s (scenario %.200s, seed %" PRIu64
                 ", %d replication%s, poesim %.50s)",
                 in->file, in->about->scenario_id, in->about->seed,
                 in->replications, in->replications == 1 ? "" : "s",
                 in->about->version);
        h->from = arena_text(&h->arena, text);
        h->first = h->last;
        h->replications = in->replications;
    }
    int bad = !h->last || !h->from || add_unfinished(h, in) != 0;
    for (int k = 0; k < s->journeys && !bad; k++)
        bad = add_walk(h, &s->journey[k]) != 0;
    return bad ? -1 : 0;
}

int fit_head_day(struct fit_head *h, const struct awt_day *day, int32_t start,
                 const char *port)
{
    int excluded = 0;
    for (int i = 0; i < AWT_HOURS; i++) {
        h->persons += awt_passengers(&day->hour[i]);
        excluded += day->hour[i].excluded;
    }
    h->excluded += excluded;
    h->excluded_in += excluded > 0;
    if (h->days == 0 || day->day < h->first_day)
        h->first_day = day->day;
    if (h->days == 0 || day->day > h->last_day)
        h->last_day = day->day;
    if (day->day != start && h->shifted++ == 0)
        h->shifted_from = start;
    if (h->days++ == 0) {
        h->port = arena_text(&h->arena, port);
        return h->port ? 0 : -1;
    }
    if (h->port && strcmp(h->port, port) != 0)
        h->port = NULL;
    return 0;
}

static void warn(struct tsv *out, struct diag *d, const char *text)
{
    tsv_note(out, "warning", text);
    diag_warning(d, NULL, "%s", text);
}

/* "2018-07-09", or "2018-07-09 to 2018-07-22". */
static void print_days(const struct fit_head *h, char text[40])
{
    civil_print_date(h->first_day, text);
    if (h->last_day != h->first_day) {
        memcpy(text + 10, " to ", 4);
        civil_print_date(h->last_day, text + 14);
    }
}

static void print_warnings(const struct fit_head *h, struct tsv *out,
                           struct diag *d)
{
    char text[ROOM + 200], day[11], other[40];
    if (h->shifted) {
        civil_print_date(h->shifted_from, day);
        print_days(h, other);
        snprintf(text, sizeof text,
                 "the run of %s%s compared with published times of %s, as "
                 "--date asks: another day's flights and booths",
                 day, h->files == 1 ? " is" : " and others are", other);
        warn(out, d, text);
    }
    if (h->crowded && h->files == 1)
        warn(out, d, h->worst_text);
    else if (h->crowded) {
        snprintf(text, sizeof text,
                 "in %d of %d files over 0.5%% were still inside at the end; "
                 "the worst: %s",
                 h->crowded, h->files, h->worst_text);
        warn(out, d, text);
    }
    if (h->excluded) {
        snprintf(text, sizeof text,
                 "%lld of %lld published travellers (%.1f%%, on %d of %d "
                 "day%s) are Excluded, without a time: simulated like the "
                 "others, in none of the published bins",
                 h->excluded, h->persons,
                 100.0 * (double)h->excluded / (double)h->persons,
                 h->excluded_in, h->days, h->days == 1 ? "" : "s");
        tsv_note(out, "note", text);
        diag_warning(d, NULL, "%s", text);
    }
}

void fit_head_print(const struct fit_head *h, const char *observed,
                    struct tsv *out, struct diag *d)
{
    char text[ROOM], days[40];
    print_days(h, days);
    tsv_note(out, "format", "validate 2");
    if (h->files == 1)
        snprintf(text, sizeof text, "%s", h->from);
    else
        snprintf(text, sizeof text,
                 "%d files, %.300s to %.300s (%d replications each; the first: "
                 "%.200s)",
                 h->files, h->first, h->last, h->replications,
                 strchr(h->from, '(') + 1);
    size_t n = strlen(text); /* one bracket closes both */
    if (h->files > 1 && n > 1 && text[n - 2] == ')')
        text[n - 1] = '\0';
    tsv_note(out, "from", text);
    snprintf(text, sizeof text, "%.200s, %s",
             h->port ? h->port : "several terminals", days);
    tsv_note(out, "title", text);
    snprintf(text, sizeof text, "%d", h->replications);
    tsv_note(out, "replications", text);
    print_warnings(h, out, d);
    tsv_note(out, "observed", observed);
    tsv_note(out, "days", days);
    tsv_note(out, "walk taken off", h->walks);
    tsv_note(out, "measure",
             "block time to the end of primary inspection, less an assumed "
             "walk; not a wait in a queue");
}

void fit_head_release(struct fit_head *h)
{
    arena_release(&h->arena);
    *h = (struct fit_head){0};
}
