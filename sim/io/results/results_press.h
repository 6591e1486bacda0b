#ifndef SIM_IO_RESULTS_RESULTS_PRESS_H
#define SIM_IO_RESULTS_RESULTS_PRESS_H

#include <pthread.h>

#include "sim/io/results/results_block.h"

/*
 * results_press -- packs blocks one after another on a thread of its own,
 * beside the simulation; they come out in the order in which they went in.
 *
 * Owns      the thread, and the blocks that are in it; release in every case (a
 *           zeroed one is fine)
 * Errors    a block that could not be packed (memory) comes out with *bad
 * Threads   one puts and takes. The thread begins with the first block; where
 *           none can be had, blocks are packed as they are put. HDF5 is not
 *           called here: it knows one thread only
 */
enum { RESULTS_PRESS_MOST = 4 }; /* blocks in it */

struct results_press {
    pthread_t thread;
    bool ready, running; /* lock and signal are there; the thread is */
    bool over;           /* tells the thread to end */
    pthread_mutex_t lock;
    pthread_cond_t change;
    struct results_block *block[RESULTS_PRESS_MOST];
    bool bad[RESULTS_PRESS_MOST];
    unsigned put, packed, taken; /* blocks, ever */
    struct results_packer packer;
};

bool results_press_full(const struct results_press *p);

/* Not when it is full. */
void results_press_put(struct results_press *p, struct results_block *b);

/* The oldest block, once it is packed; NULL: there is none. */
struct results_block *results_press_take(struct results_press *p, bool *bad);

void results_press_release(struct results_press *p);

#endif
