/* results_digest -- order-free digests of the rows of result tables. */
#include "sim/io/results/results_digest.h"

#include <string.h>

#include "sim/engine/keyed.h"
#include "sim/io/results/results_fields.h"

/* What a column is for a digest. */
enum part {
    PART_WHOSE, /* the replication: in every digest */
    PART_COUNTER,
    PART_DERIVED,
    PART_ARRIVALS,
    PART_EVENTS
};

static enum part part_of(enum result_table t, const struct results_field *f)
{
    if (f->type == RESULTS_FLOAT64)
        return PART_DERIVED;
    if (f->offset == 0)
        return PART_WHOSE;
    if (t != TABLE_replications)
        return PART_COUNTER;
    if (!strcmp(f->name, "arrival_digest"))
        return PART_ARRIVALS;
    if (!strcmp(f->name, "milestone_digest") ||
        !strcmp(f->name, "milestones") || !strcmp(f->name, "events"))
        return PART_EVENTS;
    return PART_COUNTER;
}

/* The column's 64 bits; whole numbers with their sign. */
static uint64_t bits_of(const struct results_field *f, const unsigned char *row)
{
    const unsigned char *at = row + f->offset;
    int16_t short_number;
    int32_t number;
    uint32_t positive;
    uint64_t wide;

    switch (f->type) {
    case RESULTS_INT8:
        return (uint64_t)(int64_t)(int8_t)*at;
    case RESULTS_INT16:
        memcpy(&short_number, at, sizeof short_number);
        return (uint64_t)(int64_t)short_number;
    case RESULTS_INT32:
        memcpy(&number, at, sizeof number);
        return (uint64_t)(int64_t)number;
    case RESULTS_UINT32:
        memcpy(&positive, at, sizeof positive);
        return positive;
    default:
        memcpy(&wide, at, sizeof wide);
        return wide;
    }
}

static uint64_t extend(uint64_t hash, uint64_t bits)
{
    return mix64(mix64(hash + bits) + UINT64_C(0x9e3779b97f4a7c15));
}

bool results_digest_derives(enum result_table t)
{
    struct results_table is = results_fields(t);

    for (int i = 0; i < is.fields; i++)
        if (is.field[i].type == RESULTS_FLOAT64)
            return true;
    return false;
}

/* The hash of what a row has of a part. */
static uint64_t hash_of(const struct results_table *is, const enum part *part,
                        enum part wanted, uint64_t hash,
                        const unsigned char *row)
{
    for (int i = 0; i < is->fields; i++)
        if (part[i] == wanted || part[i] == PART_WHOSE ||
            (part[i] == PART_COUNTER && wanted == PART_DERIVED))
            hash = extend(hash, bits_of(&is->field[i], row));
    return hash;
}

void results_digest_rows(struct results_digest *d, enum result_table t,
                         const struct rows *rows)
{
    struct results_table is = results_fields(t);
    size_t size = results_row_size(t);
    uint64_t salt = key_hash(is.path);
    bool derives = results_digest_derives(t);
    enum part part[RESULTS_MOST_FIELDS];

    for (int i = 0; i < is.fields; i++)
        part[i] = part_of(t, &is.field[i]);
    for (size_t k = 0; k < rows->count; k++) {
        const unsigned char *row = (const unsigned char *)rows->row + k * size;
        d->table[t].counters += hash_of(&is, part, PART_COUNTER, salt, row);
        if (derives)
            d->table[t].derived += hash_of(&is, part, PART_DERIVED, salt, row);
        if (t != TABLE_replications)
            continue;
        d->arrivals += hash_of(&is, part, PART_ARRIVALS, salt, row);
        d->events += hash_of(&is, part, PART_EVENTS, salt, row);
    }
    d->table[t].rows += rows->count;
}

void results_digest_add(struct results_digest *d, const struct results *r)
{
    for (int t = 0; t < TABLES; t++)
        results_digest_rows(d, (enum result_table)t, &r->table[t]);
}
