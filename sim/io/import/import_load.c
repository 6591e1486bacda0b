/* How many people a call brings. Nothing is assumed unless the user says so. */
#include "sim/io/import/import_load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"

/* Seats of an aircraft type from --seats TYPE=N; -1. */
static int seats_of(const struct import_schedule *o, const char *aircraft)
{
    size_t length = strlen(aircraft);
    for (int k = 0; k < o->seats.n; k++)
        if (strncmp(o->seats.value[k], aircraft, length) == 0 && length &&
            o->seats.value[k][length] == '=')
            return atoi(o->seats.value[k] + length + 1);
    return -1;
}

double import_load_factor(const struct import_schedule *o)
{
    if (!o->load_factor)
        return NAN;
    if (!strcmp(o->load_factor, "t100"))
        return o->departures ? 0.734 : 0.805;
    return strtod(o->load_factor, NULL);
}

int import_load_mean(const struct import_schedule *o)
{
    if (!o->passengers_per_call)
        return -1;
    return !strcmp(o->passengers_per_call, "t100")
               ? 151
               : atoi(o->passengers_per_call);
}

/* False: the row does not tell, and no assumption was asked for. */
bool import_load_of(const struct import_schedule *o,
                    const struct schedule_call *c, struct import_load *load)
{
    int seats = c->seats >= 0 ? c->seats : seats_of(o, c->aircraft);
    double factor =
        isnan(c->load_factor) ? import_load_factor(o) : c->load_factor;
    *load = (struct import_load){c->passengers, 1};
    if (c->passengers >= 0)
        return true;
    if (seats >= 0 && !isnan(factor)) {
        *load = (struct import_load){seats, factor};
        return true;
    }
    load->passengers = import_load_mean(o);
    return load->passengers >= 0;
}

simtime import_load_lead(const struct import_schedule *o)
{
    simtime lead = 0;
    if (o->departures)
        quantity_time(o->lead, &lead);
    return lead;
}
