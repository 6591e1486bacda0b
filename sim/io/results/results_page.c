/* results_page -- Markdown from the lists of columns and names. */
#include "sim/io/results/results_page.h"

#include "sim/io/results/results_fields.h"

/* A cell; only a bar has a meaning there. */
static void cell(FILE *out, const char *text)
{
    for (; *text; text++)
        fprintf(out, *text == '|' ? "\\%c" : "%c", *text);
}

static void write_table(FILE *out, const struct results_table *of)
{
    fprintf(out, "\n### /%s\n\nOne row per %s.\n\n", of->path, of->per);
    fprintf(out, "| column | type | units | meaning |\n|---|---|---|---|\n");
    for (int i = 0; i < of->fields; i++) {
        const struct results_field *f = &of->field[i];

        fprintf(out, "| `%s` | %s | %s | ", f->name, results_type_name(f->type),
                f->unit);
        cell(out, f->meaning);
        fprintf(out, " |\n");
    }
}

int results_page_write(FILE *out)
{
    fprintf(out, "| names | of |\n|---|---|\n");
    for (int k = 0; k < NAME_KINDS; k++)
        fprintf(out, "| `/names/%s` | %s |\n", name_kind_paths[k],
                results_name_meanings[k]);
    for (int t = 0; t < TABLES; t++) {
        struct results_table of = results_fields((enum result_table)t);

        write_table(out, &of);
    }
    return fflush(out) == EOF || ferror(out) ? -1 : 0;
}
