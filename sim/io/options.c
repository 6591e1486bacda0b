/* options -- tables of commands and options, and what is made of them. */
#include "sim/io/options.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"

static const struct {
    const char *name, *operands, *summary, *example;
    int least, most; /* operands */
} commands[COMMANDS] = {
    [COMMAND_CHECK] = {"check", "SCENARIO...",
                       "report every error of a scenario; run nothing",
                       "poesim check --resolved day.xml", 1, INT_MAX},
    [COMMAND_RUN] = {"run", "SCENARIO", "simulate; write a results file",
                     "poesim run hub.xml -o hub.h5 --replications 50", 1, 1},
    [COMMAND_MERGE] = {"merge", "SHARD...",
                       "put the shards of a run together to its results file",
                       "poesim merge hub.1-of-2.h5 hub.2-of-2.h5 -o hub.h5", 1,
                       INT_MAX},
    [COMMAND_DIGEST] = {"digest", "RESULTS",
                        "digests of results, to tell what differs",
                        "poesim digest hub.h5", 1, 1},
    [COMMAND_SHOW] = {"show", "SCENARIO",
                      "draw its ports, or print them as tables",
                      "poesim show hub.xml --format svg -o hub.svg", 1, 1},
    [COMMAND_TRACE] = {"trace", "SCENARIO", "one party's life, event by event",
                       "poesim trace hub.xml --traveller hub/flights/17", 1, 1},
    [COMMAND_UPGRADE] = {"upgrade", "SCENARIO...",
                         "tell whether a scenario has the present format",
                         "poesim upgrade day.xml", 1, INT_MAX},
    [COMMAND_IMPORT] = {"import", "NAME FILE ...",
                        "other people's files to scenarios",
                        "poesim import --help", 0, INT_MAX},
    [COMMAND_FORMAT] = {"format", "", "print the scenario format",
                        "poesim format >docs/scenario-format.md", 0, 0},
    [COMMAND_FIELDS] = {"fields", "", "print the tables of results files",
                        "poesim fields", 0, 0},
};

enum option {
    OPTION_OUT,
    OPTION_JOBS,
    OPTION_REPLICATIONS,
    OPTION_SEED,
    OPTION_SET,
    OPTION_TRAVELLERS,
    OPTION_ROOT,
    OPTION_RESUME,
    OPTION_KEEP,
    OPTION_SHARD,
    OPTION_MERGED,
    OPTION_FORCE,
    OPTION_QUIET,
    OPTION_RESOLVED,
    OPTION_FORMAT,
    OPTION_PORT,
    OPTION_PICTURE,
    OPTION_TRAVELLER,
    OPTION_REPLICATION,
    OPTION_HELP,
    OPTIONS
};

enum {
    FOR_CHECK = 1 << COMMAND_CHECK,
    FOR_RUN = 1 << COMMAND_RUN,
    FOR_MERGE = 1 << COMMAND_MERGE,
    FOR_DIGEST = 1 << COMMAND_DIGEST,
    FOR_SHOW = 1 << COMMAND_SHOW,
    FOR_TRACE = 1 << COMMAND_TRACE,
    FOR_UPGRADE = 1 << COMMAND_UPGRADE,
    FOR_SCENARIO = FOR_CHECK | FOR_RUN | FOR_SHOW | FOR_TRACE
};

