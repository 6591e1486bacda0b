/* Fills a fit from a published row, and from the journeys of a results file. */
#include "analysis/common/fit_read.h"

#include <string.h>

static int bin_of(int64_t limit_us)
{
    static const int minutes[] = {15, 30, 45, 60, 90, 120};
    for (int b = 0; b < AWT_BINS - 1; b++)
        if (limit_us == minutes[b] * US_PER_MIN)
            return b;
    return AWT_BINS - 1;
}

/* First interval of the run that begins at or after an hour of the day. */
static int64_t interval_from(const struct input *in,
                             const struct awt_journey *j, int32_t day, int hour)
{
    simtime at = awt_hour_utc(j, day, hour) - in->about->start_utc_us;
    int64_t every = in->about->interval_us;
    return at < 0 ? 0 : (at + every - 1) / every;
}

static int index_of(const struct input *in, const char *journey)
{
    for (int i = 0; i < in->names->count[NAMES_JOURNEYS]; i++)
        if (strcmp(in->names->name[NAMES_JOURNEYS][i], journey) == 0)
            return i;
    return -1;
}

void fit_add_simulated(struct fit *f, const struct input *in,
                       const struct awt_journey *j, int32_t day, int hour)
{
    int journey = index_of(in, j->name);
    int64_t from = interval_from(in, j, day, hour);
    int64_t to = interval_from(in, j, day, hour + 1);
    size_t n;
    const struct journeys_row *row = input_rows(in, TABLE_journeys, &n);
    for (size_t i = 0; i < n; i++) {
        int r = input_slot(in, row[i].replication);
        if (r < 0 || row[i].journey != journey || row[i].interval < from ||
            row[i].interval >= to)
            continue;
        f->persons[r] += (double)row[i].persons;
        f->minutes[r] += (double)row[i].time_sum_us / (double)US_PER_MIN;
    }
    const struct journey_bins_row *bin = input_rows(in, TABLE_journey_bins, &n);
    for (size_t i = 0; i < n; i++) {
        int r = input_slot(in, bin[i].replication);
        if (r < 0 || bin[i].journey != journey || bin[i].interval < from ||
            bin[i].interval >= to)
            continue;
        f->bin[r * AWT_BINS + bin_of(bin[i].limit_us)] +=
            (double)bin[i].persons;
    }
}

void fit_add_observed(struct fit *f, const struct awt_row *row)
{
    for (int b = 0; b < AWT_BINS; b++)
        f->observed[b] += row->bin[b];
    f->observed_minutes += (double)row->mean * awt_timed(row);
    f->excluded += row->excluded;
}
