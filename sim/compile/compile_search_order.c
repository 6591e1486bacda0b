/* compile_search_order -- the rows of results that searches have, in order. */
#include <stdlib.h>

#include "sim/compile/compile.h"

/* More sizes of a gallery share rows of results. */
enum { ROWS_MOST = 64 };

struct numbered {
    struct model_search search;
    int number;
};

/* As rows of results are: service, 1:1 before 1:N, gallery, size. */
static int row_order(const void *a, const void *b)
{
    const struct numbered *i = a, *k = b;
    const struct model_search *x = &i->search, *y = &k->search;

    if (x->service != y->service)
        return x->service < y->service ? -1 : 1;
    if (x->one_to_many != y->one_to_many)
        return x->one_to_many ? 1 : -1;
    if (x->gallery != y->gallery)
        return x->gallery < y->gallery ? -1 : 1;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    return (i->number > k->number) - (i->number < k->number);
}

static bool same_gallery(const struct numbered *x, const struct numbered *y)
{
    return x->search.service == y->search.service &&
           x->search.one_to_many == y->search.one_to_many &&
           x->search.gallery == y->search.gallery;
}

/* Rows of a gallery are by size, or, of many sizes, by powers of 2. */
static void cut_sizes(struct model *m, const struct numbered *k, int n)
{
    int sizes = 1;

    for (int i = 1; i < n; i++)
        sizes += k[i].search.size != k[i - 1].search.size;
    for (int i = 0; i < n; i++) {
        struct model_search *s = &m->search[k[i].number];
        s->from = s->to = s->size;
        if (sizes <= ROWS_MOST)
            continue;
        for (s->from = 1; s->from <= s->size / 2;)
            s->from *= 2;
        s->to = 2 * s->from - 1;
    }
}

void compile_search_order(struct compiler *c)
{
    struct model *m = c->m;
    struct numbered *k = compile_array(c, m->searches, sizeof *k);
    int *order = compile_array(c, m->searches, sizeof *order);

    if (!k || !order)
        return;
    for (int i = 0; i < m->searches; i++)
        k[i] = (struct numbered){m->search[i], i};
    qsort(k, (size_t)m->searches, sizeof *k, row_order);
    for (int i = 0, end; i < m->searches; i = end) {
        for (end = i; end < m->searches && same_gallery(&k[i], &k[end]); end++)
            order[end] = k[end].number;
        cut_sizes(m, &k[i], end - i);
    }
    m->search_order = order;
}
