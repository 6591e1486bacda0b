/* naive_match -- answers to requests, and those that never come. */
#include "tests/support/naive_world.h"

static struct matching_service_row *service_row(struct world *w,
                                                const struct event *e)
{
    int32_t key[4] = {w->replication, w->port,
                      naive_service(w, naive_step(w, e->band)),
                      naive_interval(w, w->now)};

    return naive_row(w, TABLE_matching_service, key, 4);
}

static void looked_out(struct world *w, int service, struct person *who)
{
    int32_t key[4] = {w->replication, w->port, service, who->class_number};
    struct look_outs_row *row = naive_row(w, TABLE_look_outs, key, 4);

    row->matched++;
    row->hits += who->listed;
    who->hit |= who->listed;
    if (who->listed)
        naive_met(w, CASE_LOOK_OUT);
}

void naive_answered(struct world *w, const struct event *e)
{
    const struct step *st = naive_step(w, e->band);
    int service = naive_service(w, st);
    struct matching_service_row *row = service_row(w, e);
    simtime took = w->now - e->asked;

    row->answers++;
    row->time_sum_us += took;
    if (row->time_max_us < took)
        row->time_max_us = took;
    e->who->result = naive_answer(w, e->band, e->who, e->number, e->sent);
    naive_image_answered(w, e->who, e->who->result);
    if (e->who->class->look_out > 0 && e->who->result == RESULT_MATCHED)
        looked_out(w, service, e->who);
    naive_milestone(w, e->who, MILESTONE_ANSWER, e->band->entry->station,
                    (int)e->who->result);
    naive_end_turn(w, e->band);
}

/* Nobody is helped by it any more; the ledgers know it. */
static void matched_later(struct world *w, const struct event *e)
{
    const struct step *st = naive_step(w, e->band);
    struct matching_service_row *row = service_row(w, e);

    naive_met(w, CASE_MATCHED_LATER);
    row->later++;
    e->who->later = naive_answer(w, e->band, e->who, 255, w->now + st->later);
    row->later_matched += e->who->later == RESULT_MATCHED;
    naive_image_late(w, e->who, e->who->later, w->now + st->later);
}

void naive_given_up(struct world *w, const struct event *e)
{
    const struct step *st = naive_step(w, e->band);

    naive_met(w, CASE_GIVEN_UP);
    if (e->number < w->s->service[naive_service(w, st)].retries) {
        naive_met(w, CASE_RETRIED);
        naive_request(w, e->band, e->who, e->number + 1, e->asked);
        return;
    }
    naive_met(w, CASE_NO_ANSWER);
    e->who->result = RESULT_NO_ANSWER;
    service_row(w, e)->unanswered++;
    naive_image_answered(w, e->who, RESULT_NO_ANSWER);
    e->who->later = RESULT_NONE;
    if (st->later > 0)
        matched_later(w, e);
    naive_milestone(w, e->who, MILESTONE_ANSWER, e->band->entry->station,
                    (int)e->who->result);
    naive_end_turn(w, e->band);
}
