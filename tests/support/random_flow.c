/* random_flow -- arrivals of every kind. */
#include <math.h>

#include "tests/support/random_parts.h"

static simtime some_time(struct dice *d)
{
    return d->tick * dice_between(d, 0, d->ticks - 1);
}

/* Calls become departures; doors may lie before 0 or beyond the end. */
static void boarding(struct dice *d, struct flow *f)
{
    struct boarding *b = &f->board;

    f->boarding = true;
    b->show_up = dice_time(d, 0, d->ticks / 2 + 1);
    b->closes = dice_happens(d, 50) ? 0 : d->tick * dice_between(d, 1, 20);
    b->groups = 1;
    if (dice_happens(d, 50)) {
        b->opens = b->closes + d->tick * dice_between(d, 1, d->ticks / 3 + 1);
        b->groups = dice_between(d, 1, 3);
        if (b->groups > 1)
            b->group_gap = d->tick * dice_between(d, 1, 10);
    }
    if (dice_happens(d, 50))
        b->no_show = dice_share(d);
}

static void timetable(struct dice *d, struct flow *f)
{
    struct call *c;
    bool departs = dice_happens(d, 60);

    f->calls = dice_between(d, 1, departs ? 6 : 4);
    f->call = c = dice_array(d, f->calls, sizeof *c);
    for (int i = 0; i < f->calls; i++) {
        int from =
            dice_between(d, 0, departs ? d->ticks * 5 / 4 : d->ticks / 2);
        c[i].id = "";
        c[i].from = c[i].until = dice_clock(d, from);
        c[i].day = 1 + (int)((d->clock_base + d->tick * from) / US_PER_DAY);
        if (d->tick >= US_PER_MIN && dice_happens(d, 40)) {
            c[i].from = c[i].until = US_PER_H / 2 * dice_between(d, 3, 6);
            c[i].day = 1;
            if (dice_happens(d, 50))
                c[i].until += US_PER_H / 2;
        } else if (dice_happens(d, 40)) {
            c[i].until += d->tick * dice_between(d, 1, d->ticks / 3 + 1);
        }
        if (c[i].until > US_PER_DAY)
            c[i].until = US_PER_DAY;
        c[i].passengers = dice_between(d, dice_happens(d, 10) ? 0 : 1, 14);
        c[i].load_factor = dice_happens(d, 60) ? 1 : dice_share(d);
    }
    if (dice_happens(d, 40))
        f->delay = dice_time(d, 1, 30);
    if (dice_happens(d, 30))
        f->early = d->tick * dice_between(d, 1, 40);
    if (departs)
        boarding(d, f);
    else if (dice_happens(d, 50))
        f->unload = dice_between(d, 1, 30) / 10.0 / (double)d->tick;
}

/* Short pieces around the hours that clocks lose or have twice. */
static void pieces_at_jump(struct dice *d, struct flow *f, double mean)
{
    static const int half_hour[] = {1, 2, 3, 4, 5, 6, 7, 9};
    struct rate_piece *p = dice_array(d, 8, sizeof *p);

    f->piece = p;
    for (int i = 0, next; i < 7; i = next) {
        next = i + dice_between(d, 1, 3);
        next = next > 7 ? 7 : next;
        if (dice_happens(d, 70))
            p[f->pieces++] =
                (struct rate_piece){.from = half_hour[i] * US_PER_H / 2,
                                    .to = half_hour[next] * US_PER_H / 2,
                                    .rate = dice_between(d, 0, 2) * mean};
    }
}

