/* Writes the calls of a day as a scenario, or as a flow.
 *
 *   arrivals:   calls (block time) -> walk -> primary -> admitted
 *   departures: calls (passengers come to the gate) -> gate -> departed
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/import_load.h"
#include "sim/io/import/importing.h"

enum { RUN_HOURS = 30 }; /* late calls are served after midnight */
#define BOOTH_CV "0.5"   /* published booth times are means only */

/* ---- the flow ---- */

/* When the call's passengers begin to come, "HH:MM:SS" cut to "HH:MM". */
static void clock_text(const struct import_schedule *o,
                       const struct schedule_call *c, char text[16])
{
    simtime t = c->clock - import_load_lead(o);
    int s = (int)((t < 0 ? 0 : t) / US_PER_S);
    if (s % 60)
        snprintf(text, 16, "%02d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    else
        snprintf(text, 16, "%02d:%02d", s / 3600, s / 60 % 60);
}

static void put_call(FILE *out, const struct import_schedule *o,
                     const struct schedule_call *c, bool is_table)
{
    char id[65], at[16];
    struct import_load load;
    importing_id(c->id, id);
    clock_text(o, c, at);
    import_load_of(o, c, &load);
    if (is_table) {
        fprintf(out, "%s,%s,%d,%.10g\n", id, at, load.passengers, load.factor);
        return;
    }
    fprintf(out, "      <call id=\"%s\" at=\"%s\" passengers=\"%d\"", id, at,
            load.passengers);
    if (load.factor != 1)
        fprintf(out, " load-factor=\"%.10g\"", load.factor);
    fputs("/>\n", out);
}

static void put_flow(FILE *out, const struct import_schedule *o,
                     const struct schedule *s)
{
    fprintf(out,
            "    <flow id=\"%s\" direction=\"%s\" population=\"%s\" "
            "start=\"%s\" unload=\"%s\">\n",
            o->flow, o->departures ? "exit" : "entry", o->population, o->start,
            o->unload);
    if (o->timetable) {
        fputs("      <timetable table=\"", out);
        importing_escape(out, o->timetable);
        fputs("\"/>\n", out);
    }
    for (int i = 0; i < s->calls && !o->timetable; i++)
        put_call(out, o, &s->call[i], false);
    fputs("    </flow>\n", out);
}

/* ---- words about it ---- */

/* Is there a call whose passengers are told, or are not? */
static bool any(const struct schedule *s, bool told)
{
    for (int i = 0; i < s->calls; i++)
        if ((s->call[i].passengers >= 0) == told)
            return true;
    return false;
}

#define T100                                                                   \
    " (BTS T-100 International Segment, January 2024, flights of foreign "     \
    "and US carriers to and from US airports, https://www.transtats.bts.gov/)"

static void put_passengers(FILE *out, const struct import_schedule *o,
                           const struct schedule *s)
{
    bool factor = o->load_factor && !strcmp(o->load_factor, "t100");
    bool mean =
        o->passengers_per_call && !strcmp(o->passengers_per_call, "t100");
    if (any(s, true))
        fputs(" Passengers as in the file.", out);
    if (any(s, false) && o->load_factor)
        fprintf(out,
                " Where only seats are known, %.4g of them are taken: "
                "assumption%s.",
                import_load_factor(o), factor ? T100 : "");
    if (any(s, false) && o->seats.n) {
        fputs(" Seats by aircraft type: assumption, ", out);
        for (int k = 0; k < o->seats.n; k++) {
            fputs(k ? ", " : "", out);
            importing_escape(out, o->seats.value[k]);
        }
        fputs(".", out);
    }
    if (any(s, false) && o->passengers_per_call)
        fprintf(out, " A call of unknown size has %d passengers: assumption%s.",
                import_load_mean(o), mean ? T100 : "");
}

static void put_source(FILE *out, const struct import_schedule *o,
                       const struct schedule *s, const char *file)
{
    char left_out[600], day[11];
    schedule_summary(s, left_out, sizeof left_out);
    civil_print_date(o->day, day);
    fprintf(out, "Times of %d %s on %s: file ", s->calls,
            o->departures ? "departures" : "arrivals", day);
    importing_escape(out, importing_base(file));
    fprintf(out, ". Rows left out: %s.", left_out);
    put_passengers(out, o, s);
    if (o->format != IMPORT_SCHEDULE_CRUISE && !o->only && !o->without &&
        !o->home)
        fputs(" Every flight is taken to cross the border.", out);
    if (o->departures)
        fprintf(out,
                " Passengers of a call come to the gate from %s before "
                "departure on, at %s: assumption. The gate's door does not "
                "close here: nobody is left behind.",
                o->lead, o->unload);
    else
        fprintf(out, " They come off at %s: assumption.", o->unload);
}

/* ---- the port ---- */

/* Spread people who come off at a rate over the hours of the day. */
static void spread(double people, double per_us, simtime from, double hour[24])
{
    simtime t = from < 0 ? 0 : from;
    while (people > 0 && t < US_PER_DAY) {
        simtime next = (t / US_PER_H + 1) * US_PER_H;
        double now =
            per_us > 0 ? fmin(people, per_us * (double)(next - t)) : people;
        hour[t / US_PER_H] += now;
        people -= now;
        t = next;
    }
}

/* As many as would be busy without a pause in the busiest hour. */
static int officers_of(const struct import_schedule *o,
                       const struct schedule *s)
{
    double hour[24] = {0}, most = 0, share = strtod(o->citizen_share, NULL);
    double per_us = 0;
    simtime citizen = 0, visitor = 0;
    if (o->officers)
        return atoi(o->officers);
    quantity_time(o->citizen_time, &citizen);
    quantity_time(o->visitor_time, &visitor);
    quantity_rate(o->unload, &per_us);
    for (int i = 0; i < s->calls; i++) {
        struct import_load load;
        import_load_of(o, &s->call[i], &load);
        spread(load.passengers * load.factor, per_us,
               s->call[i].clock - import_load_lead(o), hour);
    }
    for (int h = 0; h < 24; h++)
        most = fmax(most, hour[h]);
    double mean = share * (double)citizen + (1 - share) * (double)visitor;
    return (int)fmax(1, ceil(most * mean / (double)US_PER_H));
}

static void put_station(FILE *out, const struct import_schedule *o,
                        int positions)
{
    static const char *const status[] = {"citizen", "visa"};
    const char *time[] = {o->citizen_time, o->visitor_time};
    fprintf(out, "    <station id=\"%s\" positions=\"%d\"%s>\n",
            o->departures ? "gate" : "primary", positions,
            o->departures ? "" : " officers=\"booths\"");
    for (int k = 0; k < 2; k++)
        fprintf(out,
                "      <inspect status=\"%s\" dist=\"gamma\" mean=\"%s\" "
                "cv=\"" BOOTH_CV "\"/>\n",
                status[k], time[k]);
    fprintf(out, "      <route to=\"%s\"/>\n    </station>\n",
            o->departures ? "departed" : "admitted");
}

static void put_port(FILE *out, const struct import_schedule *o,
                     const struct schedule *s)
{
    char id[65];
    simtime walk = 0;
    int officers = officers_of(o, s);
    importing_id(o->airport, id);
    quantity_time(o->walk, &walk);
    fprintf(out, "  <port id=\"%s\" mode=\"%s\">\n", id,
            o->format == IMPORT_SCHEDULE_CRUISE ? "sea" : "air");
    if (!o->departures)
        fprintf(out,
                "    <officers id=\"booths\" operator=\"cbp\">\n"
                "      <shift from=\"00:00\" to=\"00:00\" count=\"%d\"/>\n"
                "    </officers>\n",
                officers);
    put_flow(out, o, s);
    if (!o->departures && walk)
        fprintf(out,
                "    <walk id=\"walk\" dist=\"constant\" mean=\"%s\">\n"
                "      <route to=\"primary\"/>\n    </walk>\n",
                o->walk);
    put_station(out, o, officers);
    fputs("  </port>\n", out);
}

/* Where a default comes from; "" where the user chose another. */
static const char *time_source(const struct import_schedule *o, bool citizen)
{
    if (o->departures)
        return strcmp(citizen ? o->citizen_time : o->visitor_time, "5 s")
                   ? ""
                   : " (British Airways at Orlando: nearly 240 passengers in "
                     "about 10 min at two gates, ATW Online, March 2018, "
                     "http://m.atwonline.com/security/"
                     "british-airways-expands-biometric-boarding-technology)";
    if (citizen)
        return strcmp(o->citizen_time, "30 s")
                   ? ""
                   : " (CBP announcement for National Travel and Tourism "
                     "Week, May 2016: officer's podium after a kiosk)";
    return strcmp(o->visitor_time, "72 s")
               ? ""
               : " (ACRP Report 25, planning value of 50 passengers an hour "
                 "and officer)";
}

static void put_assumed(FILE *out, const struct import_schedule *o)
{
    const char *place = o->departures ? "gates" : "booths";
    fprintf(out,
            " Assumed: %s of the travellers are citizens; a citizen takes "
            "%s%s, a visitor %s%s, gamma with a coefficient of variation "
            "of " BOOTH_CV "; everybody travels alone; one queue for all %s; ",
            o->citizen_share, o->citizen_time, time_source(o, true),
            o->visitor_time, o->departures ? "" : time_source(o, false), place);
    if (!o->departures)
        fprintf(out, "walk %s; ", o->walk);
    if (o->officers)
        fprintf(out, "%s %s.", o->officers, place);
    else
        fprintf(out,
                "as many %s as would be busy without a pause in the busiest "
                "hour, all day: a beginning for sizing, not a finding.",
                place);
}

static void put_scenario(FILE *out, const struct import_schedule *o,
                         const struct schedule *s, const char *file)
{
    char id[65], day[11];
    importing_id(o->airport, id);
    civil_print_date(o->day, day);
    fprintf(out,
            "<!-- Written by poesim import schedule; every figure may be "
            "changed. -->\n"
            "<scenario xmlns=\"urn:poesim:scenario\" version=\"1\"\n"
            "          id=\"%.53s.%s\" start=\"%s\" duration=\"%d h\"\n"
            "          utc-offset=\"%s\" dst=\"%s\">\n  <title>",
            id, day, day, RUN_HOURS, o->utc_offset, o->dst);
    importing_escape(out, o->airport);
    fprintf(out, ", %s of %s</title>\n  <source>\n    ",
            o->departures ? "departures" : "arrivals", day);
    put_source(out, o, s, file);
    put_assumed(out, o);
    fprintf(out,
            "\n  </source>\n"
            "  <run replications=\"20\" seed=\"1\" interval=\"15 min\"/>\n"
            "  <population id=\"%s\">\n"
            "    <class id=\"citizen\" status=\"citizen\" share=\"%s\"/>\n"
            "    <class id=\"visitor\" status=\"visa\" share=\"%.10g\"/>\n"
            "  </population>\n",
            o->population, o->citizen_share,
            1 - strtod(o->citizen_share, NULL));
    put_port(out, o, s);
    fputs("</scenario>\n", out);
}

static void put_fragment(FILE *out, const struct import_schedule *o,
                         const struct schedule *s, const char *file)
{
    fputs("<!-- Written by poesim import schedule. ", out);
    char *text = NULL;
    size_t size = 0;
    FILE *words = open_memstream(&text, &size);
    if (words) {
        put_source(words, o, s, file);
        if (fclose(words) == 0)
            importing_comment(out, text);
        free(text);
    }
    fputs(" -->\n<port-fragment xmlns=\"urn:poesim:scenario\">\n", out);
    put_flow(out, o, s);
    fputs("</port-fragment>\n", out);
}

char *import_schedule_table(const struct import_schedule *o,
                            const struct schedule *s)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    fputs("id,at,passengers,load-factor\n", out);
    for (int i = 0; i < s->calls; i++)
        put_call(out, o, &s->call[i], true);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

char *import_schedule_xml(const struct import_schedule *o,
                          const struct schedule *s, const char *file)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
    (o->fragment ? put_fragment : put_scenario)(out, o, s, file);
    bool bad = ferror(out) != 0;
    if (fclose(out) == 0 && !bad)
        return text;
    free(text);
    return NULL;
}
