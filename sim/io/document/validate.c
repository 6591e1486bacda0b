/*
 * validate -- libxml2's schema validation, in as many rounds as it takes to see
 * past elements that it did not expect.
 */
#include "sim/io/document/validate.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/document/misfit.h"

enum { MOST_ROUNDS = 20 };

static int one_round(struct misfits *r, xmlDoc *doc)
{
    xmlSchemaValidCtxt *v = xmlSchemaNewValidCtxt(r->l->schema->compiled);

    if (!v)
        return -1;
    r->count = r->amendments = 0;
    xmlSchemaSetValidOptions(v, XML_SCHEMA_VAL_VC_I_CREATE);
    xmlSchemaSetValidStructuredErrors(v, misfits_add, r);
    int result = xmlSchemaValidateDoc(v, doc);
    xmlSchemaFreeValidCtxt(v);
    if (result > 0 && !r->wrong) { /* never let what we do not word pass */
        r->l->broken = r->wrong = true;
        diag_error(r->l->d, NULL, "the scenario does not fit its schema");
    }
    return result < 0 || r->short_of_memory ? -1 : 0;
}

static void hear_nothing(void *user, validation_error *e)
{
    (void)user;
    (void)e;
}

/* What stood behind each repeat, in turn, while they are out of the document.
 */
static void take_out(const struct loading *l, xmlNode **behind)
{
    for (int i = 0; i < l->repeats; i++) {
        behind[i] = l->repeat[i]->next;
        xmlUnlinkNode(l->repeat[i]);
    }
}

static void put_back(const struct loading *l, xmlNode *root, xmlNode **behind)
{
    for (int i = l->repeats; i-- > 0;)
        if (behind[i])
            xmlAddPrevSibling(behind[i], l->repeat[i]);
        else
            xmlAddChild(root, l->repeat[i]);
}

/* Most of a nation are ports that repeat another: is all well without them, all
 * is well. (Defaults are there: each file was validated before.) */
static bool fits_without_repeats(const struct loading *l, xmlDoc *doc)
{
    xmlNode **behind = calloc((size_t)l->repeats + 1, sizeof(xmlNode *));
    xmlSchemaValidCtxt *v = xmlSchemaNewValidCtxt(l->schema->compiled);
    int result = -1;

    if (behind && v) {
        xmlSchemaSetValidStructuredErrors(v, hear_nothing, NULL);
        take_out(l, behind);
        result = xmlSchemaValidateDoc(v, doc);
        put_back(l, xmlDocGetRootElement(doc), behind);
    }
    xmlSchemaFreeValidCtxt(v);
    free(behind);
    return result == 0;
}

int validate_document(struct loading *l, xmlDoc *doc)
{
    struct misfits r = {.l = l};
    int result = 0;
    bool overridden = l->options && l->options->sets > 0;

    if (l->repeats && !l->wrong && !overridden && fits_without_repeats(l, doc))
        return 0;
    for (int i = 0; i <= MOST_ROUNDS && !result; i++) {
        result = one_round(&r, doc);
        if (!misfits_apply(&r))
            break;
        if (i == MOST_ROUNDS) {
            l->broken = true;
            diag_error(l->d, NULL,
                       "there may be more errors that were not looked for; "
                       "mend these first");
        }
    }
    if (result) {
        l->broken = true;
        diag_error(l->d, NULL, "out of memory, or the schema check failed");
    }
    bool wrong = r.wrong;
    l->wrong |= wrong;
    misfits_release(&r);
    return result || wrong ? -1 : 0;
}

void validate_strip(xmlNode *n, const struct schema_element *e)
{
    if (!e || e->content->type)
        return;
    for (xmlNode *c = n->children, *next; c; c = next) {
        next = c->next;
        if (c->type == XML_ELEMENT_NODE) {
            validate_strip(c, schema_child(e, (const char *)c->name));
        } else if (xmlIsBlankNode(c)) {
            xmlUnlinkNode(c);
            xmlFreeNode(c);
        }
    }
}
