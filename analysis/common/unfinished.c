/* unfinished -- who was still inside, or in a queue, when the runs ended. */
#include "analysis/common/unfinished.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double MANY = 0.005;

enum { QUEUES_NAMED = 4 };

struct unfinished unfinished_count(const struct input *in)
{
    struct unfinished u = {0};
    size_t n;
    const struct replications_row *row = input_rows(in, TABLE_replications, &n);
    for (size_t i = 0; i < n; i++) {
        u.travellers += (double)row[i].travellers;
        u.inside += (double)row[i].still_inside;
    }
    const struct waits_totals_row *w = input_rows(in, TABLE_waits_totals, &n);
    for (size_t i = 0; i < n; i++)
        u.queued += (double)w[i].unserved;
    double replications = fmax(1, in->replications);
    u.travellers /= replications;
    u.inside /= replications;
    u.queued /= replications;
    return u;
}

bool unfinished_many(const struct unfinished *u)
{
    return fmax(u->inside, u->queued) > MANY * u->travellers;
}

static double queued_at(const struct input *in, int station)
{
    size_t n;
    const struct waits_totals_row *w = input_rows(in, TABLE_waits_totals, &n);
    double queued = 0;
    for (size_t i = 0; i < n; i++)
        if (w[i].station == station)
            queued += (double)w[i].unserved;
    return queued / fmax(1, in->replications);
}

/* The station with the most queued that is not among `named`; -1: none. */
static int next_queue(const struct input *in, const int *named, int count,
                      double *queued)
{
    int station = -1;
    *queued = 0;
    for (int s = 0; s < in->names->count[NAMES_STATIONS]; s++) {
        double here = queued_at(in, s);
        bool taken = false;
        for (int k = 0; k < count; k++)
            taken |= named[k] == s;
        if (!taken && here > *queued) {
            station = s;
            *queued = here;
        }
    }
    return station;
}

static void add(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s", more);
}

void unfinished_text(const struct unfinished *u, const struct input *in,
                     char *text, size_t size)
{
    int named[QUEUES_NAMED], count = 0;
    double queued, rest = u->queued;
    char part[300];
    snprintf(text, size,
             "%.3g%% of travellers (%.*f of %.*f, mean of replications) were "
             "still inside at the end of the run; their waits and times are "
             "missing",
             100 * u->inside / u->travellers, u->inside < 10 ? 1 : 0, u->inside,
             u->travellers < 10 ? 1 : 0, u->travellers);
    if (u->queued > 0)
        add(text, size, "; unserved in queues: ");
    while (count < QUEUES_NAMED &&
           (named[count] = next_queue(in, named, count, &queued)) >= 0) {
        snprintf(part, sizeof part, "%s%.*f at %.200s", count > 0 ? ", " : "",
                 queued < 10 ? 1 : 0, queued,
                 in->names->name[NAMES_STATIONS][named[count]]);
        add(text, size, part);
        rest -= queued;
        count++;
    }
    if (count == QUEUES_NAMED && rest > 1e-6) {
        snprintf(part, sizeof part, ", %.*f elsewhere", rest < 10 ? 1 : 0,
                 rest);
        add(text, size, part);
    }
}
