/* shortest -- queues side by side, summed up by sixteens. */
#include "sim/engine/shortest.h"

enum { EACH = 1 << SHORTEST_FAN, PLAIN = 64 };

/* Queues or summaries at a level; 0: queues. */
static uint32_t count(const struct shortest *s, int level)
{
    int bits = level * SHORTEST_FAN;

    return (uint32_t)(((uint64_t)s->n + (UINT64_C(1) << bits) - 1) >> bits);
}

static struct shortest_sum at(const struct shortest *s, int level, uint32_t i)
{
    if (level)
        return s->sum[level - 1][i];
    const struct shortest_queue *q = &s->queue[i];
    uint32_t are =
        (q->held ? 0u : SHORTEST_FREE) | (q->queued ? SHORTEST_QUEUED : 0u);
    return (struct shortest_sum){
        q->queued + q->held,
        are == (SHORTEST_FREE | SHORTEST_QUEUED) ? are | SHORTEST_READY : are};
}

int shortest_begin(struct shortest *s, struct arena *a, uint32_t n)
{
    *s = (struct shortest){.n = n};
    s->queue = arena_array(a, n, sizeof *s->queue);
    if (!s->queue)
        return -1;
    while (count(s, s->levels) > PLAIN) {
        uint32_t sums = count(s, s->levels + 1);
        struct shortest_sum *sum = arena_array(a, sums, sizeof *sum);
        if (!sum)
            return -1;
        for (uint32_t i = 0; i < sums; i++)
            sum[i].are = SHORTEST_FREE;
        s->sum[s->levels++] = sum;
    }
    return 0;
}

/* Queue k has changed. */
static void update(struct shortest *s, uint32_t k)
{
    for (int level = 1; level <= s->levels; level++) {
        uint32_t i = k >> level * SHORTEST_FAN;
        uint32_t end = (i + 1) << SHORTEST_FAN, below = count(s, level - 1);
        struct shortest_sum *old = &s->sum[level - 1][i];
        struct shortest_sum now = {UINT32_MAX, 0};
        for (uint32_t c = i << SHORTEST_FAN; c < end && c < below; c++) {
            struct shortest_sum x = at(s, level - 1, c);
            if (x.least < now.least)
                now.least = x.least;
            now.are |= x.are;
        }
        if (now.least == old->least && now.are == old->are)
            return;
        *old = now;
    }
}

void shortest_join(struct shortest *s, uint32_t k)
{
    s->queue[k].queued++;
    update(s, k);
}

void shortest_quit(struct shortest *s, uint32_t k)
{
    s->queue[k].queued--;
    update(s, k);
}

void shortest_hold(struct shortest *s, uint32_t k, bool held)
{
    s->queue[k].held = held;
    update(s, k);
}

/* The highest level whose summary begins at `from` and ends by `end`. */
static int level_at(const struct shortest *s, uint32_t from, uint32_t end)
{
    int level = 0;

    for (uint64_t size = EACH;
         level < s->levels && !(from & (size - 1)) && from + size <= end;
         size <<= SHORTEST_FAN)
        level++;
    return level;
}

/* So few that they are looked through. */
static uint32_t plain_least(const struct shortest *s, uint32_t end)
{
    uint32_t best = 0, least = UINT32_MAX;

    for (uint32_t k = 0; k < end; k++) {
        uint32_t n = s->queue[k].queued + s->queue[k].held;
        if (n >= least)
            continue;
        best = k;
        if ((least = n) == 0)
            break;
    }
    return best;
}

static int64_t plain_first(const struct shortest *s, uint32_t from,
                           uint32_t end, enum shortest_is is)
{
    const struct shortest_queue *q = s->queue + from, *last = s->queue + end;

    if (is == SHORTEST_READY)
        while (q < last && (!q->queued || q->held))
            q++;
    else if (is == SHORTEST_FREE)
        while (q < last && q->held)
            q++;
    else
        while (q < last && !q->queued)
            q++;
    return q < last ? q - s->queue : -1;
}

uint32_t shortest_least(const struct shortest *s, uint32_t end)
{
    uint32_t best = 0, least = UINT32_MAX;
    int of = 0;

    if (!s->levels)
        return plain_least(s, end);
    for (uint32_t k = 0; k < end && least;) {
        int level = level_at(s, k, end);
        uint32_t n = at(s, level, k >> level * SHORTEST_FAN).least;
        if (n < least) {
            least = n;
            best = k;
            of = level;
        }
        k += 1u << level * SHORTEST_FAN;
    }
    while (of--)
        while (at(s, of, best >> of * SHORTEST_FAN).least != least)
            best += 1u << of * SHORTEST_FAN;
    return best;
}

int64_t shortest_first(const struct shortest *s, uint32_t from, uint32_t end,
                       enum shortest_is is)
{
    if (!s->levels)
        return plain_first(s, from, end, is);
    while (from < end) {
        int level = level_at(s, from, end);
        if (!(at(s, level, from >> level * SHORTEST_FAN).are & is)) {
            from += 1u << level * SHORTEST_FAN;
            continue;
        }
        while (level--)
            while (!(at(s, level, from >> level * SHORTEST_FAN).are & is))
                from += 1u << level * SHORTEST_FAN;
        return from;
    }
    return -1;
}
