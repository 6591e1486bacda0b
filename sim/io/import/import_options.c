/* Options of importers: "--name value", "--name=value", flags, and one file. */
#include "sim/io/import/import_options.h"

#include <string.h>

struct parse {
    const char *command;
    const struct import_option *option;
    int options;
    struct diag *d;
};

static const struct import_option *find(const struct parse *p, const char *a,
                                        size_t length)
{
    for (int k = 0; k < p->options; k++)
        if (strlen(p->option[k].name) == length &&
            strncmp(p->option[k].name, a, length) == 0)
            return &p->option[k];
    return NULL;
}

static void keep(const struct parse *p, const struct import_option *o,
                 const char *value)
{
    if (o->value)
        *o->value = value;
    else if (o->list->n < IMPORT_OPTIONS_LIST)
        o->list->value[o->list->n++] = value;
    else
        diag_error(p->d, NULL, "%s stands more than %d times", o->name,
                   IMPORT_OPTIONS_LIST);
}

/* Words that were used: 1 or 2. */
static int take(const struct parse *p, char **argv, int left)
{
    const char *a = argv[0];
    size_t n = strcspn(a, "=");
    const struct import_option *o = find(p, a, n);
    if (!o)
        diag_error(p->d, NULL,
                   "unknown option \"%s\"; see poesim import %s --help", a,
                   p->command);
    else if (o->flag && a[n])
        diag_error(p->d, NULL, "%s takes no value", o->name);
    else if (o->flag)
        *o->flag = true;
    else if (a[n])
        keep(p, o, a + n + 1);
    else if (left > 1 && strncmp(argv[1], "--", 2) != 0) {
        keep(p, o, argv[1]);
        return 2;
    } else
        diag_error(p->d, NULL, "%s needs a value", a);
    return 1;
}

int import_options_parse(const char *command, int argc, char **argv,
                         const struct import_option *option, int options,
                         struct import_words *out, struct diag *d)
{
    const struct parse p = {command, option, options, d};
    *out = (struct import_words){0};
    for (int i = 1; i < argc;) {
        const char *a = argv[i];
        if (strcmp(a, "--help") == 0 || strcmp(a, "-h") == 0) {
            out->help = true;
            return 0;
        }
        if (a[0] == '-' && a[1]) {
            i += take(&p, argv + i, argc - i);
            continue;
        }
        if (out->file)
            diag_error(d, NULL, "one file only, not also \"%s\"", a);
        out->file = a;
        i++;
    }
    if (!out->file)
        diag_error(d, NULL, "which file? see poesim import %s --help", command);
    return d->count ? -1 : 0;
}

void import_options_wrong(const char *option, const char *text,
                          const char *wrong, struct diag *d)
{
    if (wrong)
        diag_error(d, NULL, "%s: \"%s\" %s", option, text, wrong);
}

void import_options_time(const char *option, const char *text, simtime least,
                         struct diag *d)
{
    simtime t = 0;
    const char *wrong = quantity_time(text, &t);
    if (!wrong && (t < least || t > US_PER_DAY))
        wrong = "is not within a day";
    import_options_wrong(option, text, wrong, d);
}
