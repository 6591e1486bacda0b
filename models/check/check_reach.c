/* check_reach -- what the flows of a port can reach. */
#include <stdlib.h>
#include <string.h>

#include "models/check/check_graph.h"

/* Nobody takes a full-to of a station to which all come from inside. */
static bool is_taken(const struct node *n, int way)
{
    return n->outside || !n->exit[FULL] || n->way[way] != n->exit[FULL];
}

/* Mark in `reached` what can be reached from node `start`. */
static void spread(const struct graph *g, int start, bool *reached)
{
    reached[start] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < g->nodes; i++)
            for (int k = 0; reached[i] && k < g->node[i].ways; k++) {
                int to = g->node[i].target[k];
                if (to < 0 || reached[to] || !is_taken(&g->node[i], k))
                    continue;
                reached[to] = changed = true;
            }
    }
}

/* Mark the nodes that can be left by who has got in, which full-to is not for.
 * A route to nowhere counts as a way out: that it is wrong has been said; so
 * has that one is missing. */
static void mark_leaves(const struct graph *g)
{
    for (int i = 0; i < g->nodes; i++)
        g->node[i].leaves = g->node[i].doubted;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < g->nodes; i++)
            for (int k = 0; !g->node[i].leaves && k < g->node[i].ways; k++) {
                const struct node *n = &g->node[i];
                int to = n->target[k];
                if ((to >= 0 && !g->node[to].leaves) ||
                    (n->exit[FULL] && n->way[k] == n->exit[FULL]))
                    continue;
                g->node[i].leaves = changed = true;
            }
    }
}

static void check_ways_out(const struct graph *g)
{
    struct naming names = {0};
    int first = -1;
    mark_leaves(g);
    for (int i = 0; i < g->nodes; i++) {
        if (!g->node[i].reached || g->node[i].leaves || g->node[i].routes == 0)
            continue;
        if (first < 0)
            first = i;
        naming_add(&names, g->node[i].id->text);
    }
    if (first >= 0)
        diag_error(g->d, &g->node[first].id->at,
                   "%s can never be left: no route leads from there to an end "
                   "state, not even by a detour; add one",
                   names.text);
}

/* Does the station have an inspection whose time stands in a trace? */
static const struct step *traced_step(const struct station *t)
{
    for (int i = 0; i < t->steps; i++)
        if (t->step[i].kind == STEP_INSPECT &&
            t->step[i].time.family == DIST_TRACE)
            return &t->step[i];
    return NULL;
}

/* Station t, which flow f can reach, takes its time from a trace: f's. */
static void check_trace(const struct graph *g, const struct flow *f,
                        const struct station *t)
{
    const struct step *step = traced_step(t);
    if (!step)
        return;
    if (f->kind != ARRIVE_TRACE) {
        diag_error(g->d, &step->at,
                   "flow \"%s\" at %s:%d comes to station \"%s\" and has no "
                   "trace that its time could stand in; choose another dist, "
                   "or lead that flow to another station",
                   f->id.text, f->id.at.file ? f->id.at.file : "?",
                   f->id.at.line, t->id.text);
        return;
    }
    for (int i = 0; i < f->trace_stations; i++)
        if (strcmp(f->trace_station[i].text, t->id.text) == 0)
            return;
    if (f->rows == 0)
        return; /* the table could not be read */
    struct origin header = {f->row[0].at.file, 1, 0, NULL};
    diag_error(g->d, &header,
               "column \"%s\" is missing: flow \"%s\" comes to station \"%s\", "
               "whose inspection has dist=\"trace\"; add it",
               t->id.text, f->id.text, t->id.text);
}

/* A way that leads to an end state; NULL: none does. */
static const struct name *way_to(const struct graph *g, const bool *reached,
                                 enum end_state end)
{
    for (int i = 0; i < g->nodes; i++)
        for (int k = 0; reached[i] && k < g->node[i].ways; k++)
            if (is_taken(&g->node[i], k) &&
                strcmp(g->node[i].way[k]->text, end_state_names[end]) == 0)
                return g->node[i].way[k];
    return NULL;
}

/* Who is admitted has not boarded. Where others come to the port as well, the
 * way may be theirs. */