static const struct {
    const char *name, *value, *help;
    unsigned commands; /* bits */
} options[OPTIONS] = {
    [OPTION_OUT] = {"-o", "FILE", "results file (default: SCENARIO's name.h5)",
                    FOR_RUN},
    [OPTION_JOBS] = {"-j", "N", "threads (default: all processors)", FOR_RUN},
    [OPTION_REPLICATIONS] = {"--replications", "N",
                             "as --set run/@replications=N",
                             FOR_RUN | FOR_CHECK},
    [OPTION_SEED] = {"--seed", "N", "as --set run/@seed=N",
                     FOR_RUN | FOR_CHECK | FOR_TRACE},
    [OPTION_SET] = {"--set", "XPATH=VALUE",
                    "change the scenario: "
                    "\"port/station[@id='booths']/@positions=30\"",
                    FOR_SCENARIO},
    [OPTION_TRAVELLERS] = {"--travellers", "N|all",
                           "keep a row of every traveller, in the first N "
                           "replications",
                           FOR_RUN},
    [OPTION_ROOT] = {"--root", "DIR",
                     "included files and tables lie beneath (default: the "
                     "scenario's folder)",
                     FOR_SCENARIO | FOR_UPGRADE},
    [OPTION_RESUME] = {"--resume", NULL,
                       "go on from what an interrupted run left in "
                       "FILE.partial/",
                       FOR_RUN},
    [OPTION_KEEP] = {"--keep", "SECONDS",
                     "how often to put what is finished into FILE.partial/ "
                     "(default: 10; 0: each replication)",
                     FOR_RUN},
    [OPTION_SHARD] = {"--shard", "K/N",
                      "run only part K (from 1) of N; \"poesim merge\" puts "
                      "the parts together",
                      FOR_RUN},
    [OPTION_MERGED] = {"-o", "FILE", "results file", FOR_MERGE},
    [OPTION_FORCE] = {"--force", NULL, "replace an existing file",
                      FOR_RUN | FOR_MERGE | FOR_SHOW},
    [OPTION_QUIET] = {"-q", NULL, "no progress, no summary",
                      FOR_RUN | FOR_MERGE | FOR_CHECK},
    [OPTION_RESOLVED] = {"--resolved", NULL,
                         "print the scenario with defaults and includes",
                         FOR_CHECK},
    [OPTION_FORMAT] = {"--format", "dot|svg|png|text",
                       "dot (default): a drawing for Graphviz; svg, png: the "
                       "drawing; text: tables",
                       FOR_SHOW},
    [OPTION_PORT] = {"--port", "ID", "only this port", FOR_SHOW},
    [OPTION_PICTURE] = {"-o", "FILE", "where to (default: standard output)",
                        FOR_SHOW},
    [OPTION_TRAVELLER] = {"--traveller", "PORT/FLOW/PARTY",
                          "whose life: party 17 of flow flights of port hub is "
                          "hub/flights/17",
                          FOR_TRACE},
    [OPTION_REPLICATION] = {"--replication", "N", "in which one (default: 0)",
                            FOR_TRACE},
    [OPTION_HELP] = {"--help", NULL, "this text",
                     FOR_SCENARIO | FOR_MERGE | FOR_DIGEST | FOR_UPGRADE |
                         1 << COMMAND_FORMAT | 1 << COMMAND_FIELDS},
};

int options_command(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(commands[i].name, name))
            return i;
    return -1;
}

static int find_option(const char *name, size_t length, enum command c)
{
    for (int i = 0; i < OPTIONS; i++)
        if ((options[i].commands >> c & 1) &&
            strlen(options[i].name) == length &&
            !strncmp(options[i].name, name, length))
            return i;
    return -1;
}

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
    int i = find_option(text, length, o->command);

    if (i < 0) {
        diag_error(d, NULL,
                   "unknown option %.*s; \"poesim %s --help\" lists them",
                   (int)length, text, commands[o->command].name);
        return -1;
    }
    if (text[length])
        value = text + length + is_long;
    if (!options[i].value && value) {
        diag_error(d, NULL, "%s takes no value", options[i].name);
        return -1;
    }
    if (options[i].value && !value) {
        if (*at + 1 >= argc) {
            diag_error(d, NULL, "%s needs a value: %s %s", options[i].name,
                       options[i].name, options[i].value);
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
    if (o->operands < commands[c].least || o->operands > commands[c].most) {
        diag_error(d, NULL, "%s: poesim %s %s",
                   o->operands ? "too many files" : "no file named",
                   commands[c].name, commands[c].operands);
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

static void help_program(void)
{
    puts("usage: poesim COMMAND ...\n\n"
         "Simulates biometric entry and exit at ports of entry.\n");
    for (int i = 0; i < COMMANDS; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    puts("\nAnalyses of a results file, each prints one table:\n"
         "  throughput, waits, errors, staffing, causes, journeys,\n"
         "  retention, records, validate\n\n"
         "A folder of scenarios beside their stored numbers:\n"
         "  regress\n\n"
         "\"poesim COMMAND --help\" tells more. A program poesim-NAME beside "
         "this one\nor on PATH is the command NAME. Pages (docs/...) of an "
         "installed "
         "program stand in\nshare/doc/poesim, scenarios in share/poesim.");
}

void options_help(int command)
{
    if (command < 0) {
        help_program();
        return;
    }
    printf("usage: poesim %s [OPTION...] %s\n\n%s\n\n", commands[command].name,
           commands[command].operands, commands[command].summary);
    for (int i = 0; i < OPTIONS; i++)
        if (options[i].commands >> command & 1) {
            char name[48];
            snprintf(name, sizeof name, "%s %s", options[i].name,
                     options[i].value ? options[i].value : "");
            printf("  %-28s %s\n", name, options[i].help);
        }
    printf("\nexample: %s\n", commands[command].example);
}
