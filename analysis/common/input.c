/* input -- what an analysis reads of one results file; times in us as there. */
#include "analysis/common/input.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int read_table(struct input *in, enum result_table t, struct diag *d)
{
    struct rows *rows = &in->tables.table[t];
    if (rows->row != NULL) /* every analysis has these, and some ask again */
        return 0;
    if (results_reader_rows(in->reader, t, &rows->row, &rows->count, d) != 0)
        return -1;
    rows->capacity = rows->count;
    return 0;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* An unfinished run may hold any replications: these are counted, not those
 * that were asked for. */
static int read_replications(struct input *in, struct diag *d)
{
    if (read_table(in, TABLE_replications, d) != 0)
        return -1;
    size_t count;
    const struct replications_row *row =
        input_rows(in, TABLE_replications, &count);
    int32_t *number = arena_array(&in->arena, count, sizeof *number);
    if (number == NULL || count > INT32_MAX) {
        diag_error(d, NULL, "memory is short");
        d->memory = true;
        return -1;
    }
    for (size_t i = 0; i < count; i++)
        number[i] = row[i].replication;
    if (count > 1)
        qsort(number, count, sizeof *number, by_number);
    in->number = number;
    in->replications = (int)count;
    return 0;
}

int input_read(struct input *in, const char *path,
               const enum result_table *table, struct diag *d)
{
    *in = (struct input){0};
    const char *slash = strrchr(path, '/');
    in->file = slash != NULL ? slash + 1 : path;
    if (results_reader_open(&in->reader, path, d) != 0)
        return -1;
    in->about = results_reader_about(in->reader);
    in->names = results_reader_names(in->reader);
    int64_t every = in->about->interval_us, length = in->about->duration_us;
    if (every < 1 || length < 0 || length / every >= 1000000) {
        diag_error(d, &(struct origin){.file = path},
                   "the run lasts %lld us in intervals of %lld us, which this "
                   "program cannot analyse",
                   (long long)length, (long long)every);
        return -1;
    }
    in->intervals = (int)((length + every - 1) / every);
    if (read_replications(in, d) != 0 ||
        read_table(in, TABLE_waits_totals, d) != 0 ||
        resolved_read(&in->scenario, in->about->scenario, in->names, &in->arena,
                      d) != 0)
        return -1;
    for (; *table != TABLES; table++)
        if (read_table(in, *table, d) != 0)
            return -1;
    return 0;
}

void input_release(struct input *in)
{
    for (int t = 0; t < TABLES; t++)
        free(in->tables.table[t].row);
    arena_release(&in->arena);
    if (in->reader != NULL)
        results_reader_close(in->reader);
    *in = (struct input){0};
}

const void *input_rows(const struct input *in, enum result_table t,
                       size_t *count)
{
    *count = in->tables.table[t].count;
    return in->tables.table[t].row;
}

int input_slot(const struct input *in, int32_t replication)
{
    if (in->number == NULL)
        return replication >= 0 && replication < in->replications ? replication
                                                                  : -1;
    const int32_t *at =
        in->replications > 0
            ? bsearch(&replication, in->number, (size_t)in->replications,
                      sizeof *in->number, by_number)
            : NULL;
    return at != NULL ? (int)(at - in->number) : -1;
}

const char *input_name(const struct input *in, enum name_kind kind, int index)
{
    if (index < 0 || index >= in->names->count[kind])
        return "(none)";
    return in->names->name[kind][index];
}

double input_hour(const struct input *in, int interval)
{
    return (double)(in->about->interval_us * interval) / (double)US_PER_H;
}

void input_clock(const struct input *in, int interval, char text[6])
{
    int64_t t = in->about->interval_us * interval % US_PER_DAY;
    int minutes = (int)(t / US_PER_MIN);
    assert(minutes >= 0 && minutes < 24 * 60);
    text[0] = (char)('0' + minutes / 600);
    text[1] = (char)('0' + minutes / 60 % 10);
    text[2] = ':';
    text[3] = (char)('0' + minutes % 60 / 10);
    text[4] = (char)('0' + minutes % 10);
    text[5] = '\0';
}

int64_t input_span(const struct input *in, int interval)
{
    int64_t every = in->about->interval_us;
    int64_t rest = in->about->duration_us - every * interval;
    return rest < every ? rest : every;
}

bool input_warm(const struct input *in, int interval)
{
    return in->about->interval_us * interval >= in->about->warm_up_us;
}
