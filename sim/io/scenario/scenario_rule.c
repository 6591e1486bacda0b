/* scenario_rule -- reads who has to give a photo, and how people know that they
 * may refuse it. */
#include "sim/io/scenario/scenario_parts.h"

void read_rule(struct reader *r, const xmlNode *e, void *slot)
{
    static const char *const directions[] = {"entry", "exit"};
    static const char *const parts[] = {"statuses",  "age-from", "age-to",
                                        "direction", "ports",    "modes",
                                        "from",      "until"};
    struct rule *x = slot;

    x->id = attribute_name(r, e, "id");
    x->statuses = attribute_bits(e, "statuses", status_names, STATUSES);
    x->age_to = 130;
    if (attribute_value(e, "age-from")) {
        x->age_from = (int)attribute_count(r, e, "age-from", 0, 130);
        x->by_age = true;
    }
    if (attribute_value(e, "age-to")) {
        x->age_to = (int)attribute_count(r, e, "age-to", 0, 130);
        x->by_age = true;
    }
    x->directions = attribute_bits(e, "direction", directions, 2);
    x->ports = attribute_names(r, e, "ports");
    x->modes = attribute_bits(e, "modes", mode_names, MODES);
    x->from = attribute_moment(r, e, "from");
    x->until = attribute_moment(r, e, "until");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        x->doubted |= attribute_doubted(e, parts[i]);
}

struct notices read_notices(struct reader *r, const xmlNode *port)
{
    const xmlNode *e = element_child(port, "notices");
    const xmlNode *second = e ? element_next(e, "notices") : NULL;

    if (second)
        reader_error(r, second, NULL,
                     "<notices> stands here a second time; take one away");
    if (!e)
        return (struct notices){.awareness = 1};
    return (struct notices){document_origin(e, NULL), true,
                            attribute_probability(r, e, "awareness"),
                            attribute_probability(r, e, "signs")};
}
