/* option_list -- commands, options, and the help that is made of them. */
#include "sim/io/option_list.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

const struct option_command option_commands[COMMANDS] = {
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

static const struct option_word option_words[OPTIONS] = {
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
        if (!strcmp(option_commands[i].name, name))
            return i;
    return -1;
}

struct option_table option_table_of(enum command c)
{
    return (struct option_table){option_commands[c].name, option_words, OPTIONS,
                                 1u << c};
}

static void help_program(void)
{
    puts("usage: poesim COMMAND ...\n\n"
         "Simulates biometric entry and exit at ports of entry.\n");
    for (int i = 0; i < COMMANDS; i++)
        printf("  %-10s %s\n", option_commands[i].name,
               option_commands[i].summary);
    puts("\nAnalyses of a results file, each prints one table:\n"
         "  throughput, waits, journeys, stations, staffing, boarding, "
         "service,\n"
         "  errors, causes, retention, records, validate\n\n"
         "A folder of scenarios beside their stored numbers:\n"
         "  regress\n\n"
         "Service times and walks that fit published waits:\n"
         "  calibrate\n\n"
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
    printf("usage: poesim %s [OPTION...] %s\n\n%s\n\n",
           option_commands[command].name, option_commands[command].operands,
           option_commands[command].summary);
    const struct option_table table = option_table_of((enum command)command);
    option_table_help(&table, 28);
    printf("\nexample: %s\n", option_commands[command].example);
}
