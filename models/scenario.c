/* scenario -- the words of the scenario file that the program must know. */
#include "models/scenario.h"

#include <string.h>

const char *const result_names[RESULTS] = {
    [RESULT_NONE] = "none",
    [RESULT_MATCHED] = "matched",
    [RESULT_NOT_MATCHED] = "not-matched",
    [RESULT_WRONG_PERSON] = "wrong-person",
    [RESULT_NO_IMAGE] = "no-image",
    [RESULT_NO_ANSWER] = "no-answer",
    [RESULT_OPTED_OUT] = "opted-out",
    [RESULT_NOT_IN_SCOPE] = "not-in-scope",
    [RESULT_SUSPENDED] = "suspended",
    [RESULT_REFUSED] = "refused-photo",
};

const char *const modality_names[MODALITIES] = {
    [MODALITY_FACE] = "face",
    [MODALITY_FINGERPRINT] = "fingerprint",
};

const char *const decision_names[DECISIONS] = {
    [DECISION_NONE] = "undecided",
    [DECISION_CLEARED] = "cleared",
    [DECISION_REFERRED] = "referred",
};

const char *const group_basis_names[] = {
    [GROUP_NOT_STATED] = "not stated",
    [GROUP_PUBLISHED] = "published",
    [GROUP_ILLUSTRATIVE] = "illustrative",
};

const char *const status_names[STATUSES] = {
    [STATUS_CITIZEN] = "citizen",
    [STATUS_PERMANENT_RESIDENT] = "permanent-resident",
    [STATUS_VISA] = "visa",
    [STATUS_VISA_WAIVER] = "visa-waiver",
    [STATUS_CANADIAN] = "canadian",
    [STATUS_DIPLOMAT] = "diplomat",
    [STATUS_PRESENT_WITHOUT_ADMISSION] = "present-without-admission",
};

const char *const mode_names[MODES] = {
    [MODE_AIR] = "air",
    [MODE_LAND] = "land",
    [MODE_SEA] = "sea",
};

const char *const end_state_names[END_STATES] = {
    [END_ADMITTED] = "admitted",     [END_DEPARTED] = "departed",
    [END_REFUSED] = "refused",       [END_WITHDREW] = "withdrew",
    [END_ABANDONED] = "abandoned",   [END_MISSED] = "missed",
    [END_UNRECORDED] = "unrecorded", [END_STILL_INSIDE] = "still-inside",
};

const double rate_least = 0.01 / (double)US_PER_DAY;

const struct matcher *scenario_matcher(const struct scenario *s,
                                       const struct step *match)
{
    for (int i = 0; i < s->services; i++)
        if (!strcmp(s->service[i].id.text, match->service.text))
            for (int k = 0; k < s->matchers; k++)
                if (!strcmp(s->matcher[k].id.text, s->service[i].matcher.text))
                    return &s->matcher[k];
    return NULL;
}

const struct gallery *scenario_gallery(const struct scenario *s, const char *id)
{
    for (int i = 0; id && i < s->galleries; i++)
        if (!strcmp(s->gallery[i].id.text, id))
            return &s->gallery[i];
    return NULL;
}

double scenario_mean_party(const struct scenario *s, const struct flow *f)
{
    for (int i = 0; i < s->populations; i++) {
        const struct population *p = &s->population[i];
        double mean = p->parties ? 0 : 1;
        if (strcmp(p->id.text, f->population.text))
            continue;
        for (int k = 0; k < p->parties; k++)
            mean += p->party[k].size * p->party[k].share;
        return mean;
    }
    return 1;
}
