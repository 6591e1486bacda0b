/* scenario_retention -- reads the schedule of retention. */
#include "models/retention.h"
#include "sim/io/scenario/scenario_parts.h"

void read_retention(struct reader *r, const xmlNode *e, void *slot)
{
    static const char *const parts[] = {"store", "statuses", "trigger"};
    struct retention *t = slot;
    const char *statuses = attribute_text(r, e, "statuses");
    const char *basis = attribute_text(r, e, "basis");

    t->at = document_origin(e, NULL);
    t->store = attribute_name(r, e, "store");
    for (int i = 0; statuses && i < STATUSES; i++)
        if (list_has(statuses, status_names[i]))
            t->statuses |= 1u << i;
    for (int i = 0; i < TRIGGERS; i++)
        if (attribute_is(e, "trigger", trigger_names[i]))
            t->trigger = (enum retention_trigger)i;
    t->period = attribute_time(r, e, "period");
    t->basis = basis ? basis : "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        t->doubted |= attribute_doubted(e, parts[i]);
}
