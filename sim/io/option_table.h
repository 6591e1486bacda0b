#ifndef SIM_IO_OPTION_TABLE_H
#define SIM_IO_OPTION_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "models/diag.h"

/*
 * option_table -- how a command line is read by a table of options, and the
 * part of --help that is printed from it. Commands and analyses alike use it.
 *
 * Owns      nothing: values and operands point into argv
 * Errors    -1, reported to the diag (exit 2)
 * Threads   read-only
 */
struct option_word {
    const char *name, *value, *help; /* value NULL: it takes none */
    unsigned commands; /* bits of those that have it; 0: all have */
};

struct option_table {
    const char *command; /* "poesim COMMAND --help" lists them */
    const struct option_word *word;
    int words;
    unsigned commands; /* the bit of this one */
};

/* What is done with the words; `i` is the option's place in the table. */
struct option_taker {
    int (*option)(void *context, int i, const char *value, struct diag *d);
    int (*operand)(void *context, const char *word, struct diag *d);
    void *context;
};

/* argv from `first` on: "-o FILE", "-j2", "--set=X", "--set X"; behind "--" all
 * are operands. Everything that is wrong is reported. */
int option_table_read(const struct option_table *t, int argc, char **argv,
                      int first, const struct option_taker *taker,
                      struct diag *d);

/* A line for each option, its help from column `width` + 3 on. */
void option_table_help(const struct option_table *t, int width);

/* A whole number from `least` to `most`, as the value of `option`. */
int option_number(const char *option, const char *text, int64_t least,
                  int64_t most, int *out, struct diag *d);

/* Which of these words the value is; -1: reported. */
int option_choice(const char *option, const char *text, const char *const *word,
                  int words, struct diag *d);

#endif
