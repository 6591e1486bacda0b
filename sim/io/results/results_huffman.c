/* results_huffman -- a tree whose rarest leaves are deepest, then the codes
 * that deflate gives to leaves of that depth. */
#include "sim/io/results/results_huffman.h"

#include <stdlib.h>

enum { SYMBOL_BITS = 9 }; /* of a leaf: below how often it comes */

static int by_times(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/*
 * How deep is each of n leaves, which come in the order of their weights? Each
 * two least of those that have no parent yet get one; parents are made in the
 * order of their weights. Returns the depth of the deepest, the first.
 */
static int measure(const uint32_t *leaf, int n, int halved, int *depth)
{
    uint32_t weight[2 * HUFFMAN_MOST];
    int parent[2 * HUFFMAN_MOST];
    int next_leaf = 0, next = n, root = 2 * n - 2;

    for (int i = 0; i < n; i++)
        weight[i] = (leaf[i] >> SYMBOL_BITS >> halved) + (halved > 0);
    for (int made = n; made <= root; made++) {
        weight[made] = 0;
        for (int child = 0; child < 2; child++) {
            int least = next_leaf < n && (next == made ||
                                          weight[next_leaf] <= weight[next])
                            ? next_leaf++
                            : next++;
            weight[made] += weight[least];
            parent[least] = made;
        }
    }
    depth[root] = 0;
    for (int i = root - 1; i >= 0; i--)
        depth[i] = depth[parent[i]] + 1;
    return depth[0];
}

/* Of equally long codes the one of the lower symbol is less; a longer one goes
 * on where the last shorter one ends. */
static void number(struct results_code *code)
{
    unsigned of[HUFFMAN_LONGEST + 1] = {0}, first[HUFFMAN_LONGEST + 1] = {0};

    for (int i = 0; i < HUFFMAN_MOST; i++)
        of[code[i].count]++;
    for (int k = 2; k <= HUFFMAN_LONGEST; k++)
        first[k] = (first[k - 1] + of[k - 1]) << 1;
    for (int i = 0; i < HUFFMAN_MOST; i++)
        if (code[i].count)
            code[i].bits = (uint16_t)results_huffman_turn(
                first[code[i].count]++, code[i].count);
}

void results_huffman(const uint32_t times[HUFFMAN_MOST],
                     struct results_code code[HUFFMAN_MOST])
{
    uint32_t leaf[HUFFMAN_MOST];
    int depth[2 * HUFFMAN_MOST], n = 0;

    for (uint32_t i = 0; i < HUFFMAN_MOST; i++) {
        code[i] = (struct results_code){0};
        if (times[i])
            leaf[n++] = times[i] << SYMBOL_BITS | i;
    }
    qsort(leaf, (size_t)n, sizeof *leaf, by_times);
    /* Weights that are more alike make a tree that is less deep. */
    for (int halved = 0; measure(leaf, n, halved, depth) > HUFFMAN_LONGEST;)
        halved++;
    for (int i = 0; i < n; i++)
        code[leaf[i] & ((1 << SYMBOL_BITS) - 1)].count = (uint8_t)depth[i];
    number(code);
}