static void poisson(struct dice *d, struct flow *f)
{
    double mean = dice_between(d, 1, 40) / (double)(d->tick * d->ticks);
    struct rate_piece *p;
    int at = 0;

    if (d->tick >= US_PER_MIN && dice_happens(d, 50)) {
        f->rate = mean;
        pieces_at_jump(d, f, 4 * mean);
        return;
    }

    f->rate = dice_happens(d, 20) ? 0 : mean;
    if (f->rate > 0 && dice_happens(d, 40))
        return;
    f->piece = p = dice_array(d, 4, sizeof *p);
    int day = (int)(US_PER_DAY / d->tick < d->ticks ? US_PER_DAY / d->tick
                                                    : d->ticks);
    while (f->pieces < 4) {
        int from = at + dice_between(d, 0, 1) * dice_between(d, 0, day / 4);
        int to =
            from + dice_between(d, 1, dice_happens(d, 30) ? 1 : day / 3 + 1);
        simtime begin = d->clock_base + d->tick * from;
        simtime end = d->clock_base + d->tick * to;
        if (d->tick >= US_PER_MIN) { /* a whole day of pieces */
            begin = d->tick * from;
            end = d->tick * to;
        }
        if (end > US_PER_DAY)
            break;
        p[f->pieces++] = (struct rate_piece){
            .from = begin,
            .to = end,
            .rate = dice_happens(d, 30) ? 0 : mean * dice_between(d, 1, 3)};
        at = to;
    }
    if (f->pieces == 0)
        f->rate = mean;
}

static void trace(struct dice *d, struct flow *f, const struct population *p,
                  const struct port *port)
{
    struct trace_row *row;
    simtime at = 0;

    f->rows = dice_between(d, 1, 20);
    f->row = row = dice_array(d, f->rows, sizeof *row);
    if (d->traced) {
        struct name *n = dice_array(d, port->stations, sizeof *n);
        f->trace_stations = port->stations;
        for (int i = 0; i < port->stations; i++)
            n[i] = port->station[port->stations - 1 - i].id;
        f->trace_station = n;
    }
    for (int i = 0; i < f->rows; i++) {
        simtime *t = dice_array(d, f->trace_stations, sizeof *t);
        for (int k = 0; k < f->trace_stations; k++)
            t[k] = d->tick * dice_between(d, 0, 20);
        if (dice_happens(d, 70))
            at += d->tick * dice_between(d, 0, 2 * d->ticks / f->rows);
        row[i].time = at;
        row[i].size = dice_between(d, 1, dice_happens(d, 50) ? 1 : 5);
        row[i].at_station = t;
        if (dice_happens(d, 30))
            row[i].class = p->class[dice_between(d, 0, p->classes - 1)].id.text;
    }
}

void random_flow(struct dice *d, struct flow *f, const struct port *p)
{
    const struct population *pop =
        &d->s->population[dice_between(d, 0, d->s->populations - 1)];

    f->population = pop->id;
    f->exit = dice_happens(d, 50);
    f->delay = f->gap = dice_constant(0);
    f->batch = 1;
    f->start = p->walks > 0 && dice_happens(d, 40)
                   ? p->walk[dice_between(d, 0, p->walks - 1)].id
                   : p->station[dice_happens(d, 70)
                                    ? 0
                                    : dice_between(d, 0, p->stations - 1)]
                         .id;
    f->kind =
        d->traced ? ARRIVE_TRACE : (enum arrival_kind)dice_between(d, 0, 3);
    switch (f->kind) {
    case ARRIVE_TIMETABLE:
        timetable(d, f);
        return;
    case ARRIVE_TRACE:
        trace(d, f, pop, p);
        return;
    case ARRIVE_POISSON:
        poisson(d, f);
        break;
    case ARRIVE_RENEWAL:
        f->gap = dice_time(d, 1, d->ticks / 8 + 1);
        if (f->gap.mean < (double)(d->tick * d->ticks) / 40)
            f->gap = dice_constant(some_time(d) / 10 + d->tick * d->ticks / 40 +
                                   d->tick);
        break;
    }
    if (dice_happens(d, 40)) {
        f->batch_kind = dice_happens(d, 50) ? BATCH_FIXED : BATCH_GEOMETRIC;
        f->batch = f->batch_kind == BATCH_FIXED ? dice_between(d, 2, 3)
                                                : dice_between(d, 3, 6) / 2.0;
    }
}
