/* command_run -- "poesim run": compiles a scenario, says what the results file
 * will be of, and leaves the rest to run_file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/command.h"
#include "sim/run_file.h"

/* "in/day.xml" -> "day.h5", in the folder where the command runs; a shard of it
 * "day.2-of-4.h5". */
static char *default_out(const struct options *o)
{
    const char *slash = strrchr(o->operand[0], '/');
    const char *name = slash ? slash + 1 : o->operand[0];
    size_t stem = strlen(name), size = stem + 40;

    if (stem > 4 && !strcmp(name + stem - 4, ".xml"))
        stem -= 4;
    char *out = malloc(size);
    if (out && o->shards)
        snprintf(out, size, "%.*s.%d-of-%d.h5", (int)stem, name, o->shard,
                 o->shards);
    else if (out)
        snprintf(out, size, "%.*s.h5", (int)stem, name);
    return out;
}

/* From the scenario's folder on: where that lies does not change a run. */
static const char *inner_name(const struct document *x, const char *name)
{
    size_t n = strlen(x->folder);

    return strncmp(name, x->folder, n) ? name : name + n;
}

/* Replications of the file: all, or those of shard k of n, which are as many as
 * of the others, give or take one. */
static void fill_shard(struct results_about *a, const struct options *o, int of)
{
    const int64_t k = o->shard, n = o->shards;

    a->shard.of = of;
    a->shard.travellers = o->travellers < of ? o->travellers : of;
    a->replications = of;
    if (n) {
        a->shard.first = (int32_t)(of * (k - 1) / n);
        a->replications = (int32_t)(of * k / n) - a->shard.first;
    }
}

static void fill_about(struct results_about *a, const struct command_input *in,
                       const struct model *m, const char *text,
                       struct results_input *file)
{
    const struct scenario *s = &in->scenario;

    for (int i = 0; i < in->document.files; i++) {
        file[i].name = inner_name(&in->document, in->document.file[i].name);
        memcpy(file[i].sha256, in->document.file[i].sha256, 32);
    }
    *a = (struct results_about){
        .version = POESIM_VERSION,
        .scenario_id = s->id,
        .scenario = text,
        .seed = s->seed,
        .start_utc_us = civil_utc(&s->wall, s->start_day, 0),
        .duration_us = s->duration,
        .interval_us = s->interval,
        .warm_up_us = s->warm_up,
        .quantile_digest = model_quantile_digest(m),
        .files = in->document.files,
        .file = file,
    };
}

static int run(struct command_input *in, const struct model *m,
               const struct options *o, const char *out,
               const volatile int *stop, struct diag *d)
{
    struct results_about about;
    char *text = document_text(&in->document);
    struct results_input *file =
        calloc((size_t)in->document.files, sizeof *file);
    int code = EXIT_MEMORY;

    document_drop(&in->document); /* a run needs the room */
    if (text && file) {
        fill_about(&about, in, m, text, file);
        fill_shard(&about, o, in->scenario.replications);
        const struct run_file r = {m, &about, out, o, stop};
        code = run_file_write(&r, d);
    }
    free(text);
    free(file);
    return code;
}

/* 0, or EXIT_USAGE: more shards than replications leave some with nothing. */
static int check_shards(const struct options *o, int replications,
                        struct diag *d)
{
    if (o->shards <= replications)
        return 0;
    diag_error(d, NULL,
               "--shard %d/%d: the run has only %d replications to "
               "share out",
               o->shard, o->shards, replications);
    return EXIT_USAGE;
}

int command_run(const struct options *o, const volatile int *stop,
                struct diag *d)
{
    struct command_input in = {0};
    struct model *m = NULL;
    char *own = o->out ? NULL : default_out(o);
    const char *out = o->out ? o->out : own;
    int code = command_input_read(&in, o->operand[0], o, d);

    if (!code && !out)
        code = EXIT_MEMORY;
    if (!code)
        code = command_output_check(&in, out, d);
    if (!code)
        code = check_shards(o, in.scenario.replications, d);
    if (!code && model_compile(&m, &in.scenario, d))
        code = EXIT_SCENARIO;
    if (!code)
        code = run(&in, m, o, out, stop, d);
    model_free(m);
    command_input_release(&in);
    free(own);
    return code;
}
