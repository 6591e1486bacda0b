/* Writes a day of Airport Wait Times as a scenario: one flow per hour of
 * landing, booths by hour, and the milestone that AWT measures as a journey.
 *
 *   h00 .. h23 (flights) -> walk -> primary -> admitted
 *   |<---------- journey "awt" ------->|   less the walk
 */
#include "sim/io/import/import_awt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/civil.h"
#include "models/quantity.h"
#include "sim/io/import/importing.h"

/* The sources are named in the scenario that is written. */
const struct import_awt_assumptions import_awt_defaults = {
    .walk = "5 min",
    .unload = "20 /min",
    .citizen_time = "30 s",
    .visitor_time = "72 s",
    .utc_offset = "0 h",
    .dst = "none",
};

/* Spread of booth times; published figures are means only. */
#define BOOTH_CV "0.5"

static bool is_zero(const char *time)
{
    simtime t = 0;
    return !quantity_time(time, &t) && t == 0;
}

static void check_time(const char *option, const char *text, simtime least,
                       struct diag *d)
{
    simtime t = 0;
    const char *wrong = quantity_time(text, &t);
    if (!wrong && (t < least || t > US_PER_DAY))
        wrong = least < 0 ? "is not an offset from UTC"
                : least   ? "is not a time from 1 us to 1 d"
                          : "is not a time from 0 s to 1 d";
    if (wrong)
        diag_error(d, NULL, "%s: \"%s\" %s", option, text, wrong);
}

int import_awt_check(const struct import_awt_assumptions *as, struct diag *d)
{
    int before = d->count;
    double rate;
    check_time("--walk", as->walk, 0, d);
    check_time("--citizen-time", as->citizen_time, 1, d);
    check_time("--visitor-time", as->visitor_time, 1, d);
    check_time("--utc-offset", as->utc_offset, -14 * US_PER_H, d);
    const char *wrong = quantity_rate(as->unload, &rate);
    if (wrong)
        diag_error(d, NULL, "--unload: \"%s\" %s", as->unload, wrong);
    if (strcmp(as->dst, "none") != 0 && strcmp(as->dst, "us") != 0)
        diag_error(d, NULL, "--dst: \"%s\" is neither none nor us", as->dst);
    return d->count > before ? -1 : 0;
}

/* ---- the scenario ---- */

static void put_head(FILE *out, const struct awt_day *x, const char *file,
                     const struct import_awt_assumptions *as)
{
    char day[11], id[65];
    civil_print_date(x->day, day);
    awt_port_id(x->airport, x->terminal, id);
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<!-- Written by poesim import awt; every figure may be changed.\n"
            "     The port's id and the date tell poesim validate which rows "
            "to compare with. -->\n"
            "<scenario xmlns=\"urn:poesim:scenario\" version=\"1\"\n          "
            "id=\"");
    fprintf(out,
            "%.53s.%s\" start=\"%s\"\n          duration=\"%d h\" "
            "utc-offset=\"%s\" "
            "dst=\"%s\">\n  <title>",
            id, day, day, AWT_RUN_HOURS, as->utc_offset, as->dst);
    importing_escape(out, x->airport);
    fputs(", ", out);
    importing_escape(out, x->terminal);
    fprintf(out, ", arrivals of %s</title>\n  <source>\n", day);
    fputs("    Passengers, flights, booths and mean waits by hour of landing: "
          "CBP Airport Wait Times (https://awt.cbp.gov/), file ",
          out);
    importing_escape(out, importing_base(file));
    fprintf(out,
            ".\n    Assumed, because the data do not say: the walk (%s); "
            "travellers leave an aircraft at %s",
            as->walk, as->unload);
    if (strcmp(as->unload, import_awt_defaults.unload) == 0)
        fputs(" (the UK Home Office's dynamic response tool assumes 20)", out);
    fprintf(out, ";\n    at the booth a citizen takes %s", as->citizen_time);
    if (strcmp(as->citizen_time, import_awt_defaults.citizen_time) == 0)
        fputs(" (CBP announcement for National Travel and Tourism Week, May "
              "2016: officer's podium after a kiosk)",
              out);
    fprintf(out, " and a visitor %s", as->visitor_time);
    if (strcmp(as->visitor_time, import_awt_defaults.visitor_time) == 0)
        fputs(" (ACRP Report 25, planning value of 50 passengers an hour and "
              "officer)",
              out);
    fputs(",\n    gamma with a coefficient of variation of " BOOTH_CV
          "; everybody travels alone; one queue for all.\n"
          "    The minute of landing is drawn within the hour; an hour's "
          "passengers are spread evenly over its flights.\n  </source>\n",
          out);
    fputs("  <run replications=\"20\" seed=\"1\" interval=\"15 min\"/>\n", out);
}

