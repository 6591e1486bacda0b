/* Writes counted intervals as a land port: one flow, station and pool of
 * officers for each kind of lane.
 *
 *   flow (poisson, a piece an interval) -> lanes -> admitted
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/io/import/import_counts.h"
#include "sim/io/import/importing.h"

#define BOOTH_CV "0.5" /* no spread is counted */

static void clock_text(simtime t, char text[16])
{
    int m = (int)(t / US_PER_MIN);
    snprintf(text, 16, "%02d:%02d", m / 60, m % 60);
}

static int slots(const struct import_counts *o)
{
    return (int)(US_PER_DAY / o->interval);
}

/* Persons in a vehicle. */
static double occupancy(const struct import_counts *o,
                        const struct import_lane *lane)
{
    if (!lane->is_vehicle)
        return 1;
    if (o->occupancy)
        return strtod(o->occupancy, NULL);
    return lane->vehicles > 0
               ? fmin(fmax(lane->persons / lane->vehicles, 1), 63)
               : 1;
}

/* Parties of two neighbouring sizes that have that mean. */
static void put_population(FILE *out, const struct import_counts *o,
                           const struct import_lane *lane, const char *id)
{
    double mean = occupancy(o, lane), whole = floor(mean);
    double more = round((mean - whole) * 1e6) / 1e6;
    fprintf(out,
            "  <population id=\"%s\">\n"
            "    <class id=\"citizen\" status=\"citizen\" share=\"%s\"/>\n"
            "    <class id=\"visitor\" status=\"visa\" share=\"%.10g\"/>\n",
            id, o->citizen_share, 1 - strtod(o->citizen_share, NULL));
    if (more > 0)
        fprintf(out,
                "    <party size=\"%d\" share=\"%.6f\"/>\n"
                "    <party size=\"%d\" share=\"%.6f\"/>\n",
                (int)whole, 1 - more, (int)whole + 1, more);
    else if (whole > 1)
        fprintf(out, "    <party size=\"%d\" share=\"1\"/>\n", (int)whole);
    fputs("  </population>\n", out);
}

/* The greatest number of lanes; shifts of equal numbers are joined. */
static int put_officers(FILE *out, const struct import_counts *o,
                        const struct import_lane *lane, const char *id)
{
    int most = 1;
    char from[16], to[16];
    fprintf(out, "    <officers id=\"%s\" operator=\"cbp\">\n", id);
    for (int s = 0, next; s < slots(o); s = next) {
        for (next = s + 1;
             next < slots(o) && lane->lanes[next] == lane->lanes[s]; next++)
            ;
        most = lane->lanes[s] > most ? lane->lanes[s] : most;
        clock_text(s * o->interval, from);
        clock_text(next * o->interval, to);
        fprintf(out, "      <shift from=\"%s\" to=\"%s\" count=\"%d\"/>\n",
                from, to, lane->lanes[s]);
    }
    fputs("    </officers>\n", out);
    return most;
}

static void put_lane(FILE *out, const struct import_counts *o,
                     const struct import_lane *lane)
{
    char id[65], from[16], to[16];
    double per_h = (double)US_PER_H / (double)o->interval;
    importing_id(lane->name, id);
    int most = put_officers(out, o, lane, id);
    fprintf(out,
            "    <flow id=\"%s\" direction=\"entry\" population=\"%s\" "
            "start=\"%s\">\n      <poisson rate=\"0 /h\">\n",
            id, id, id);
    for (int s = 0; s < slots(o); s++) {
        if (!(lane->count[s] > 0))
            continue;
        clock_text(s * o->interval, from);
        clock_text((s + 1) * o->interval, to);
        fprintf(out,
                "        <piece from=\"%s\" to=\"%s\" rate=\"%.12g /h\"/>\n",
                from, to, lane->count[s] * per_h);
    }
    fprintf(out,
            "      </poisson>\n    </flow>\n"
            "    <station id=\"%s\" positions=\"%d\" officers=\"%s\">\n"
            "      <inspect party=\"%s\" dist=\"gamma\" mean=\"%s\" "
            "cv=\"" BOOTH_CV "\"/>\n"
            "      <route to=\"admitted\"/>\n    </station>\n",
            id, most, id, lane->is_vehicle ? "once" : "each",
            lane->is_vehicle ? o->vehicle_time : o->person_time);
}

static void put_source(FILE *out, const struct import_counts *o,
                       const char *file, struct import_lane *const *lane,
                       int lanes, int left_out)
{
    fputs("Counts and open lanes: file ", out);
    importing_escape(out, importing_base(file));
    fprintf(out, "; rows left out as wrong: %d.", left_out);
    for (int k = 0; k < lanes; k++) {
        double all = 0;
        for (int s = 0; s < slots(o); s++)
            all += lane[k]->count[s];
        fputs(" ", out);
        importing_escape(out, lane[k]->name);
        fprintf(out, ": %.0f %s, %.4g persons each%s.", all,
                lane[k]->is_vehicle ? "vehicles" : "persons",
                occupancy(o, lane[k]),
                !lane[k]->is_vehicle    ? ""
                : o->occupancy          ? " (assumption)"
                : lane[k]->vehicles > 0 ? " (persons by vehicles, as "
                                          "counted)"
                                        : " (assumption: not counted)");
    }
    fprintf(out,
            " Assumed: arrivals at random at the counted rate (what is counted "
            "is who passed, not who came, where there was a queue); %s a "
            "vehicle, %s a person, gamma with a coefficient of variation "
            "of " BOOTH_CV "; %s are citizens; the day begins without a queue.",
            o->vehicle_time, o->person_time, o->citizen_share);
}

char *import_counts_xml(const struct import_counts *o, const char *file,
                        struct import_lane *const *lane, int lanes,
                        int left_out)
{
    char *text = NULL, id[65], day[11];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    importing_id(o->port, id);
    civil_print_date(o->day, day);
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<!-- Written by poesim import counts; every figure may be "
            "changed. -->\n"
            "<scenario xmlns=\"urn:poesim:scenario\" version=\"1\"\n"
            "          id=\"%.53s.%s\" start=\"%s\" duration=\"24 h\"\n"
            "          utc-offset=\"%s\" dst=\"%s\">\n  <title>",
            id, day, day, o->utc_offset, o->dst);
    importing_escape(out, o->port);
    fprintf(out, ", %s</title>\n  <source>\n    ", day);
    put_source(out, o, file, lane, lanes, left_out);
    fputs("\n  </source>\n"
          "  <run replications=\"20\" seed=\"1\" interval=\"15 min\"/>\n",
          out);
    char name[65];
    for (int k = 0; k < lanes; k++) {
        importing_id(lane[k]->name, name);
        put_population(out, o, lane[k], name);
    }
    fprintf(out, "  <port id=\"%s\" mode=\"land\">\n", id);
    for (int k = 0; k < lanes; k++)
        put_lane(out, o, lane[k]);
    fputs("  </port>\n</scenario>\n", out);
    bool bad = ferror(out) != 0;
    if (fclose(out) == 0 && !bad)
        return text;
    free(text);
    return NULL;
}
