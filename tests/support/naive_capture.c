/* naive_capture -- photos, attempt by attempt. */
#include "tests/support/naive_world.h"

static struct capture_row *capture_row(struct world *w, const struct band *b,
                                       const struct person *who)
{
    int32_t key[3] = {w->replication, w->first_station + b->entry->station,
                      who->group};

    return naive_row(w, TABLE_capture, key, 3);
}

static struct capture_causes_row *cause_row(struct world *w,
                                            const struct band *b,
                                            const struct person *who,
                                            const char *cause)
{
    int32_t key[4] = {w->replication, w->first_station + b->entry->station,
                      who->group, naive_no_image(w->s, cause)};

    return naive_row(w, TABLE_capture_causes, key, 4);
}

static void capture_ends(struct world *w, struct band *b, struct person *who,
                         const char *cause)
{
    struct capture_row *row = capture_row(w, b, who);

    row->transactions++;
    row->no_image += cause != NULL;
    if (cause)
        cause_row(w, b, who, cause)->no_image++;
    who->image[naive_camera(w, naive_step(w, b))->modality] = cause == NULL;
    if (!cause)
        naive_image_taken(w, who);
    who->result = cause ? RESULT_NO_IMAGE : RESULT_NONE;
    who->cause = cause;
    naive_end_turn(w, b);
}

static void attempt_begins(struct world *w, struct band *b, struct person *who,
                           int attempt)
{
    const struct camera *c = naive_camera(w, naive_step(w, b));
    struct pair u = naive_draw(w, b, who, VISIT_ATTEMPT, attempt);

    naive_later(w, b, who, naive_capture_time(w, c, who, u.first), DO_ATTEMPTED,
                attempt);
}

void naive_attempted(struct world *w, const struct event *e)
{
    struct band *b = e->band;
    const struct step *st = naive_step(w, b);
    const struct camera *c = naive_camera(w, st);
    struct pair u = naive_draw(w, b, e->who, VISIT_ATTEMPT, e->number);
    const char *cause = naive_failing(w, c, false, e->who, u.second);
    struct capture_row *row = capture_row(w, b, e->who);

    row->attempts++;
    row->failed_attempts += cause != NULL;
    if (cause)
        cause_row(w, b, e->who, cause)->failed_attempts++;
    if (cause && e->number + 1 < st->attempts)
        attempt_begins(w, b, e->who, e->number + 1);
    else
        capture_ends(w, b, e->who, cause);
}

/* Is the relief valve open for this visit? */
static bool is_relieved(struct world *w, const struct band *b,
                        const struct step *st)
{
    const struct entry *e = b->entry;

    if (st->relief_queue > 0 && e->queued >= st->relief_queue) {
        naive_met(w, CASE_RELIEF_QUEUE);
        return true;
    }
    if (st->relief_door > 0 && b->departure &&
        b->departure->door - e->started <= st->relief_door) {
        naive_met(w, CASE_RELIEF_DOOR);
        return true;
    }
    return false;
}

bool naive_cameras_fail(const struct scenario *s)
{
    for (int i = 0; i < s->cameras; i++)
        if (s->camera[i].outages > 0 || s->camera[i].fails)
            return true;
    return false;
}

/* Has the station's camera failed at that moment? Its life from the beginning.
 */
static bool has_failed(struct world *w, const struct band *b,
                       const struct camera *c, simtime t)
{
    const char *names[3] = {
        w->p->id.text, w->p->station[b->entry->station].id.text, c->id.text};
    struct key k = key_make(w->s->seed, FAMILY_RESOURCE, names, 3);
    simtime up_again = 0;

    for (uint32_t n = 0; c->fails; n++) {
        struct pair u =
            keyed_pair(k, resource_counter(n, 0, RESOURCE_FAILURE,
                                           (uint32_t)w->replication));
        simtime up = naive_time(w, &c->failing.up, u.first);
        simtime down = naive_time(w, &c->failing.down, u.second);
        simtime fails = up_again + (up < 1 ? 1 : up);
        if (t < fails)
            return false;
        up_again = fails + (down < 1 ? 1 : down);
        if (t < up_again)
            return true;
    }
    return false;
}

/* Was it out at that moment, by the port's clock or at random? */
static bool is_out(struct world *w, const struct band *b,
                   const struct camera *c, simtime t)
{
    return naive_spans(w, c->outage, c->outages, t) > 0 ||
           has_failed(w, b, c, t);
}

/* Was it out when the visit began? */
static bool was_out(struct world *w, const struct band *b,
                    const struct camera *c)
{
    simtime began = b->entry->started;
    bool out = is_out(w, b, c, began);

    if (out)
        naive_met(w, has_failed(w, b, c, began) ? CASE_CAMERA_FAILED
                                                : CASE_CAMERA_OUT);
    if (began > 0 && out != is_out(w, b, c, began - 1))
        naive_met(w, out ? CASE_CAMERA_OUT_JUST : CASE_CAMERA_BACK_JUST);
    if (out != is_out(w, b, c, w->now))
        naive_met(w, out ? CASE_CAMERA_BACK_SINCE : CASE_CAMERA_OUT_SINCE);
    return out;
}

void naive_capture(struct world *w, struct band *b, struct person *who)
{
    const struct camera *c = naive_camera(w, naive_step(w, b));
    const char *cause;
    bool mishandled;

    who->image[c->modality] = false;
    if (naive_step(w, b)->by_rules &&
        !naive_in_scope(w, who, b->entry->started)) {
        capture_row(w, b, who)->not_in_scope++;
        who->result = RESULT_NOT_IN_SCOPE;
        naive_end_turn(w, b);
        return;
    }
    if (who->refuses) {
        naive_met(w, CASE_REFUSED);
        capture_row(w, b, who)->refused++;
        who->result = RESULT_REFUSED;
        naive_end_turn(w, b);
        return;
    }
    mishandled = who->opts_out &&
                 naive_mishandled(
                     w, b->entry->station,
                     naive_draw(w, b, who, VISIT_OPT_OUT, STEP_CAPTURE).first);
    if (who->opts_out && !mishandled) {
        capture_row(w, b, who)->opt_outs++;
        who->result = RESULT_OPTED_OUT;
        naive_end_turn(w, b);
        return;
    }
    if (is_relieved(w, b, naive_step(w, b))) {
        who->result = RESULT_SUSPENDED;
        naive_end_turn(w, b);
        return;
    }
    if (mishandled) {
        naive_met(w, CASE_MISHANDLED);
        who->mishandled = true;
        capture_row(w, b, who)->opt_outs++;
        capture_row(w, b, who)->mishandled++;
    }
    if (was_out(w, b, c)) {
        capture_ends(w, b, who, NAIVE_CAMERA_OUT);
        return;
    }
    cause = naive_failing(w, c, true, who,
                          naive_draw(w, b, who, VISIT_CAPTURE, 0).first);
    if (cause)
        capture_ends(w, b, who, cause);
    else
        attempt_begins(w, b, who, 0);
}