static void put_population(FILE *out, const struct awt_row *r, int hour)
{
    double share, low, high;
    if (awt_citizen_share(r, &share, &low, &high))
        fprintf(out,
                "  <!-- %02d:00: mean waits of citizens %d, visitors %d, all "
                "%d min: citizens' share %.3f; the rounded means allow %.2f "
                "to %.2f -->\n",
                hour, r->citizen_mean, r->visitor_mean, r->mean, share, low,
                high);
    else
        fprintf(out,
                "  <!-- %02d:00: mean waits of citizens %d, visitors %d, all "
                "%d min give no share: 0.5 is assumed -->\n",
                hour, r->citizen_mean, r->visitor_mean, r->mean);
    int thousandths = (int)lround(share * 1000);
    fprintf(out,
            "  <population id=\"h%02d\">\n"
            "    <class id=\"citizen\" status=\"citizen\" share=\"%d.%03d\"/>\n"
            "    <class id=\"visitor\" status=\"visa\" share=\"%d.%03d\"/>\n"
            "  </population>\n",
            hour, thousandths / 1000, thousandths % 1000,
            (1000 - thousandths) / 1000, (1000 - thousandths) % 1000);
}

static void put_flow(FILE *out, const struct awt_row *r, int hour,
                     const struct import_awt_assumptions *as)
{
    int all = awt_passengers(r), flights = r->flights > 0 ? r->flights : 1;
    fprintf(out,
            "    <flow id=\"h%02d\" direction=\"entry\" population=\"h%02d\" "
            "start=\"%s\" unload=\"%s\">\n",
            hour, hour, is_zero(as->walk) ? "primary" : "walk", as->unload);
    for (int k = 0; k < flights; k++)
        fprintf(out,
                "      <call id=\"h%02d.%d\" at=\"%02d:00..%02d:00\" "
                "passengers=\"%d\"/>\n",
                hour, k + 1, hour, hour + 1,
                all / flights + (k < all % flights));
    fputs("    </flow>\n", out);
}

static void put_port(FILE *out, const struct awt_day *x,
                     const struct import_awt_assumptions *as)
{
    char id[65];
    int booths[AWT_RUN_HOURS], most = 1;
    awt_port_id(x->airport, x->terminal, id);
    awt_booths(x, booths);
    fprintf(out,
            "  <port id=\"%s\" mode=\"air\">\n"
            "    <officers id=\"booths\" operator=\"cbp\">\n",
            id);
    for (int h = 0; h < AWT_RUN_HOURS; h++) {
        most = booths[h] > most ? booths[h] : most;
        fprintf(out,
                "      <shift from=\"%02d:00\" to=\"%02d:00\" count=\"%d\" "
                "day=\"%d\"/>\n",
                h % 24, h % 24 + 1, booths[h], h / 24 + 1);
    }
    fputs("    </officers>\n", out);
    for (int h = 0; h < AWT_HOURS; h++)
        if (x->hour[h].line && awt_passengers(&x->hour[h]) > 0)
            put_flow(out, &x->hour[h], h, as);
    if (!is_zero(as->walk))
        fprintf(out,
                "    <walk id=\"walk\" dist=\"constant\" mean=\"%s\">\n"
                "      <route to=\"primary\"/>\n    </walk>\n",
                as->walk);
    fprintf(out,
            "    <station id=\"primary\" positions=\"%d\" "
            "officers=\"booths\">\n"
            "      <inspect status=\"citizen\" dist=\"gamma\" mean=\"%s\" "
            "cv=\"" BOOTH_CV "\"/>\n"
            "      <inspect status=\"visa\" dist=\"gamma\" mean=\"%s\" "
            "cv=\"" BOOTH_CV "\"/>\n"
            "      <route to=\"admitted\"/>\n    </station>\n",
            most, as->citizen_time, as->visitor_time);
    fprintf(out,
            "    <journey id=\"awt\" to=\"primary\" less=\"%s\" limits=\"15 "
            "min, 30 min, 45 min, 60 min, 90 min, 120 min\"/>\n  </port>\n",
            as->walk);
}

char *import_awt_text(const struct awt_day *x, const char *file,
                      const struct import_awt_assumptions *as)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    put_head(out, x, file, as);
    for (int h = 0; h < AWT_HOURS; h++)
        if (x->hour[h].line && awt_passengers(&x->hour[h]) > 0)
            put_population(out, &x->hour[h], h);
    put_port(out, x, as);
    fputs("</scenario>\n", out);
    bool bad = ferror(out) != 0;
    if (fclose(out) != 0 || bad) {
        free(text);
        return NULL;
    }
    return text;
}
