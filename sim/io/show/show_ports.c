/* show_ports -- all ports of a scenario in one table: which of them are loaded
 * beyond what they have. */
#include <math.h>

#include "sim/io/show/grid.h"
#include "sim/io/show/show.h"
#include "sim/io/show/show_words.h"

double show_capacity(const struct scenario *s, const struct port *p,
                     const struct station *station, int hour)
{
    const struct officers *pool = show_pool(p, station);
    int each = station->monitored > 0 ? station->monitored : 1;
    double positions = show_positions(s, p, station, hour);

    return pool ? fmin(positions, each * show_officers(s, p, pool, hour))
                : positions;
}

/* The station whose busiest hour asks for most of what is there. */
static void print_fullest(const struct scenario *s, const struct expected *e,
                          struct grid *g)
{
    int station = 0, hour = 0;
    double most = -1, load = 0, capacity = 0;

    for (int i = 0; i < e->port->stations; i++) {
        int h = expected_busiest(e, i);
        double l = expected_load(e, i, h);
        double c = show_capacity(s, e->port, &e->port->station[i], h);
        double share = c > 0 ? l / c : l > 0 ? INFINITY : 0;
        if (share > most) {
            most = share;
            station = i;
            hour = h;
            load = l;
            capacity = c;
        }
    }
    grid_cell(g, "%s", e->port->station[station].id.text);
    grid_cell(g, "%s", words_hour(s, e->port, hour).is);
    grid_cell(g, "%s", words_load(load).is);
    grid_cell(g, "%s", words_load(capacity).is);
    grid_cell(g, "%s", load > capacity ? "over" : "");
}

int show_ports(const struct scenario *s, FILE *out)
{
    struct grid g;

    grid_begin(&g, "port|>travellers|>stations|fullest station|busiest hour|"
                   ">load|>there|");
    for (int i = 0; i < s->ports; i++) {
        const struct port *p = &s->port[i];
        struct expected e;
        double total = 0;
        if (expected_fill(&e, s, p, NULL)) {
            grid_print(&g, out);
            return -1;
        }
        for (int k = 0; k < p->flows; k++)
            total += e.total[k];
        grid_cell(&g, "%s", p->id.text);
        grid_cell(&g, "%s", words_count(total).is);
        grid_cell(&g, "%d", p->stations);
        print_fullest(s, &e, &g);
        expected_release(&e);
    }
    fputs("\nPorts (there: positions that are not closed or broken down, or "
          "officers on shift\nwhere these are fewer)\n",
          out);
    return grid_print(&g, out);
}
