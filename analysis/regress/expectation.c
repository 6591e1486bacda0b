/* expectation -- the numbers of a scenario's run, in the order of their file.
 */
#include "analysis/regress/expectation.h"

#include <stdlib.h>
#include <string.h>

const char *const expected_class_names[EXPECTED_CLASSES] = {
    [EXPECTED_DRAWS] = "draws",
    [EXPECTED_EVENTS] = "events",
    [EXPECTED_COUNTER] = "counter",
    [EXPECTED_DERIVED] = "derived",
};

void expectation_add(struct expectation *e, const struct expected *x)
{
    if (e->items == e->room) {
        int room = e->room ? 2 * e->room : 64;
        struct expected *more =
            realloc(e->item, (size_t)room * sizeof *e->item);
        if (!more) {
            e->failed = true;
            return;
        }
        e->item = more;
        e->room = room;
    }
    struct expected *to = &e->item[e->items];
    *to = *x;
    to->metric = arena_text(&e->arena, x->metric);
    to->of = arena_text(&e->arena, x->of);
    to->value = arena_text(&e->arena, x->value);
    to->unit = arena_text(&e->arena, x->unit);
    if (to->metric && to->of && to->value && to->unit)
        e->items++;
    else
        e->failed = true;
}

int expected_compare(const struct expected *a, const struct expected *b)
{
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    int metric = strcmp(a->metric, b->metric);
    return metric ? metric : strcmp(a->of, b->of);
}

static int compare(const void *a, const void *b)
{
    return expected_compare(a, b);
}

void expectation_sort(struct expectation *e)
{
    if (e->items > 1)
        qsort(e->item, (size_t)e->items, sizeof *e->item, compare);
}

const struct expected *expectation_find(const struct expectation *e,
                                        const struct expected *like)
{
    if (!e->items)
        return NULL;
    return bsearch(like, e->item, (size_t)e->items, sizeof *e->item, compare);
}

void expectation_release(struct expectation *e)
{
    arena_release(&e->arena);
    free(e->item);
    *e = (struct expectation){0};
}
