/* document -- the stages through which a scenario goes, one after another. */
#include "sim/io/document/document.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/include.h"
#include "sim/io/document/keys.h"
#include "sim/io/document/origin.h"
#include "sim/io/document/override.h"
#include "sim/io/document/source.h"
#include "sim/io/document/stamp.h"
#include "sim/io/document/validate.h"
#include "sim/io/document/values.h"
#include "sim/io/wording.h"

/* Nothing that a scenario says may make libxml2 open a file by itself. */
static xmlParserInput *refuse(const char *url, const char *id,
                              xmlParserCtxt *ctxt)
{
    (void)url;
    (void)id;
    (void)ctxt;
    return NULL;
}

/* Stamping and --set see names without a namespace; the schema wants it. */
static void set_namespace(xmlNode *n, xmlNs *ns)
{
    n->ns = ns;
    for (xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            set_namespace(c, ns);
}

/* The root's only declaration, in its plain form. NULL: memory. */
static xmlNs *plain_namespace(xmlNode *root)
{
    set_namespace(root, NULL);
    xmlFreeNsList(root->nsDef);
    root->nsDef = NULL;
    return xmlNewNs(root, (const xmlChar *)SCHEMA_NAMESPACE, NULL);
}

/* All stages behind the reading of the main file. -2: what there is cannot be
 * read any further. */
static int run_stages(struct loading *l)
{
    int before = l->d->count;

    if (include_parse(l, 0, "scenario", NULL) || include_splice(l) || l->broken)
        return -2;
    xmlDoc *doc = l->doc[0];
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNs *ns = plain_namespace(root);
    if (!ns) {
        diag_error(l->d, NULL, "out of memory");
        return -2;
    }
    if (stamp_ports(l)) /* which does not stop later stages */
        doubt_content(root);
    override_apply(l);
    l->whole = true;
    set_namespace(root, ns);
    validate_document(l, doc);
    if (l->broken)
        return -2;
    values_check(l, root, schema_root(l->schema, "scenario"));
    keys_check(l, root);
    return l->d->count > before ? -1 : 0;
}

static int load(struct document *x, const struct document_options *o,
                struct diag *d)
{
    struct schema own = {0};
    const struct schema *schema = o && o->schema ? o->schema : &own;
    struct loading l = {.x = x, .schema = schema, .options = o, .d = d};
    struct origin at = {x->file[0].name, 0, 0, NULL};
    int errors = d->count;

    if (schema == &own && schema_init(&own)) {
        diag_error(d, NULL, "out of memory");
        return -1;
    }
    xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(refuse);
    int result = run_stages(&l);
    xmlSetExternalEntityLoader(before);
    if (result && d->count == errors) /* never refuse in silence */
        diag_error(d, &at, "the scenario does not fit its schema");
    x->wrong = result;
    for (int i = 0; i < l.docs; i++)
        if (i || result == -2)
            xmlFreeDoc(l.doc[i]);
        else
            x->doc = l.doc[0];
    free(l.doc);
    free(l.tried);
    free(l.repeat);
    schema_release(&own);
    return result ? -1 : 0;
}

int document_load(struct document *x, const char *path,
                  const struct document_options *o, struct arena *a,
                  struct diag *d)
{
    *x = (struct document){.arena = a};
    int result = source_main(x, path, o, d);
    return result ? result : load(x, o, d);
}

int document_load_memory(struct document *x, const char *name, const char *text,
                         size_t size, const struct document_options *o,
                         struct arena *a, struct diag *d)
{
    *x = (struct document){.arena = a};
    int result = source_main_memory(x, name, text, size, o, d);
    return result ? result : load(x, o, d);
}

struct origin document_origin(const xmlNode *element, const char *attribute)
{
    return origin_of(element, attribute);
}

int document_table(struct document *x, const xmlNode *element,
                   const char *attribute, struct csv *c, struct diag *d)
{
    struct origin at = origin_of(element, attribute);
    xmlChar *path = xmlGetNoNsProp(element, (const xmlChar *)attribute);
    int file = -1;

    if (path)
        file = source_read(x, (const char *)path, &at, d);
    xmlFree(path);
    if (file < 0)
        return -1;
    const struct document_file *f = &x->file[file];
    if (csv_parse(c, f->name, f->text, f->size, CSV_EMPTY_ALLOWED, x->arena, d))
        return -1;
    return csv_check_blanks(c, d);
}

void document_drop(struct document *x)
{
    for (int i = 0; i < x->files; i++) {
        free((char *)(uintptr_t)x->file[i].text);
        x->file[i].text = NULL;
    }
    xmlFreeDoc(x->doc);
    x->doc = NULL;
}

void document_release(struct document *x)
{
    document_drop(x);
    free(x->file);
    *x = (struct document){0};
}
