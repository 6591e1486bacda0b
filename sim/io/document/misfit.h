#ifndef SIM_IO_DOCUMENT_MISFIT_H
#define SIM_IO_DOCUMENT_MISFIT_H

#include <libxml/xmlerror.h>

#include "sim/io/document/loading.h"

/*
 * misfit -- one thing in a document that does not fit the schema, as people
 * want to read it.
 *
 * Owns      its lists; release with misfits_release()
 * Errors    reported to l->d, and put in doubt (see doubt.h)
 *
 * libxml2 says at which element something is wrong; what is wrong is worded
 * from the model of declarations.
 */

struct misfits {
    struct loading *l;
    struct outcast { /* after this round: renamed, or with NULL taken out */
        xmlNode *node;
        const char *name;
        bool before;   /* an element of that name is put before it */
        xmlNode *late; /* that is moved before it; or NULL */
    } * outcast;
    int count, room;
    struct amendment { /* after this round: the attribute is in doubt; NULL:
                          what is unknown is removed */
        xmlNode *node;
        const char *attribute;
    } * amendment;
    int amendments, amendment_room;
    struct misplaced { /* of all rounds: taken out of where it may stand, but
                          not there; NULL: of this parent all has been said */
        const xmlNode *parent;
        const char *name;
    } * misplaced;
    int misplacements, misplaced_room;
    bool wrong, short_of_memory;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError validation_error;
#else
typedef xmlError validation_error;
#endif

/* libxml2's callback; user is a struct misfits. */
void misfits_add(void *user, validation_error *e);

/* ---- what is said of them: misfit_attribute.c, misfit_element.c ---- */

/* n has the declaration e, if any; message is libxml2's. */
void misfit_value(struct misfits *r, const xmlNode *n,
                  const struct schema_element *e, const char *message);
void misfit_unknown_attribute(struct misfits *r, xmlNode *n,
                              const struct schema_element *e,
                              const char *message);
void misfit_missing_attribute(struct misfits *r, xmlNode *n,
                              const struct schema_element *e,
                              const char *message);
/* Children that may not stand there, or are missing. */
void misfit_content(struct misfits *r, xmlNode *n, const char *message);
/* Text, or elements, in an element that has neither. */
void misfit_stray(struct misfits *r, xmlNode *n,
                  const struct schema_element *e);

/* ---- what is done about them: misfit_list.c ---- */

/* Does an error about what is expected in a parent follow from another? */
bool misfits_follow(const struct misfits *r, const xmlNode *parent,
                    const char *const *expected, int names);
void misfits_remember(struct misfits *r, const xmlNode *parent,
                      const char *name);

/* `known` is its name where the parent may have such children; else NULL. */
void misfits_take_out(struct misfits *r, xmlNode *n, const char *known);

/* Go on as if the name were the one that is likely meant, so that nothing else
 * seems to be missing. */
void misfits_rename(struct misfits *r, xmlNode *n, const char *name);
bool misfits_was_renamed(const xmlNode *n);

/* Go on as if an element of that name stood before n. */
void misfits_put_before(struct misfits *r, xmlNode *n, const char *name);

void misfits_move_before(struct misfits *r, xmlNode *n, xmlNode *late);

/* The attribute, which is in the schema, is in doubt; NULL: what is unknown of
 * the element goes. */
void misfits_amend(struct misfits *r, xmlNode *n, const char *attribute);

/* After a round: do so. Returns whether there is reason for another round. */
bool misfits_apply(struct misfits *r);

void misfits_release(struct misfits *r);

#endif
