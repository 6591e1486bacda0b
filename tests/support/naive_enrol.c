/* naive_enrol -- who has no reference photo yet is enrolled. */
#include "tests/support/naive_world.h"

static struct capture_row *capture_row(struct world *w, const struct band *b,
                                       const struct person *who)
{
    int32_t key[3] = {w->replication, w->first_station + b->entry->station,
                      who->group};

    return naive_row(w, TABLE_capture, key, 3);
}

static struct group_ratio ratio(const struct world *w, const struct band *b,
                                const struct person *who)
{
    const struct step *st = naive_step(w, b);

    if (st->camera.text == NULL)
        return (struct group_ratio){.failure = 1, .time = 1};
    return naive_camera_ratio(w, naive_camera(w, st), who);
}

void naive_enrol(struct world *w, struct band *b, struct person *who)
{
    bool mishandled = naive_mishandled(
        w, b->entry->station,
        naive_draw(w, b, who, VISIT_OPT_OUT, STEP_ENROL).first);

    if (who->refuses) {
        capture_row(w, b, who)->refused++;
        who->result = RESULT_REFUSED;
        naive_end_turn(w, b);
        return;
    }
    if (who->opts_out) {
        capture_row(w, b, who)->opt_outs++;
        if (!mishandled) {
            who->result = RESULT_OPTED_OUT;
            naive_end_turn(w, b);
            return;
        }
        capture_row(w, b, who)->mishandled++;
        who->mishandled = true;
    }
    naive_later(w, b, who,
                naive_scaled_time(w, &naive_step(w, b)->time,
                                  ratio(w, b, who).time,
                                  naive_draw(w, b, who, VISIT_ENROL, 0).first),
                DO_ENROLLED, 0);
}

void naive_enrolled(struct world *w, const struct event *e)
{
    struct person *who = e->who;
    struct band *b = e->band;
    uint64_t u = naive_draw(w, b, who, VISIT_ENROL, 0).second;
    int32_t key[3] = {w->replication, w->first_station + b->entry->station,
                      who->group};
    struct enrolment_row *row = naive_row(w, TABLE_enrolment, key, 3);
    bool fails = naive_chance(
        naive_step(w, b)->failure_to_enrol * ratio(w, b, who).failure, u);

    naive_met(w, fails ? CASE_NOT_ENROLLED : CASE_ENROLLED);
    row->tried++;
    row->failed += fails;
    row->time_us += w->now - e->asked;
    who->result = fails ? RESULT_NO_IMAGE : RESULT_NONE;
    who->cause = fails ? "failure-to-enrol" : NULL;
    who->enrolled = !fails;
    who->photo |= !fails;
    naive_end_turn(w, b);
}

bool naive_enrols(const struct scenario *s)
{
    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].stations; k++)
            for (int n = 0; n < s->port[i].station[k].steps; n++)
                if (s->port[i].station[k].step[n].kind == STEP_ENROL)
                    return true;
    return false;
}
