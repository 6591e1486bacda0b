#ifndef TESTS_SUPPORT_LOADED_H
#define TESTS_SUPPORT_LOADED_H

#include "sim/io/document/document.h"

/*
 * loaded -- a document and all that belongs to it, for tests.
 *
 * Owns      everything; loaded_release()
 */
struct loaded {
    struct arena arena;
    struct diag diag;
    struct document document;
    int result;
};

/* A whole scenario around parts, which begin on line 4. */
#define LOADED_HEAD                                                            \
    "<scenario xmlns=\"urn:poesim:scenario\" version=\"1\" id=\"s\"\n"         \
    "  start=\"2026-07-15\" duration=\"1 d\">\n"                               \
    "<title>t</title><run/>\n"
#define LOADED_SCENARIO(parts) LOADED_HEAD parts "</scenario>\n"

/* A text as the file a.xml in the current folder. */
void loaded_text(struct loaded *x, const char *text);
void loaded_bytes(struct loaded *x, const char *text, size_t size);

/* A file of the test's scratch folder; sets: "XPATH=VALUE", NULL at the end. */
void loaded_file(struct loaded *x, const char *name, const char *const *sets);

/* Message i without the scratch folder, "" where there are fewer. */
const char *loaded_message(const struct loaded *x, int i);

/* The first element of that name; NULL. */
const xmlNode *loaded_find(const struct loaded *x, const char *name);

/* Elements of that name, anywhere. */
int loaded_count(const struct loaded *x, const char *name);

/* Value of an attribute, in the document's memory; NULL. */
const char *loaded_value(const xmlNode *n, const char *attribute);

void loaded_release(struct loaded *x);

#endif
