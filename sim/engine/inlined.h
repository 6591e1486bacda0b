#ifndef SIM_ENGINE_INLINED_H
#define SIM_ENGINE_INLINED_H

/*
 * inlined -- what GCC is told where its own choice costs the common path.
 */

/* A function off the common path, or one of many that follow one another's
 * choice: in line it would take registers from the others. */
#define SELDOM __attribute__((noinline))

/* A function on it, left out of line for its size. */
#define ALWAYS static inline __attribute__((always_inline))

#endif
