/* sample_results -- a results file with known content. */
#include "tests/support/sample_results.h"

#include <stdlib.h>

static int64_t base(int table, int column, int64_t row)
{
    return (table + 1) * INT64_C(1000003) + (column + 1) * INT64_C(7919) +
           row * 31;
}

static int32_t an_int32(int t, int c, int64_t i)
{
    return (int32_t)(i % 2 ? -base(t, c, i) : base(t, c, i));
}

static int8_t an_int8(int t, int c, int64_t i)
{
    return (int8_t)(an_int32(t, c, i) % 100);
}

static int16_t an_int16(int t, int c, int64_t i)
{
    return (int16_t)(an_int32(t, c, i) % 30000);
}

static uint32_t a_uint32(int t, int c, int64_t i)
{
    return UINT32_MAX - (uint32_t)base(t, c, i);
}

/* Beyond 2^53: it would not survive a way through floating point. */
static int64_t an_int64(int t, int c, int64_t i)
{
    int64_t v = base(t, c, i) * INT64_C(1009000027) + 1;
    return i % 2 ? -v : v;
}

static uint64_t a_uint64(int t, int c, int64_t i)
{
    return UINT64_MAX - (uint64_t)base(t, c, i);
}

static double a_double(int t, int c, int64_t i)
{
    return (double)base(t, c, i) / 7.0;
}

size_t sample_count(enum result_table t)
{
    switch (t) {
    case TABLE_officers:
        return 0;
    case TABLE_waits_histogram:
    case TABLE_waits_interval_histogram:
        return 17000;
    case TABLE_replications:
        return 1;
    default:
        return 3 + (size_t)t;
    }
}

#define SET(name, type, unit, meaning)                                         \
    row->name = _Generic((type)0, int8_t                                       \
                         : an_int8, int16_t                                    \
                         : an_int16, int32_t                                   \
                         : an_int32, uint32_t                                  \
                         : a_uint32, int64_t                                   \
                         : an_int64, uint64_t                                  \
                         : a_uint64, double                                    \
                         : a_double)(t, column++, at);

#define ADD(stem, FIELDS, path, per)                                           \
    static void add_##stem(struct results *r, int replication)                 \
    {                                                                          \
        const int t = TABLE_##stem;                                            \
        size_t count = sample_count(TABLE_##stem);                             \
                                                                               \
        for (size_t i = 0; i < count; i++) {                                   \
            struct stem##_row *row = results_add(r, TABLE_##stem);             \
            int64_t at = (int64_t)(count * (size_t)replication + i);           \
            int column = 0;                                                    \
                                                                               \
            if (!row)                                                          \
                abort();                                                       \
            FIELDS(SET)                                                        \
            row->replication = replication;                                    \
        }                                                                      \
    }
RESULT_TABLES(ADD)

void sample_add(struct results *r, int replication)
{
#define CALL(stem, FIELDS, path, per) add_##stem(r, replication);
    RESULT_TABLES(CALL)
}

static const char *const two[] = {"air/gate", "air/Z\303\274rich \"E\""};
static const char *const one[] = {"air"};
static const char *const with_empty[] = {"published", "", "illustrative"};

const struct name_table sample_names = {
    .name = {[NAMES_PORTS] = one,
             [NAMES_STATIONS] = two,
             [NAMES_GROUP_BASIS] = with_empty},
    .count = {[NAMES_PORTS] = 1, [NAMES_STATIONS] = 2, [NAMES_GROUP_BASIS] = 3},
};

static const struct results_input inputs[] = {
    {"ports.csv", {0x00, 0x01, 0xfe, 0xff}},
    {"library/populations/\303\251.xml", {0xab}},
};

const struct results_about sample_about = {
    .version = "0.1.0-test",
    .scenario_id = "sample",
    .scenario = "<scenario id=\"sample\">\n  <title>\342\202\254</title>\n"
                "</scenario>\n",
    .seed = UINT64_MAX - 1,
    .replications = SAMPLE_REPLICATIONS,
    .start_utc_us = INT64_C(-1784073600000000),
    .duration_us = INT64_C(86400000000),
    .interval_us = INT64_C(900000000),
    .warm_up_us = INT64_C(3600000000),
    .quantile_digest = UINT64_C(0xfedcba9876543210),
    .files = 2,
    .file = inputs,
};

int sample_write(const char *path, bool force, struct diag *d)
{
    struct results r = {0};
    struct results_writer *w;
    int bad =
        results_writer_open(&w, path, force, &sample_about, &sample_names, d);

    if (bad)
        return -1;
    for (int i = 0; !bad && i < SAMPLE_REPLICATIONS; i++) {
        results_clear(&r);
        sample_add(&r, i);
        bad = results_writer_add(w, &r, d);
    }
    results_release(&r);
    if (!bad)
        return results_writer_close(w, d);
    results_writer_abandon(w);
    return -1;
}
