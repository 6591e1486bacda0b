/* trace_text -- events in words, with the clock of the port. */
#include "sim/io/show/trace_text.h"

#include <string.h>

#include "sim/io/show/grid.h"
#include "sim/io/show/show.h"

struct words {
    const struct trace *t;
    const struct scenario *s;
    struct grid grid;
    simtime arrived;
    int ends;                             /* of visits so far */
    simtime moved[PARTY_MOST];            /* lead: arrived, or ended a visit */
    simtime joined[PARTY_MOST];           /* lead */
    simtime started[PARTY_MOST];          /* lead */
    simtime requested[PARTY_MOST];        /* member */
    const struct step *asked[PARTY_MOST]; /* member: the step that asked last */
    bool is_lead[PARTY_MOST];             /* has been one: moved[] holds */
};

struct text {
    char is[128];
};

/* A time for reading: to the microsecond only where it is short. */
static struct text span(simtime t)
{
    struct text x = {""};

    if (t >= US_PER_S)
        t = (t + 500) / 1000 * 1000;
    quantity_print_time(t, x.is, 64);
    return x;
}

/* Local date and time at an instant of the run. */
static struct text clock_at(const struct words *w, simtime at)
{
    simtime utc = civil_utc(&w->s->wall, w->s->start_day, 0) + at;
    simtime local = utc + civil_offset_at(&w->t->port->wall, utc);
    simtime day = local / US_PER_DAY - (local % US_PER_DAY < 0);
    simtime clock = local - day * US_PER_DAY;
    char date[11];
    struct text x;

    civil_print_date((int32_t)day, date);
    snprintf(x.is, sizeof x.is, "%s %02d:%02d:%02d.%06d", date,
             (int)(clock / US_PER_H), (int)(clock / US_PER_MIN % 60),
             (int)(clock / US_PER_S % 60), (int)(clock % US_PER_S));
    return x;
}

static struct text who(const struct milestone *m)
{
    struct text x;

    if (m->kind == MILESTONE_REQUEST || m->kind == MILESTONE_ANSWER ||
        m->value == 1)
        snprintf(x.is, sizeof x.is, "%d", m->member);
    else
        snprintf(x.is, sizeof x.is, "%d and %d more", m->member, m->value - 1);
    return x;
}

static void say_arrive(struct words *w, const struct milestone *m)
{
    w->arrived = m->at;
    w->moved[m->member] = m->at;
    w->is_lead[m->member] = true;
    grid_cell(&w->grid, "arrives");
    grid_cell(&w->grid, "%s", w->t->port->id.text);
    grid_cell(&w->grid, "%d traveller%s", m->value, m->value > 1 ? "s" : "");
}

/* How long a part was under way; nothing where it cannot be known which part
 * it came out of. */
static struct text under_way(struct words *w, const struct milestone *m)
{
    struct text x = {""};
    bool known = w->is_lead[m->member] || !w->ends;

    if (known) {
        simtime since =
            w->is_lead[m->member] ? w->moved[m->member] : w->arrived;
        if (m->at > since)
            snprintf(x.is, sizeof x.is, "under way%s %.64s; ",
                     m->kind == MILESTONE_JOIN &&
                             w->t->port->station[m->node].room > 0
                         ? " or blocked"
                         : "",
                     span(m->at - since).is);
    } else {
        snprintf(x.is, sizeof x.is, "left the others; ");
    }
    w->is_lead[m->member] = true;
    return x;
}

/* Can a visit there be interrupted? Milestones do not tell when. */
static bool may_stop(const struct words *w, const struct station *s)
{
    const struct officers *pool = show_pool(w->t->port, s);

    return s->breaks || s->preemptive ||
           (pool && pool->hand_over && s->monitored == 0);
}

static void say_join(struct words *w, const struct trace_event *e)
{
    const struct milestone *m = &e->is;
    const struct station *s = &w->t->port->station[m->node];
    struct text way = under_way(w, m);

    w->joined[m->member] = m->at;
    grid_cell(&w->grid, "joins");
    grid_cell(&w->grid, "%s", s->id.text);
    grid_cell(&w->grid, "%s%lld queued there, %lld of %d positions busy%s",
              way.is, (long long)e->queued, (long long)e->busy, s->positions,
              may_stop(w, s) ? " or left" : "");
}

static void say_request(struct words *w, const struct milestone *m)
{
    const struct station *s = &w->t->port->station[m->node];
    const struct step *k = &s->step[m->value];

    w->requested[m->member] = m->at;
    w->asked[m->member] = k;
    grid_cell(&w->grid, "request");
    grid_cell(&w->grid, "%s", s->id.text);
    grid_cell(&w->grid, "match by %s, 1:%s%s%s", k->service.text,
              k->one_to_many ? "N" : "1", k->gallery.text ? " in " : "",
              k->gallery.text ? k->gallery.text : "");
}

/* What was given up may be matched later: also after the party has left. */
static void say_answer(struct words *w, const struct milestone *m)
{
    const struct step *k = w->asked[m->member];
    struct text took = span(m->at - w->requested[m->member]);

    grid_cell(&w->grid, "answer");
    grid_cell(&w->grid, "%s", w->t->port->station[m->node].id.text);
    if (m->value != RESULT_NO_ANSWER)
        grid_cell(&w->grid, "%s, after %s", result_names[m->value], took.is);
    else if (!k->later)
        grid_cell(&w->grid, "no-answer, given up after %s", took.is);
    else
        grid_cell(&w->grid, "no-answer, given up after %s; matched %s later",
                  took.is, span(k->later).is);
}

