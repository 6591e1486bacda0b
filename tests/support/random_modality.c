/* random_modality -- fingerprints beside faces, and as a fallback. */
#include <string.h>

#include "tests/support/random_parts.h"

static enum modality captured_by(const struct scenario *s,
                                 const struct step *st)
{
    for (int i = 0; i < s->cameras; i++)
        if (strcmp(s->camera[i].id.text, st->camera.text) == 0)
            return s->camera[i].modality;
    return MODALITY_FACE;
}

static enum modality compared_by(const struct scenario *s, struct name service)
{
    for (int i = 0; i < s->services; i++)
        for (int k = 0; k < s->matchers; k++)
            if (strcmp(s->service[i].id.text, service.text) == 0 &&
                strcmp(s->service[i].matcher.text, s->matcher[k].id.text) == 0)
                return s->matcher[k].modality;
    return MODALITY_FACE;
}

/* A service of that modality; NULL: none. */
static const struct matching_service *service_for(const struct scenario *s,
                                                  enum modality m)
{
    for (int i = 0; i < s->services; i++)
        if (compared_by(s, s->service[i].id) == m)
            return &s->service[i];
    return NULL;
}

struct name random_camera_for(const struct scenario *s, struct name service)
{
    int i = 0;

    while (s->camera[i].modality != compared_by(s, service))
        i++;
    return s->camera[i].id;
}

/* A search of what is not captured before it searches for something else. */
static void mend(const struct scenario *s, const struct station *t)
{
    bool there[MODALITIES] = {false};

    for (int i = 0; i < t->steps; i++) {
        struct step *st = (struct step *)&t->step[i];
        if (st->kind == STEP_CAPTURE)
            there[captured_by(s, st)] = true;
        if (st->kind != STEP_MATCH || there[compared_by(s, st->service)])
            continue;
        enum modality m =
            there[MODALITY_FACE] ? MODALITY_FACE : MODALITY_FINGERPRINT;
        st->service = service_for(s, m)->id;
        st->later = 0; /* it may have no timeout */
    }
}

/* Whom the face does not confirm gives a fingerprint. */
static void fall_back(struct dice *d, struct station *t)
{
    const struct scenario *s = d->s;
    struct step *step = dice_array(d, t->steps + 2, sizeof *step);

    for (int i = 0; i < t->steps; i++)
        step[i] = t->step[i];
    t->step = step;
    step += t->steps;
    t->steps += 2;
    step[0] = (struct step){.kind = STEP_CAPTURE,
                            .when = {.share = 1},
                            .party = PARTY_EACH,
                            .camera = s->camera[1].id,
                            .attempts = dice_between(d, 1, 2)};
    if (dice_happens(d, 70))
        step[0].when.facts = 1u << RESULT_NOT_MATCHED | 1u << RESULT_NO_IMAGE;
    step[1] = (struct step){.kind = STEP_MATCH,
                            .when = {.share = 1},
                            .party = PARTY_EACH,
                            .service = service_for(s, MODALITY_FINGERPRINT)->id,
                            .one_to_many = dice_happens(d, 50)};
    step[0].time = step[1].time = dice_constant(0);
}

void random_modalities(struct dice *d)
{
    const struct scenario *s = d->s;
    struct camera *c = (struct camera *)s->camera;
    struct matcher *m = (struct matcher *)s->matcher;

    if (!d->part[PART_MODALITY] || s->cameras < 2 || s->matchers < 2)
        return;
    m[1].modality = MODALITY_FINGERPRINT;
    if (!service_for(s, MODALITY_FACE) ||
        !service_for(s, MODALITY_FINGERPRINT)) {
        m[1].modality = MODALITY_FACE;
        return;
    }
    c[1].modality = MODALITY_FINGERPRINT;
    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].stations; k++) {
            struct station *t = (struct station *)&s->port[i].station[k];
            mend(s, t);
            if (dice_happens(d, 60))
                fall_back(d, t);
        }
}
