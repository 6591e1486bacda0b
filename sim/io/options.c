/* options -- reads the command line by the list of options. */
#include "sim/io/options.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/option_list.h"

enum { KEEP_MOST = 1000000 };

/* A whole number; reports. */
static int number(const char *option, const char *text, int64_t least,
                  int64_t most, int *out, struct diag *d)
{
    int64_t n = 0;
    const char *why = quantity_count(text, least, most, &n);

    if (why) {
        diag_error(d, NULL, "%s \"%s\" %s", option, text, why);
        return -1;
    }
    *out = (int)n;
    return 0;
}

static int add_set(struct options *o, const char *path, const char *value)
{
    size_t size = strlen(path) + strlen(value) + 1;
    char *text = malloc(size);

    if (!text)
        return -1;
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
        return add_set(o, path, value);
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

static int take_option(struct options *o, enum option i, const char *value,
                       struct diag *d)
{
    switch (i) {
    case OPTION_RESUME:
        o->resume = true;
        return 0;
    case OPTION_KEEP:
        return number("--keep", value, 0, KEEP_MOST, &o->keep_s, d);
    case OPTION_SHARD:
        return shard(o, value, d);
    case OPTION_OUT:
    case OPTION_MERGED:
    case OPTION_PICTURE:
        o->out = value;
        return 0;
    case OPTION_JOBS:
        return number("-j", value, 1, 1024, &o->jobs, d);
    case OPTION_REPLICATIONS:
        return set_number(o, "--replications", "run/@replications=", value, 1,
                          1000000, d);
    case OPTION_SEED:
        return set_number(o, "--seed", "run/@seed=", value, 0, INT64_MAX, d);
    case OPTION_SET:
        return add_set(o, "", value);
    case OPTION_TRAVELLERS:
        if (!strcmp(value, "all")) {
            o->travellers = INT_MAX;
            return 0;
        }
        return number("--travellers", value, 0, INT_MAX, &o->travellers, d);
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
        return number("--replication", value, 0, INT_MAX, &o->replication, d);
    default:
        o->help = true;
        return 0;
    }
}

/* argv[*at] is an option: "-o FILE", "-j2", "--set=X", "--set X". */
static int parse_option(struct options *o, int argc, char **argv, int *at,
                        struct diag *d)
{
    const char *text = argv[*at], *value = NULL;
    bool is_long = !strncmp(text, "--", 2);
    size_t length = is_long ? strcspn(text, "=") : 2;
    int i = option_find(text, length, o->command);

    if (i < 0) {
        diag_error(d, NULL,
                   "unknown option %.*s; \"poesim %s --help\" lists them",
                   (int)length, text, option_commands[o->command].name);
        return -1;
    }
    if (text[length])
        value = text + length + is_long;
    if (!option_words[i].value && value) {
        diag_error(d, NULL, "%s takes no value", option_words[i].name);
        return -1;
    }
    if (option_words[i].value && !value) {
        if (*at + 1 >= argc) {
            diag_error(d, NULL, "%s needs a value: %s %s", option_words[i].name,
                       option_words[i].name, option_words[i].value);
            return -1;
        }
        value = argv[++*at];
    }
    return take_option(o, (enum option)i, value, d);
}

int options_parse(struct options *o, int argc, char **argv, struct diag *d)
{
    enum command c = (enum command)options_command(argv[1]);
    bool only_operands = false;

    *o = (struct options){.command = c, .keep_s = OPTIONS_KEEP_S};
    o->operand = calloc((size_t)argc, sizeof(char *));
    o->set = calloc((size_t)argc, sizeof(char *));
    if (!o->operand || !o->set) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    for (int i = 2; i < argc; i++) {
        if (!only_operands && !strcmp(argv[i], "--"))
            only_operands = true;
        else if (!only_operands && argv[i][0] == '-' && argv[i][1])
            parse_option(o, argc, argv, &i, d);
        else
            o->operand[o->operands++] = argv[i];
    }
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
