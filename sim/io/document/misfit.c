/* misfit -- which words are for which of libxml2's schema errors. */
#include "sim/io/document/misfit.h"

void misfits_add(void *user, validation_error *e)
{
    struct misfits *r = user;
    xmlNode *n = e->node;

    if (!n || n->type != XML_ELEMENT_NODE || !e->message) {
        r->l->broken = r->wrong = true;
        diag_error(r->l->d, NULL, "the schema is not met: %s",
                   e->message ? e->message : "unknown reason");
        return;
    }
    const struct schema_element *decl = schema_of(r->l->schema, n);
    bool told = r->l->whole && r->l->wrong; /* with the file it stands in */
    switch (e->code) {
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
        misfit_unknown_attribute(r, n, decl, e->message);
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
        if (!told)
            misfit_missing_attribute(r, n, decl, e->message);
        break;
    case XML_SCHEMAV_ELEMENT_CONTENT:
        if (!told)
            misfit_content(r, n, e->message);
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
        if (!told)
            misfit_stray(r, n, decl);
        break;
    default:
        misfit_value(r, n, decl, e->message);
    }
    r->wrong = true;
}
