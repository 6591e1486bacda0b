/* option_table -- reads a command line by a table of options. */
#include "sim/io/option_table.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "models/quantity.h"

static bool has(const struct option_table *t, int i)
{
    return !t->word[i].commands || (t->word[i].commands & t->commands);
}

/* By its name (no zero behind it); -1: there is none. */
static int find(const struct option_table *t, const char *name, size_t length)
{
    for (int i = 0; i < t->words; i++)
        if (has(t, i) && strlen(t->word[i].name) == length &&
            !strncmp(t->word[i].name, name, length))
            return i;
    return -1;
}

/* argv[*at] is an option; its value may be the next word. */
static int take(const struct option_table *t, int argc, char **argv, int *at,
                const struct option_taker *taker, struct diag *d)
{
    const char *text = argv[*at], *value = NULL;
    bool is_long = !strncmp(text, "--", 2);
    size_t length = is_long ? strcspn(text, "=") : 2;
    int i = find(t, text, length);

    if (i < 0) {
        diag_error(d, NULL,
                   "unknown option %.*s; \"poesim %s --help\" lists them",
                   (int)length, text, t->command);
        return -1;
    }
    const struct option_word *w = &t->word[i];
    if (text[length])
        value = text + length + is_long;
    if (!w->value && value) {
        diag_error(d, NULL, "%s takes no value", w->name);
        return -1;
    }
    if (w->value && !value) {
        if (*at + 1 >= argc) {
            diag_error(d, NULL, "%s needs a value: %s %s", w->name, w->name,
                       w->value);
            return -1;
        }
        value = argv[++*at];
    }
    return taker->option(taker->context, i, value, d);
}

int option_table_read(const struct option_table *t, int argc, char **argv,
                      int first, const struct option_taker *taker,
                      struct diag *d)
{
    bool only_operands = false;
    int bad = 0;

    for (int i = first; i < argc; i++) {
        if (!only_operands && !strcmp(argv[i], "--"))
            only_operands = true;
        else if (!only_operands && argv[i][0] == '-' && argv[i][1])
            bad |= take(t, argc, argv, &i, taker, d);
        else
            bad |= taker->operand(taker->context, argv[i], d);
    }
    return bad ? -1 : 0;
}

void option_table_help(const struct option_table *t, int width)
{
    for (int i = 0; i < t->words; i++)
        if (has(t, i)) {
            const struct option_word *w = &t->word[i];
            char name[48];
            int n = snprintf(name, sizeof name, "%s %s", w->name,
                             w->value ? w->value : "");
            printf("  %-*s ", width, name);
            if (n > width)
                printf("\n%*s", width + 3, "");
            puts(w->help);
        }
}

int option_number(const char *option, const char *text, int64_t least,
                  int64_t most, int *out, struct diag *d)
{
    int64_t n = 0;
    const char *why = quantity_count(text, least, most, &n);

    if (why) {
        diag_error(d, NULL,
                   "%s \"%s\" %s; it takes a whole number from %" PRId64
                   " to %" PRId64,
                   option, text, why, least, most);
        return -1;
    }
    *out = (int)n;
    return 0;
}

int option_choice(const char *option, const char *text, const char *const *word,
                  int words, struct diag *d)
{
    char list[80] = "";

    for (int i = 0; i < words; i++)
        if (!strcmp(text, word[i]))
            return i;
    for (int i = 0; i < words; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s",
                 i ? ", " : "", word[i]);
    diag_error(d, NULL, "%s does not know \"%s\"; there are %s", option, text,
               list);
    return -1;
}