static void check_boards(const struct graph *g, const struct port *p,
                         const struct flow *f, const bool *reached)
{
    const struct name *way = way_to(g, reached, END_ADMITTED);
    if (!way_to(g, reached, END_DEPARTED)) {
        diag_warning(g->d, &f->board.at,
                     "no way leads flow \"%s\" to the end state \"departed\", "
                     "so nobody boards; lead a route there",
                     f->id.text);
        return;
    }
    for (int i = 0; i < p->flows; i++)
        if (!p->flow[i].boarding)
            return;
    if (way)
        diag_warning(g->d, &way->at,
                     "who is led to \"admitted\" does not board: of flow "
                     "\"%s\", which has <boarding>, only those who end "
                     "\"departed\" do; lead the route there",
                     f->id.text);
}

/* Relief that depends on a door is for parties that have one. */
static void check_relief(const struct graph *g, const struct port *p)
{
    for (int i = 0; i < g->stations; i++)
        for (int k = 0; k < p->station[i].steps; k++) {
            const struct step *step = &p->station[i].step[k];
            if (step->kind == STEP_CAPTURE && step->relief_door > 0 &&
                g->node[i].reached && !g->node[i].boards)
                diag_warning(g->d, &step->at,
                             "relief-door never opens the valve: no flow with "
                             "<boarding> comes to station \"%s\"",
                             p->station[i].id.text);
        }
}

/* full-to is for parties from outside. */
static void check_full(const struct graph *g, const struct port *p)
{
    for (int i = 0; i < g->stations; i++)
        if (p->station[i].full_to.text && g->node[i].reached &&
            !g->node[i].outside)
            diag_warning(g->d, &p->station[i].full_to.at,
                         "full-to of station \"%s\" never takes effect: all "
                         "who come there come from inside the port, and wait "
                         "until there is room; take full-to away, or send them "
                         "elsewhere by <balk>",
                         p->station[i].id.text);
}

static void check_start(const struct graph *g, const struct port *p,
                        const struct flow *f, bool *reached)
{
    int start = graph_find(g, f->start.text);
    if (f->start.doubted)
        return;
    if (start == TO_NOWHERE) {
        struct naming names = graph_names(g);
        diag_error(g->d, &f->start.at,
                   "flow \"%s\" starts at \"%s\", which is no station or walk "
                   "of the port; there are: %s",
                   f->id.text, f->start.text, names.text);
        return;
    }
    memset(reached, 0, (size_t)g->nodes * sizeof *reached);
    spread(g, start, reached);
    if (f->boarding && !g->doubted)
        check_boards(g, p, f, reached);
    for (int i = 0; i < g->nodes; i++) {
        g->node[i].reached |= reached[i];
        g->node[i].boards |= reached[i] && f->boarding;
        if (reached[i] && i < g->stations) {
            check_trace(g, f, &p->station[i]);
            check_manifest(g->s, f, &p->station[i], g->d);
        }
    }
}

/* After other errors, what is not reached is no news. They need not be new: in
 * ports of one template each is told once. */
static bool is_sound(const struct graph *g, const struct port *p)
{
    bool sound = g->errors == g->d->count && !g->doubted;
    for (int i = 0; i < g->nodes; i++)
        for (int k = 0; k < g->node[i].ways; k++)
            sound &= g->node[i].target[k] != TO_NOWHERE;
    for (int i = 0; i < p->flows; i++)
        sound &= graph_find(g, p->flow[i].start.text) != TO_NOWHERE;
    return sound;
}

void check_reach(struct graph *g, const struct port *p)
{
    bool *reached = calloc((size_t)g->nodes + 1, sizeof *reached);
    if (!reached) {
        diag_error(g->d, &p->id.at, "memory is short");
        return;
    }
    for (int i = 0; i < p->flows; i++)
        check_start(g, p, &p->flow[i], reached);
    free(reached);
    check_ways_out(g);
    bool sound = is_sound(g, p);
    for (int i = 0; i < g->nodes && sound && p->flows > 0; i++)
        if (!g->node[i].reached)
            diag_warning(g->d, &g->node[i].id->at,
                         "no flow ever comes to %s \"%s\"", graph_kind(g, i),
                         g->node[i].id->text);
    if (sound) {
        check_relief(g, p);
        check_full(g, p);
    }
}
