/* check_retention -- a schedule of retention decides about every image, and
 * each of its rows about some. */
#include <string.h>

#include "models/check/check.h"
#include "models/retention.h"

static unsigned statuses_of(const struct retention *r)
{
    return r->statuses ? r->statuses : (1u << STATUSES) - 1;
}

/* Does a row before it take all that it could decide about? */
static bool takes_all(const struct retention *first, const struct retention *r)
{
    return strcmp(first->store.text, r->store.text) == 0 &&
           (statuses_of(r) & ~statuses_of(first)) == 0 &&
           (first->trigger == r->trigger ||
            (first->trigger == TRIGGER_CAPTURE &&
             r->trigger != TRIGGER_CROSSING));
}

static void check_row(const struct scenario *s, int row, struct diag *d)
{
    const struct retention *r = &s->retention[row];

    for (int i = 0; i < row; i++) {
        const struct retention *first = &s->retention[i];
        if (first->doubted || r->doubted || !takes_all(first, r))
            continue;
        diag_error(d, &r->at,
                   "this row of store \"%s\" never decides: the one at %s:%d "
                   "fits whatever it fits, and the first row that fits "
                   "decides; put this one before it, or take it away",
                   r->store.text, first->at.file ? first->at.file : "?",
                   first->at.line);
        return;
    }
}

/* Whatever happens to an image of such a traveller, some store has a row. */
static bool is_decided(const struct scenario *s, enum status status)
{
    for (int i = 0; i < s->retentions; i++)
        if (s->retention[i].doubted ||
            (s->retention[i].trigger == TRIGGER_CAPTURE &&
             statuses_of(&s->retention[i]) >> status & 1))
            return true;
    return false;
}

static unsigned statuses_that_come(const struct scenario *s)
{
    unsigned set = 0;

    for (int p = 0; p < s->populations; p++)
        for (int i = 0; i < s->population[p].classes; i++)
            if (!s->population[p].class[i].doubted)
                set |= 1u << s->population[p].class[i].status;
    return set;
}

/* The row of a store that keeps a photo without an answer; NULL: none does.
 * first: the store's first row. */
static const struct retention *unanswered(const struct scenario *s, int first,
                                          enum status status)
{
    for (int i = first; i < s->retentions; i++) {
        const struct retention *r = &s->retention[i];
        if (strcmp(r->store.text, s->retention[first].store.text) == 0 &&
            statuses_of(r) >> status & 1 &&
            (r->trigger == TRIGGER_NO_ANSWER || r->trigger == TRIGGER_CAPTURE))
            return r;
    }
    return NULL;
}

static bool is_first(const struct scenario *s, int row)
{
    for (int i = 0; i < row; i++)
        if (!strcmp(s->retention[i].store.text, s->retention[row].store.text))
            return false;
    return true;
}

/* The row that keeps a photo of the status longest; NULL: any. */
static const struct retention *longest(const struct scenario *s,
                                       enum status status)
{
    const struct retention *best = NULL;

    for (int i = 0; i < s->retentions; i++) {
        const struct retention *r =
            is_first(s, i) ? unanswered(s, i, status) : NULL;
        if (s->retention[i].doubted)
            return NULL;
        if (r && (!best || r->period > best->period))
            best = r;
    }
    return best;
}

void check_kept(const struct scenario *s, const struct step *step,
                struct diag *d)
{
    unsigned come = s->doubted ? 0 : statuses_that_come(s);
    char later[40], period[40];

    if (step->when.statuses)
        come &= step->when.statuses;
    for (int status = 0; status < STATUSES; status++) {
        const struct retention *r =
            come >> status & 1 ? longest(s, (enum status)status) : NULL;
        if (!r || r->period >= step->later)
            continue;
        quantity_print_time(step->later, later, sizeof later);
        quantity_print_time(r->period, period, sizeof period);
        diag_warning(d, &step->at,
                     "later=\"%s\" is after the photo of a traveller of "
                     "status \"%s\" is deleted everywhere: without an answer "
                     "no store keeps it longer than \"%s\", %s (%s:%d), so "
                     "no store will count it as matched; match it sooner, or "
                     "keep it longer (trigger=\"no-answer\")",
                     later, status_names[status], r->store.text, period,
                     r->at.file ? r->at.file : "?", r->at.line);
        return;
    }
}

void check_retention(const struct scenario *s, struct diag *d)
{
    if (s->retentions == 0)
        return;
    if (s->retentions > RETENTION_MOST)
        diag_error(d, &s->retention[RETENTION_MOST].at,
                   "this row of retention is one too many: there may be %d; "
                   "put several statuses into one row",
                   RETENTION_MOST);
    for (int i = 0; i < s->retentions; i++)
        check_row(s, i, d);
    unsigned come = s->doubted ? 0 : statuses_that_come(s);
    for (int status = 0; status < STATUSES; status++)
        if (come >> status & 1 && !is_decided(s, (enum status)status))
            diag_error(d, &s->retention[0].at,
                       "no row says how long an image of a traveller of status "
                       "\"%s\" is kept whatever happens to it; add, as the "
                       "last of a store, a row with trigger=\"capture\" for "
                       "that status",
                       status_names[status]);
}
