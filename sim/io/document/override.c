/* override -- values from the command line. */
#include "sim/io/document/override.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/document/origin.h"
#include "sim/io/document/select.h"
#include "sim/io/wording.h"

const char *override_sign(const char *text)
{
    int depth = 0;

    for (char quote = 0; *text; text++) {
        if (quote) {
            if (*text == quote)
                quote = 0;
        } else if (*text == '\'' || *text == '"') {
            quote = *text;
        } else if (*text == '[' || *text == '(') {
            depth++;
        } else if (*text == ']' || *text == ')') {
            depth--;
        } else if (*text == '=' && depth <= 0) {
            return text;
        }
    }
    return NULL;
}

static int set_text(xmlNode *element, const char *value,
                    const struct origin *at)
{
    xmlNode *text = xmlNewDocText(element->doc, (const xmlChar *)value);

    if (!text)
        return -1;
    xmlNodeSetContent(element, NULL);
    xmlAddChild(element, text);
    element->_private = (void *)(uintptr_t)at;
    return 0;
}

/* "--set 2": what has given this value before; NULL: nothing has. */
static const char *given_by(const struct select_hit *h)
{
    const xmlAttr *a =
        h->attribute ? origin_attribute(h->element, h->attribute) : NULL;
    const struct origin *from =
        h->attribute ? a ? a->_private : NULL : h->element->_private;
    const char *note = from ? from->note : NULL;

    return note && (!strncmp(note, "--set ", 6) || !strncmp(note, "--fit ", 6))
               ? note
               : NULL;
}

/* A value that is fitted would undo what was given before, or its own trials
 * would be undone: the fit would search in what does not act. */
static int check_alone(struct loading *l, const struct selection *found,
                       const char *path, const struct origin *at)
{
    for (int i = 0; i < found->count; i++) {
        const char *note = given_by(&found->hit[i]);
        if (!note)
            continue;
        diag_error(
            l->d, at,
            "%s selects a value of <%s> that %s gives, too; a value that "
            "is fitted is given once: leave one of them out, or narrow "
            "its path",
            path, (const char *)found->hit[i].element->name, note);
        return -1;
    }
    return 0;
}

static int apply(struct loading *l, const char *set, const struct origin *at,
                 bool fit)
{
    char value[WORDING_VALUE];
    const char *sign = override_sign(set);
    struct selection found;

    if (!sign || sign == set) {
        diag_error(l->d, at, "\"%s\" is not of the form XPATH=VALUE",
                   wording_value(value, set));
        return -1;
    }
    if (!xmlCheckUTF8((const unsigned char *)set)) {
        diag_error(l->d, at, "the text is not UTF-8");
        return -1;
    }
    const char *path = arena_text_n(l->x->arena, set, (size_t)(sign - set));
    if (!path) {
        diag_error(l->d, at, "out of memory");
        return -1;
    }
    if (select_values(&found, l, xmlDocGetRootElement(l->doc[0]), path, at))
        return -1;
    if (fit && check_alone(l, &found, path, at)) {
        select_release(&found);
        return -1;
    }
    int result = 0;
    for (int i = 0; i < found.count && !result; i++) {
        struct select_hit *h = &found.hit[i];
        result = h->attribute
                     ? origin_set(h->element, h->attribute, sign + 1, at)
                     : set_text(h->element, sign + 1, at);
    }
    if (result)
        diag_error(l->d, at, "out of memory");
    select_release(&found);
    return result;
}

int override_apply(struct loading *l)
{
    const struct document_options *o = l->options;
    int result = 0;

    for (int i = 0; o && i < o->sets; i++) {
        char note[32];
        int fit = i - (o->sets - o->fits);
        snprintf(note, sizeof note, fit < 0 ? "--set %d" : "--fit %d",
                 fit < 0 ? i + 1 : fit + 1);
        struct origin *at = arena_alloc(l->x->arena, sizeof *at);
        char *kept = arena_text(l->x->arena, note);
        if (!at || !kept) {
            diag_error(l->d, NULL, "out of memory");
            return -1;
        }
        at->note = kept;
        if (apply(l, o->set[i], at, fit >= 0))
            result = -1;
    }
    return result;
}
