/* options -- what each option of the commands sets. */
#include "sim/io/options.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/option_list.h"

enum { KEEP_MOST = 1000000 };

static int add_set(struct options *o, const char *path, const char *value,
                   struct diag *d)
{
    size_t size = strlen(path) + strlen(value) + 1;
    char *text = malloc(size);

    if (!text) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    snprintf(text, size, "%s%s", path, value);
    o->set[o->sets++] = text;
    return 0;
}

/* "--seed 7" is one more --set; the option is named where it is wrong. */
static int set_number(struct options *o, const char *option, const char *path,
                      const char *value, int64_t least, int64_t most,
                      struct diag *d)
{
    int64_t n;
    const char *why = quantity_count(value, least, most, &n);

    if (!why)
        return add_set(o, path, value, d);
    diag_error(d, NULL, "%s \"%s\" %s: %lld to %lld", option, value, why,
               (long long)least, (long long)most);
    return -1;
}

/* A form that a drawing can have; reports. */
static int picture(const char *text, enum picture *out, struct diag *d)
{
    static const char *const names[PICTURES] = {"dot", "svg", "png", "text"};

    for (int i = 0; i < PICTURES; i++)
        if (!strcmp(text, names[i])) {
            *out = (enum picture)i;
            return 0;
        }
    diag_error(d, NULL, "--format \"%s\" is none of dot, svg, png, text", text);
    return -1;
}

/* "2/4"; reports. */
static int shard(struct options *o, const char *text, struct diag *d)
{
    enum { MOST = 1000000, DIGITS = 12 };
    const char *slash = strchr(text, '/');
    char part[DIGITS];
    int64_t k = 0, n = 0;

    if (slash && slash - text < DIGITS) {
        memcpy(part, text, (size_t)(slash - text));
        part[slash - text] = '\0';
        if (!quantity_count(slash + 1, 1, MOST, &n) &&
            !quantity_count(part, 1, n, &k)) {
            o->shard = (int)k;
            o->shards = (int)n;
            return 0;
        }
    }
    diag_error(d, NULL,
               "--shard \"%s\" is not K/N, such as 2/4: K from 1 to N, N to %d",
               text, MOST);
    return -1;
}

static int take_option(void *context, int i, const char *value, struct diag *d)
{
    struct options *o = context;

    switch ((enum option)i) {
    case OPTION_RESUME:
        o->resume = true;
        return 0;
    case OPTION_KEEP:
        return option_number("--keep", value, 0, KEEP_MOST, &o->keep_s, d);
    case OPTION_SHARD:
        return shard(o, value, d);
    case OPTION_OUT:
    case OPTION_MERGED:
    case OPTION_PICTURE:
        o->out = value;
        return 0;
    case OPTION_JOBS:
        return option_number("-j", value, 1, 1024, &o->jobs, d);
    case OPTION_REPLICATIONS:
        return set_number(o, "--replications", "run/@replications=", value, 1,
                          1000000, d);
    case OPTION_SEED:
        return set_number(o, "--seed", "run/@seed=", value, 0, INT64_MAX, d);
    case OPTION_SET:
        return add_set(o, "", value, d);
    case OPTION_TRAVELLERS:
        if (!strcmp(value, "all")) {
            o->travellers = INT_MAX;
            return 0;
        }
        return option_number("--travellers", value, 0, INT_MAX, &o->travellers,
                             d);
    case OPTION_ROOT:
        o->root = value;
        return 0;
    case OPTION_FORCE:
        o->force = true;
        return 0;
    case OPTION_QUIET:
        o->quiet = true;
        return 0;
    case OPTION_RESOLVED:
        o->resolved = true;
        return 0;
    case OPTION_FORMAT:
        return picture(value, &o->picture, d);
    case OPTION_PORT:
        o->port = value;
        return 0;
    case OPTION_TRAVELLER:
        o->traveller = value;
        return 0;
    case OPTION_REPLICATION:
        return option_number("--replication", value, 0, INT_MAX,
                             &o->replication, d);
    default:
        o->help = true;
        return 0;
    }
}

static int take_operand(void *context, const char *word, struct diag *d)
{
    struct options *o = context;

    (void)d;
    o->operand[o->operands++] = word;
    return 0;
}

int options_parse(struct options *o, int argc, char **argv, struct diag *d)
{
    enum command c = (enum command)options_command(argv[1]);
    const struct option_table table = option_table_of(c);
    const struct option_taker taker = {take_option, take_operand, o};

    *o = (struct options){.command = c, .keep_s = OPTIONS_KEEP_S};
    o->operand = calloc((size_t)argc, sizeof(char *));
    o->set = calloc((size_t)argc, sizeof(char *));
    if (!o->operand || !o->set) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    option_table_read(&table, argc, argv, 2, &taker, d);
    if (d->count || o->help)
        return d->count ? -1 : 0;
    if (o->operands < option_commands[c].least ||
        o->operands > option_commands[c].most) {
        diag_error(d, NULL, "%s: poesim %s %s",
                   o->operands ? "too many files" : "no file named",
                   option_commands[c].name, option_commands[c].operands);
        return -1;
    }
    if (c == COMMAND_MERGE && !o->out) {
        diag_error(d, NULL, "where to? -o FILE");
        return -1;
    }
    if (c == COMMAND_TRACE && !o->traveller) {
        diag_error(d, NULL, "whose life? --traveller PORT/FLOW/PARTY");
        return -1;
    }
    return 0;
}

void options_release(struct options *o)
{
    for (int i = 0; i < o->sets; i++)
        free((char *)o->set[i]);
    free(o->set);
    free(o->operand);
    *o = (struct options){0};
}
