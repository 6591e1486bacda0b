/* Finds the columns of a table that somebody else wrote. */
#include "sim/io/import/import_table.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/import/importing.h"
#include "sim/io/wording.h"

static int by_alias(const struct csv *c, const char *aliases)
{
    char word[64];
    while (*aliases) {
        size_t n = strcspn(aliases, "|");
        assert(n < sizeof word);
        memcpy(word, aliases, n);
        word[n] = '\0';
        for (int i = 0; i < c->columns; i++)
            if (importing_same_name(c->header[i], word))
                return i;
        aliases += n + (aliases[n] == '|');
    }
    return -1;
}

static void list_keys(const struct import_table *t, char list[WORDING_LIST])
{
    const char *key[IMPORT_TABLE_MOST];
    for (int k = 0; k < t->columns; k++)
        key[k] = t->column[k].key;
    wording_list(list, key, t->columns);
}

/* "--column key=NAME". */
static void take_name(struct import_table *t, const char *name, struct diag *d)
{
    size_t n = strcspn(name, "=");
    char list[WORDING_LIST], value[WORDING_VALUE];
    int k = 0;
    while (k < t->columns && (strlen(t->column[k].key) != n ||
                              strncmp(t->column[k].key, name, n) != 0))
        k++;
    if (!name[n] || k == t->columns) {
        list_keys(t, list);
        diag_error(d, NULL,
                   "--column %s: write KEY=NAME, where KEY is %s and NAME "
                   "stands in the header",
                   wording_value(value, name), list);
        return;
    }
    t->at[k] = csv_column(&t->csv, name + n + 1);
    if (t->at[k] >= 0)
        return;
    struct origin head = {t->csv.file, 1, 0, NULL};
    wording_list(list, t->csv.header, t->csv.columns);
    diag_error(d, &head,
               "there is no column \"%s\" (--column %s); the header names %s",
               wording_value(value, name + n + 1), name, list);
}

static void say_missing(const struct import_table *t, int k, struct diag *d)
{
    const struct csv *c = &t->csv;
    struct origin head = {c->file, 1, 0, NULL};
    char list[WORDING_LIST], names[WORDING_LIST];
    if (c->columns == 1 && strpbrk(c->header[0], ";\t")) {
        diag_error(d, &head,
                   "the header is one cell; columns must be separated by "
                   "commas, not semicolons or tabs");
        return;
    }
    wording_list(list, c->header, c->columns);
    snprintf(names, sizeof names, "%s", t->column[k].aliases);
    for (char *p = names; *p; p++)
        if (*p == '|')
            *p = ' ';
    diag_error(d, &head,
               "no column for %s among %s; known names are: %s; another is "
               "told by --column %s=NAME",
               t->column[k].key, list, names, t->column[k].key);
}

int import_table_read(struct import_table *t, const char *file,
                      const char *text, size_t size,
                      const struct import_column *column, int columns,
                      const struct import_list *names, struct arena *a,
                      struct diag *d)
{
    int before = d->count;
    assert(columns <= IMPORT_TABLE_MOST);
    *t = (struct import_table){.column = column, .columns = columns};
    if (csv_parse(&t->csv, file, text, size, CSV_EMPTY_ALLOWED, a, d) != 0)
        return -1;
    for (int k = 0; k < columns; k++)
        t->at[k] = by_alias(&t->csv, column[k].aliases);
    for (int i = 0; i < names->n; i++)
        take_name(t, names->value[i], d);
    for (int k = 0; k < columns && d->count == before; k++)
        if (column[k].required && t->at[k] < 0)
            say_missing(t, k, d);
    return d->count > before ? -1 : 0;
}

bool import_table_has(const struct import_table *t, int key)
{
    return t->at[key] >= 0;
}

const char *import_table_cell(const struct import_table *t, int row, int key,
                              struct arena *a)
{
    if (t->at[key] < 0)
        return "";
    const char *text = csv_cell(&t->csv, row, t->at[key]);
    while (isspace((unsigned char)*text))
        text++;
    size_t n = strlen(text);
    if (!n || !isspace((unsigned char)text[n - 1]))
        return text;
    while (n && isspace((unsigned char)text[n - 1]))
        n--;
    const char *copy = arena_text_n(a, text, n);
    return copy ? copy : "";
}

struct origin import_table_at(const struct import_table *t, int row, int key)
{
    struct origin at = csv_origin(&t->csv, row, 0);
    at.column = t->at[key] < 0 ? 0 : t->at[key] + 1;
    return at;
}

const char *import_table_name(const struct import_table *t, int key)
{
    return t->at[key] < 0 ? t->column[key].key : t->csv.header[t->at[key]];
}
