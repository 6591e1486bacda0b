/* retention -- the first row of a store that fits decides when an image is
 * deleted. */
#include "models/retention.h"

const char *const trigger_names[TRIGGERS] = {
    [TRIGGER_CONFIRMATION] = "confirmation",
    [TRIGGER_CAPTURE] = "capture",
    [TRIGGER_NOT_MATCHED] = "not-matched",
    [TRIGGER_WRONG_PERSON] = "wrong-person",
    [TRIGGER_MISJUDGED] = "misjudged",
    [TRIGGER_NO_ANSWER] = "no-answer",
    [TRIGGER_NOT_ASKED] = "not-asked",
    [TRIGGER_CROSSING] = "crossing",
};

const char *const image_why_names[WHYS] = {
    [WHY_MATCHED] = "matched",           [WHY_NOT_MATCHED] = "not-matched",
    [WHY_WRONG_PERSON] = "wrong-person", [WHY_MISJUDGED] = "misjudged",
    [WHY_NO_ANSWER] = "no-answer",       [WHY_NOT_ASKED] = "not-asked",
    [WHY_CROSSING] = "crossing",
};

enum image_why image_why(const struct image_life *i)
{
    if (i->answer == RESULT_MATCHED)
        return WHY_MATCHED;
    if (i->misjudged >= 0 && i->confirmed < 0)
        return WHY_MISJUDGED;
    if (i->answer == RESULT_NOT_MATCHED)
        return WHY_NOT_MATCHED;
    if (i->answer == RESULT_WRONG_PERSON)
        return WHY_WRONG_PERSON;
    return i->requested >= 0 ? WHY_NO_ANSWER : WHY_NOT_ASKED;
}

static bool has_happened(enum retention_trigger t, enum image_why why,
                         bool confirmed)
{
    static const enum image_why of[TRIGGERS] = {
        [TRIGGER_NOT_MATCHED] = WHY_NOT_MATCHED,
        [TRIGGER_WRONG_PERSON] = WHY_WRONG_PERSON,
        [TRIGGER_MISJUDGED] = WHY_MISJUDGED,
        [TRIGGER_NO_ANSWER] = WHY_NO_ANSWER,
        [TRIGGER_NOT_ASKED] = WHY_NOT_ASKED,
        [TRIGGER_CROSSING] = WHY_CROSSING,
    };

    if (t == TRIGGER_CONFIRMATION)
        return confirmed;
    if (t == TRIGGER_CAPTURE)
        return why != WHY_CROSSING;
    return why == of[t];
}

static bool concerns(const struct retention *row, enum status status)
{
    return !row->statuses || row->statuses >> status & 1;
}

int retention_row(const struct retention *row, int rows, const int *store,
                  int of, enum status status, enum image_why why,
                  bool confirmed)
{
    for (int r = 0; r < rows; r++)
        if (store[r] == of && concerns(&row[r], status) &&
            has_happened(row[r].trigger, why, confirmed))
            return r;
    return -1;
}

simtime retention_promise(const struct retention *row, int rows,
                          enum status status)
{
    for (int r = 0; r < rows; r++)
        if (row[r].trigger == TRIGGER_CONFIRMATION && concerns(&row[r], status))
            return row[r].period;
    return -1;
}