static void say_leave(struct words *w, const struct milestone *m)
{
    struct text way = under_way(w, m);

    if (!strncmp(way.is, "left", 4) ||
        w->moved[m->member] == m->at) /* at the end of a visit */
        way.is[0] = '\0';
    grid_cell(&w->grid, "leaves");
    grid_cell(&w->grid, "%s", end_state_names[m->node]);
    grid_cell(&w->grid, "%swas here %s", way.is, span(m->at - w->arrived).is);
}

static void say(struct words *w, const struct trace_event *e)
{
    const struct milestone *m = &e->is;
    const struct station *station = w->t->port->station;

    if (m->kind == MILESTONE_ARRIVE)
        w->arrived = m->at;
    grid_cell(&w->grid, "%s", clock_at(w, m->at).is);
    grid_cell(&w->grid, "%s", span(m->at - w->arrived).is);
    grid_cell(&w->grid, "%s", who(m).is);
    switch ((enum milestone_kind)m->kind) {
    case MILESTONE_ARRIVE:
        say_arrive(w, m);
        break;
    case MILESTONE_JOIN:
        say_join(w, e);
        break;
    case MILESTONE_START:
        w->started[m->member] = m->at;
        grid_cell(&w->grid, "starts");
        grid_cell(&w->grid, "%s", station[m->node].id.text);
        grid_cell(&w->grid, "waited %s", span(m->at - w->joined[m->member]).is);
        break;
    case MILESTONE_REQUEST:
        say_request(w, m);
        break;
    case MILESTONE_ANSWER:
        say_answer(w, m);
        break;
    case MILESTONE_END:
        w->ends++;
        w->moved[m->member] = m->at;
        grid_cell(&w->grid, "ends");
        grid_cell(&w->grid, "%s", station[m->node].id.text);
        grid_cell(&w->grid, "served%s %s",
                  may_stop(w, &station[m->node]) ? " or stopped" : "",
                  span(m->at - w->started[m->member]).is);
        break;
    case MILESTONE_LEAVE:
        say_leave(w, m);
        break;
    }
}

/* Who is inside at the end of the run. */
static void say_inside(struct words *w)
{
    simtime end = w->s->duration;
    int inside = 0, first = 0;

    for (int i = w->t->members - 1; i >= 0; i--)
        if (w->t->member[i].end_state == END_STILL_INSIDE) {
            inside++;
            first = w->t->member[i].member;
        }
    if (!inside)
        return;
    grid_cell(&w->grid, "%s", clock_at(w, end).is);
    grid_cell(&w->grid, "%s", span(end - w->arrived).is);
    if (inside > 1)
        grid_cell(&w->grid, "%d and %d more", first, inside - 1);
    else
        grid_cell(&w->grid, "%d", first);
    grid_cell(&w->grid, "still inside");
    grid_cell(&w->grid, "%s", w->t->port->id.text);
    grid_cell(&w->grid, "the run ends");
}

static int print_members(const struct trace *t, const struct name_table *n,
                         FILE *out)
{
    struct grid g;

    grid_begin(&g, "member|class|group|impostor|result|decision|cause|end|"
                   ">waited|>served");
    for (int i = 0; i < t->members; i++) {
        const struct travellers_row *r = &t->member[i];
        grid_cell(&g, "%d", r->member);
        grid_cell(&g, "%s", n->name[NAMES_CLASSES][r->class]);
        grid_cell(&g, "%s",
                  r->group < 0 ? "-" : n->name[NAMES_GROUPS][r->group]);
        grid_cell(&g, "%s", r->impostor ? "yes" : "no");
        grid_cell(&g, "%s", n->name[NAMES_RESULTS][r->result]);
        grid_cell(&g, "%s", n->name[NAMES_DECISIONS][r->decision]);
        grid_cell(&g, "%s", n->name[NAMES_CAUSES][r->cause]);
        grid_cell(&g, "%s", n->name[NAMES_END_STATES][r->end_state]);
        grid_cell(&g, "%s", span(r->waited_us).is);
        grid_cell(&g, "%s", span(r->served_us).is);
    }
    return grid_print(&g, out);
}

/* The call that the party came with; its numbers begin at the seats before. */
static const struct call *call_of(const struct trace *t)
{
    const struct flow *f = &t->port->flow[t->flow];
    int64_t first = 0;

    for (int i = 0; f->kind == ARRIVE_TIMETABLE && i < f->calls; i++) {
        first += f->call[i].passengers;
        if (t->party < first)
            return &f->call[i];
    }
    return NULL;
}

int trace_text(const struct trace *t, const struct scenario *s,
               const struct name_table *names, FILE *out)
{
    struct words w = {.t = t, .s = s};
    const struct call *call = call_of(t);

    fprintf(out, "%s/%s/%u, replication %d, seed %llu of %s", t->port->id.text,
            t->port->flow[t->flow].id.text, (unsigned)t->party, t->replication,
            (unsigned long long)s->seed, s->id);
    if (call && *call->id)
        fprintf(out, "; came with %s", call->id);
    fputs("\n\n", out);
    if (print_members(t, names, out))
        return -1;
    fputc('\n', out);
    grid_begin(&w.grid,
               "clock at the port|>since arrival|member|event|where|what");
    for (int i = 0; i < t->events; i++)
        say(&w, &t->event[i]);
    say_inside(&w);
    return grid_print(&w.grid, out);
}
