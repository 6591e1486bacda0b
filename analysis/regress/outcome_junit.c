/* outcome_junit -- outcomes as JUnit XML, which build servers show. */
#include <libxml/xmlstring.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/regress/outcome.h"
#include "sim/io/wording.h"

/* Names of files and messages may hold any bytes; XML may not. */
static void put(FILE *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        int length = (int)(n - i < 4 ? n - i : 4);
        int c = xmlGetUTF8Char((const unsigned char *)text + i, &length);
        const char *entity = c > 0 && c < 0x80 ? wording_entity((char)c) : NULL;
        if (c < 0)
            length = 1;
        if (entity)
            fputs(entity, out);
        else if (c < 0 || (c < 0x20 && c != '\n') ||
                 (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff)
            putc('?', out);
        else
            fwrite(text + i, 1, (size_t)length, out);
        i += (size_t)length;
    }
}

static void put_attribute(FILE *out, const char *name, const char *text)
{
    fprintf(out, " %s=\"", name);
    put(out, text, strcspn(text, "\n"));
    putc('"', out);
}

static void put_case(FILE *out, const struct outcome *o, const char *folder)
{
    const char *element = o->kind == OUTCOME_FAILED ? "error" : "failure";

    fputs("    <testcase", out);
    put_attribute(out, "classname", folder);
    put_attribute(out, "name", o->entry->name);
    if (outcome_good(o)) {
        fputs(">\n      <system-out>", out);
        put(out, o->text, strlen(o->text));
        fputs("</system-out>\n    </testcase>\n", out);
        return;
    }
    fprintf(out, ">\n      <%s", element);
    put_attribute(out, "message", o->text);
    putc('>', out);
    put(out, o->text, strlen(o->text));
    fprintf(out, "</%s>\n    </testcase>\n", element);
}

char *outcome_junit(const struct outcome *o, int n, const char *folder)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    int failures = 0, errors = 0;

    if (!out)
        return NULL;
    for (int i = 0; i < n; i++) {
        errors += o[i].kind == OUTCOME_FAILED;
        failures += o[i].kind != OUTCOME_FAILED && !outcome_good(&o[i]);
    }
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
          "  <testsuite name=\"poesim regress\"",
          out);
    fprintf(out, " tests=\"%d\" failures=\"%d\" errors=\"%d\">\n", n, failures,
            errors);
    for (int i = 0; i < n; i++)
        put_case(out, &o[i], folder);
    fputs("  </testsuite>\n</testsuites>\n", out);
    if (fclose(out)) {
        free(text);
        return NULL;
    }
    return text;
}
