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

struct image_life image_new(simtime captured)
{
    return (struct image_life){.answer = RESULT_NONE,
                               .captured = captured,
                               .requested = -1,
                               .answered = -1,
                               .confirmed = -1,
                               .misjudged = -1};
}

enum image_why image_why(const struct image_life *i)
{
    if (i->crossing)
        return WHY_CROSSING;
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

/* When the trigger happened to the image; -1: it did not. */
static simtime triggered(enum retention_trigger t, const struct image_life *i)
{
    enum image_why why = image_why(i);

    if (i->crossing)
        return t == TRIGGER_CROSSING ? i->captured : -1;
    switch (t) {
    case TRIGGER_CONFIRMATION:
        return i->confirmed;
    case TRIGGER_CAPTURE:
        return i->captured;
    case TRIGGER_NOT_MATCHED:
        return why == WHY_NOT_MATCHED ? i->answered : -1;
    case TRIGGER_WRONG_PERSON:
        return why == WHY_WRONG_PERSON ? i->answered : -1;
    case TRIGGER_MISJUDGED:
        return why == WHY_MISJUDGED ? i->misjudged : -1;
    case TRIGGER_NO_ANSWER:
        return why == WHY_NO_ANSWER ? i->requested : -1;
    case TRIGGER_NOT_ASKED:
        return why == WHY_NOT_ASKED ? i->captured : -1;
    default: /* TRIGGER_CROSSING */
        return -1;
    }
}

static bool concerns(const struct retention *row, enum status status)
{
    return !row->statuses || row->statuses >> status & 1;
}

/* Kept longer than the first row by confirmation, of whatever store, promises
 * the status: from the confirmation, or where none came from the capture. */
static bool is_longer(const struct retention *row, int rows, enum status status,
                      const struct image_life *i,
                      const struct retention_fate *f)
{
    simtime since = f->confirmed >= 0 ? f->confirmed : i->captured;

    if (i->crossing)
        return false;
    for (int r = 0; r < rows; r++)
        if (row[r].trigger == TRIGGER_CONFIRMATION && concerns(&row[r], status))
            return f->deleted > since + row[r].period;
    return false;
}

struct retention_fate retention_decide(const struct retention *row, int rows,
                                       const int *store, int of,
                                       enum status status,
                                       const struct image_life *i,
                                       simtime least)
{
    for (int r = 0; r < rows; r++) {
        if (store[r] != of || !concerns(&row[r], status))
            continue;
        simtime since = triggered(row[r].trigger, i);
        if (since < 0)
            continue;
        struct retention_fate f = {.row = r, .deleted = since + row[r].period};
        if (f.deleted < least)
            f.deleted = least;
        f.confirmed = i->confirmed <= f.deleted ? i->confirmed : -1;
        f.longer = is_longer(row, rows, status, i, &f);
        return f;
    }
    return (struct retention_fate){.row = -1, .deleted = -1, .confirmed = -1};
}
