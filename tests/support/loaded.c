/* loaded -- loads scenarios for tests. */
#include "tests/support/loaded.h"

#include <string.h>

#include "tests/support/scratch.h"

void loaded_bytes(struct loaded *x, const char *text, size_t size)
{
    *x = (struct loaded){0};
    x->result = document_load_memory(&x->document, "a.xml", text, size, NULL,
                                     &x->arena, &x->diag);
}

void loaded_text(struct loaded *x, const char *text)
{
    loaded_bytes(x, text, strlen(text));
}

void loaded_file(struct loaded *x, const char *name, const char *const *sets)
{
    struct document_options o = {.library = scratch_path("library"),
                                 .set = sets};

    while (sets && sets[o.sets])
        o.sets++;
    *x = (struct loaded){0};
    x->result = document_load(&x->document, scratch_path(name), &o, &x->arena,
                              &x->diag);
}

const char *loaded_message(const struct loaded *x, int i)
{
    static char text[4][2048];
    static int next;
    const char *folder = scratch_path("");
    size_t n = strlen(folder), to = 0;

    if (i >= x->diag.stored)
        return "";
    char *out = text[next++ % 4];
    for (const char *p = x->diag.message[i]; *p && to < sizeof *text - 1;)
        if (n > 1 && !strncmp(p, folder, n))
            p += n;
        else
            out[to++] = *p++;
    out[to] = '\0';
    return out;
}

static const xmlNode *find(const xmlNode *n, const char *name)
{
    for (; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (!strcmp((const char *)n->name, name))
            return n;
        const xmlNode *below = find(n->children, name);
        if (below)
            return below;
    }
    return NULL;
}

const xmlNode *loaded_find(const struct loaded *x, const char *name)
{
    return x->document.doc ? find(x->document.doc->children, name) : NULL;
}

static int count_named(const xmlNode *n, const char *name)
{
    int count = 0;

    for (; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            count += !strcmp((const char *)n->name, name) +
                     count_named(n->children, name);
    return count;
}

int loaded_count(const struct loaded *x, const char *name)
{
    return count_named(x->document.doc->children, name);
}

const char *loaded_value(const xmlNode *n, const char *attribute)
{
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (!strcmp((const char *)a->name, attribute))
            return a->children ? (const char *)a->children->content : "";
    return NULL;
}

void loaded_release(struct loaded *x)
{
    document_release(&x->document);
    diag_release(&x->diag);
    arena_release(&x->arena);
}
