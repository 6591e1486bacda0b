/* results_fields -- the one expansion of the lists into descriptions. */
#include "sim/io/results/results_fields.h"

#include <assert.h>

#define TYPE_OF(type)                                                          \
    _Generic((type)0, int8_t                                                   \
             : RESULTS_INT8, int16_t                                           \
             : RESULTS_INT16, int32_t                                          \
             : RESULTS_INT32, uint32_t                                         \
             : RESULTS_UINT32, int64_t                                         \
             : RESULTS_INT64, uint64_t                                         \
             : RESULTS_UINT64, double                                          \
             : RESULTS_FLOAT64)

/* Within each function below `row` is the table's own struct. */
#define DESCRIBE(name, type, unit, meaning)                                    \
    {#name, TYPE_OF(type), offsetof(row, name), unit, meaning},

#define TABLE(stem, FIELDS, path, per)                                         \
    static struct results_table stem##_fields(void)                            \
    {                                                                          \
        typedef struct stem##_row row;                                         \
        static const struct results_field list[] = {FIELDS(DESCRIBE)};         \
        const int count = sizeof list / sizeof *list;                          \
                                                                               \
        _Static_assert(sizeof list / sizeof *list <= RESULTS_MOST_FIELDS, ""); \
        _Static_assert(sizeof(row) % sizeof(int64_t) == 0, "as blocks take");  \
        return (struct results_table){path, per, list, count};                 \
    }
RESULT_TABLES(TABLE)
#undef TABLE

struct results_table results_fields(enum result_table t)
{
    switch (t) {
#define CASE(stem, FIELDS, path, per)                                          \
    case TABLE_##stem:                                                         \
        return stem##_fields();
        RESULT_TABLES(CASE)
#undef CASE
    case TABLES:
        break;
    }
    assert(!"a table");
    return (struct results_table){0};
}

size_t results_type_size(enum results_type type)
{
    static const unsigned char size[RESULTS_TYPES] = {
        [RESULTS_INT8] = 1,    [RESULTS_INT16] = 2, [RESULTS_INT32] = 4,
        [RESULTS_UINT32] = 4,  [RESULTS_INT64] = 8, [RESULTS_UINT64] = 8,
        [RESULTS_FLOAT64] = 8,
    };
    return size[type];
}

const char *results_type_name(enum results_type type)
{
    static const char *const name[RESULTS_TYPES] = {
        [RESULTS_INT8] = "int8",       [RESULTS_INT16] = "int16",
        [RESULTS_INT32] = "int32",     [RESULTS_UINT32] = "uint32",
        [RESULTS_INT64] = "int64",     [RESULTS_UINT64] = "uint64",
        [RESULTS_FLOAT64] = "float64",
    };
    return name[type];
}

const char *const results_name_meanings[NAME_KINDS] = {
    [NAMES_PORTS] = "ports",
    [NAMES_STATIONS] = "stations, as port/station",
    [NAMES_FLOWS] = "flows, as port/flow",
    [NAMES_POOLS] = "pools of officers, as port/pool",
    [NAMES_JOURNEYS] = "journeys, as port/journey",
    [NAMES_CLASSES] = "classes of travellers, as population/class",
    [NAMES_GROUPS] = "groups of people whose error rates differ",
    [NAMES_GROUP_BASIS] = "what each group's rates rest on: published, "
                          "illustrative or not stated",
    [NAMES_SERVICES] = "matching services",
    [NAMES_GALLERIES] = "galleries that searches 1:N are among",
    [NAMES_RESULTS] = "what a match came to",
    [NAMES_DECISIONS] = "what an officer decided",
    [NAMES_CAUSES] = "why a traveller was not confirmed; the first: confirmed",
    [NAMES_END_STATES] = "how a traveller's visit to the port ended",
    [NAMES_STORES] = "stores of images and of records",
    [NAMES_RETENTION] = "basis of each row of the schedule of retention",
    [NAMES_TRIGGERS] = "what periods of retention run from",
    [NAMES_IMAGE_WHYS] =
        "what became of an image; crossing: a record of a crossing",
    [NAMES_RECORD_HOWS] = "how an entry or exit record was made",
};
