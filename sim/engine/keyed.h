#ifndef SIM_ENGINE_KEYED_H
#define SIM_ENGINE_KEYED_H

#include <stdint.h>

/*
 * keyed -- random numbers as pure functions of what they are for.
 *
 * Model     docs/design.md#randomness: Philox4x32-10; no generator state
 * Units     uniforms are integers of 53 bits, uniform on [0, 2^53)
 * Threads   pure
 *
 * The key is a hash of the seed, the family and names; the counter holds who,
 * which visit, which step, what for, which attempt, and the replication. One
 * call gives a named pair of uniforms. The numbers below are frozen by a test:
 * add at the end, never reuse.
 */
enum key_family {
    FAMILY_PERSON = 1,
    FAMILY_CROSSING = 2,
    FAMILY_VISIT = 3,
    FAMILY_RESOURCE = 4
};

/* What a pair is for: first uniform / second uniform. */
enum person_purpose {
    PERSON_GROUP = 1,    /* group / age */
    PERSON_OPT_OUT = 2,  /* refuses the photo / - */
    PERSON_QUALITY = 3,  /* how often he fails: at capture / at matching;
                            attempt = modality */
    PERSON_NOTICE = 4,   /* knows that this is allowed / look-out list */
    PERSON_ENROLLED = 5, /* enrolled before / - */
};
enum crossing_purpose {
    CROSSING_GAP = 1,      /* gap to the next arrival / batch size */
    CROSSING_PARTY = 2,    /* size / whether classes are mixed */
    CROSSING_CLASS = 3,    /* class / impostor */
    CROSSING_PHOTO = 4,    /* reference photo is there / - */
    CROSSING_CALL = 5,     /* time within the range / delay */
    CROSSING_SHOW = 6,     /* time before the departure / no-show */
    CROSSING_BOARD = 7,    /* boarding group / - */
    CROSSING_GALLERY = 8,  /* photo is missing / late or old */
    CROSSING_MANIFEST = 9, /* not on it / how late the photo is */
};
enum visit_purpose {
    VISIT_ATTEMPT = 1,   /* time of the attempt / failure and its cause */
    VISIT_CAPTURE = 2,   /* failure of the whole capture / - */
    VISIT_REQUEST = 3,   /* service time / score */
    VISIT_NETWORK = 4,   /* network time / - */
    VISIT_INSPECT = 5,   /* time / decision */
    VISIT_STEP = 6,      /* share of a step's condition (attempt = kind) / - */
    VISIT_ROUTE = 7,     /* share of a route's condition (step = route) / - */
    VISIT_PRIORITY = 8,  /* share of a priority (step = its number) / - */
    VISIT_WALK = 9,      /* time of a walk / - */
    VISIT_PATIENCE = 10, /* patience / - */
    VISIT_ENROL = 11,    /* time of an enrolment / failure */
    VISIT_OPT_OUT = 12,  /* an opt-out is not honoured (attempt = kind) / - */
    VISIT_RANK = 14,     /* a missed mate: somebody else on top / - */
    VISIT_WORK = 15,     /* time of work / - */
};

enum resource_purpose {
    RESOURCE_FAILURE = 1, /* time up before it / time down after it */
};

struct key {
    uint32_t word[2];
};

struct pair {
    uint64_t first, second;
};

/* Where in a family's space a pair lies. */
struct counter {
    uint32_t party; /* ordinal in the flow; person: low word of the person */
    uint32_t who;   /* member | visit << 8; person: high word */
    uint32_t what;  /* attempt | purpose << 16 | step << 24 */
    uint32_t replication;
};

/* Hash of the seed, the family and n names; never an index. */
struct key key_make(uint64_t seed, enum key_family family,
                    const char *const *names, int n);

/* The same hash of one name alone, for digests and person numbers. */
uint64_t key_hash(const char *name);

/* A good mix of 64 bits (every input bit moves every output bit). */
static inline uint64_t mix64(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xe9846af9b1a615d);
    x ^= x >> 32;
    x *= UINT64_C(0xe9846af9b1a615d);
    x ^= x >> 28;
    return x;
}

static inline uint32_t counter_who(unsigned member, unsigned visit)
{
    return (uint32_t)member | (uint32_t)visit << 8;
}

static inline uint32_t counter_what(unsigned purpose, unsigned step,
                                    unsigned attempt)
{
    return (uint32_t)attempt | (uint32_t)purpose << 16 | (uint32_t)step << 24;
}

/* Philox of a key and a counter of two words each of 64 bits. One copy for all:
 * words that are packed by hand stay in registers. */
struct pair keyed_philox(uint64_t key, uint64_t low, uint64_t high);

static inline struct pair keyed_pair(struct key k, struct counter c)
{
    return keyed_philox((uint64_t)k.word[1] << 32 | k.word[0],
                        (uint64_t)c.who << 32 | c.party,
                        (uint64_t)c.replication << 32 | c.what);
}

/* Where four counters differ from a first one: what is added to the party and
 * to `what`, modulo 2^32. Each in the lower half of 64 bits, the upper is 0. */
enum { KEYED_FOUR = 4 };
struct keyed_steps {
    uint32_t party[2 * KEYED_FOUR];
    uint32_t what[2 * KEYED_FOUR];
};

/* The four pairs that keyed_pair() gives one by one (keyed_four.c). */
void keyed_four(struct key k, struct counter first, const struct keyed_steps *s,
                struct pair *out);

/* A person's counter: persons have a number of 64 bits. */
static inline struct counter person_counter(uint64_t person, unsigned purpose,
                                            uint32_t replication)
{
    return (struct counter){(uint32_t)person, (uint32_t)(person >> 32),
                            counter_what(purpose, 0, 0), replication};
}

/* The n-th failure of unit k of a resource. */
static inline struct counter
resource_counter(uint32_t n, uint32_t k, unsigned purpose, uint32_t replication)
{
    return (struct counter){n, k, counter_what(purpose, 0, 0), replication};
}

/* Probability p as a threshold: u < threshold happens with probability p. */
uint64_t keyed_threshold(double p);

enum { UNIFORM_BITS = 53 };
#define UNIFORM_END (UINT64_C(1) << UNIFORM_BITS)

#endif
