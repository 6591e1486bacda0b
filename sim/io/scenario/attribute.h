#ifndef SIM_IO_SCENARIO_ATTRIBUTE_H
#define SIM_IO_SCENARIO_ATTRIBUTE_H

#include "models/scenario.h"
#include "sim/io/document/document.h"

/*
 * attribute -- what an attribute of a validated document says, as a C value.
 *
 * Units     as models/quantity.h
 * Owns      nothing: texts and lists are copied to the document's arena
 * Errors    reported to the diag; the value is then a harmless one, so that
 *           reading goes on. Short memory sets out_of_memory
 * Threads   one reader, one thread
 *
 * The document has been validated: an attribute that is not there was allowed
 * to be absent, and only the functions that say so give a value for that. If it
 * was wrong, what is in doubt is read as something harmless, in silence.
 */
struct reader {
    struct document *x;
    const struct scenario *s; /* what was read of it so far */
    struct diag *d;
    int errors; /* reported, also those that the diag had already */
    bool out_of_memory;
};

/* Report at an attribute of an element; attribute NULL: at the element. */
void reader_error(struct reader *r, const xmlNode *e, const char *attribute,
                  const char *fmt, ...) PRINTF_LIKE(4, 5);
void reader_error_at(struct reader *r, const struct origin *at, const char *fmt,
                     ...) PRINTF_LIKE(3, 4);

/* n zeroed elements from the arena; NULL: out_of_memory is set. */
void *reader_array(struct reader *r, int n, size_t size);

/* Reads one element into its zeroed slot of an array. */
typedef void reader_part(struct reader *r, const xmlNode *e, void *slot);

/*
 * All children called `name`, or one of several names with a blank between
 * them, in file order: their number, and in *array (a pointer to any kind of
 * pointer) a slot of `size` bytes for each, filled by `read`.
 */
int reader_parts(struct reader *r, const xmlNode *parent, const char *name,
                 size_t size, reader_part *read, void *array);

/* First child element of that name, and the next sibling; NULL: none. */
const xmlNode *element_child(const xmlNode *parent, const char *name);
const xmlNode *element_next(const xmlNode *e, const char *name);
bool element_is(const xmlNode *e, const char *name);

/* Is `word` one of the words, with blanks between them, of `list`? */
bool list_has(const char *list, const char *word);

/* NULL: absent, or in doubt. The value is the document's. */
const char *attribute_value(const xmlNode *e, const char *name);
const char *attribute_text(struct reader *r, const xmlNode *e,
                           const char *name);
bool attribute_is(const xmlNode *e, const char *name, const char *value);

/* Its value, or that it is not there, was reported wrong. */
bool attribute_doubted(const xmlNode *e, const char *name);

/* Absent: "", in doubt. */
struct name attribute_name(struct reader *r, const xmlNode *e,
                           const char *name);

/* Names with blanks between them; absent: none. */
struct name_list attribute_names(struct reader *r, const xmlNode *e,
                                 const char *name);

simtime attribute_time(struct reader *r, const xmlNode *e, const char *name);
simtime attribute_clock(struct reader *r, const xmlNode *e, const char *name);
double attribute_rate(struct reader *r, const xmlNode *e, const char *name);
bool attribute_flag(struct reader *r, const xmlNode *e, const char *name);
int64_t attribute_count(struct reader *r, const xmlNode *e, const char *name,
                        int64_t least, int64_t most);

/* Absent: NaN. */
double attribute_number(struct reader *r, const xmlNode *e, const char *name);
double attribute_probability(struct reader *r, const xmlNode *e,
                             const char *name);

/* "15 min, 30 min", or "none": the number of times. */
int attribute_times(struct reader *r, const xmlNode *e, const char *name,
                    const simtime **times);

/* The attributes dist, mean, sd, cv, ... of an element. What the family does
 * not use is refused, because it would be left unheard. */
struct distribution attribute_distribution(struct reader *r, const xmlNode *e);

/* Bits 1 << index of the words of a list; absent: 0. */
unsigned attribute_bits(const xmlNode *e, const char *name,
                        const char *const *words, int n);

/* Absent: not given. */
struct moment attribute_moment(struct reader *r, const xmlNode *e,
                               const char *name);

/* The attributes when, class, status, group, enrolled, share, ... of an
 * element. */
struct condition attribute_condition(struct reader *r, const xmlNode *e);

#endif
