/* results_hdf5 -- attributes, texts and groups, each one call. */
#include "sim/io/results/results_hdf5.h"

#include <limits.h>
#include <stdlib.h>

hid_t results_file_type(enum results_type type)
{
    switch (type) {
    case RESULTS_INT8:
        return H5T_STD_I8LE;
    case RESULTS_INT16:
        return H5T_STD_I16LE;
    case RESULTS_INT32:
        return H5T_STD_I32LE;
    case RESULTS_UINT32:
        return H5T_STD_U32LE;
    case RESULTS_INT64:
        return H5T_STD_I64LE;
    case RESULTS_UINT64:
        return H5T_STD_U64LE;
    default:
        return H5T_IEEE_F64LE;
    }
}

hid_t results_memory_type(enum results_type type)
{
    switch (type) {
    case RESULTS_INT8:
        return H5T_NATIVE_INT8;
    case RESULTS_INT16:
        return H5T_NATIVE_INT16;
    case RESULTS_INT32:
        return H5T_NATIVE_INT32;
    case RESULTS_UINT32:
        return H5T_NATIVE_UINT32;
    case RESULTS_INT64:
        return H5T_NATIVE_INT64;
    case RESULTS_UINT64:
        return H5T_NATIVE_UINT64;
    default:
        return H5T_NATIVE_DOUBLE;
    }
}

hid_t results_text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);

    if (type >= 0 && (H5Tset_size(type, H5T_VARIABLE) < 0 ||
                      H5Tset_cset(type, H5T_CSET_UTF8) < 0)) {
        H5Tclose(type);
        return -1;
    }
    return type;
}

/* Consumes `space`. */
static int put_attribute(hid_t at, const char *name, hid_t file_type,
                         hid_t memory_type, hid_t space, const void *value)
{
    hid_t a = H5Acreate2(at, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT);
    int bad = a < 0 || H5Awrite(a, memory_type, value) < 0;

    bad |= a >= 0 && H5Aclose(a) < 0;
    bad |= space < 0 || H5Sclose(space) < 0;
    return bad ? -1 : 0;
}

int results_put_text(hid_t at, const char *name, const char *text)
{
    hid_t type = results_text_type();
    int bad = type < 0 || put_attribute(at, name, type, type,
                                        H5Screate(H5S_SCALAR), &text) < 0;

    if (type >= 0)
        H5Tclose(type);
    return bad ? -1 : 0;
}

int results_put_numbers(hid_t at, const char *name, enum results_type type,
                        const void *value, int count)
{
    hsize_t size = (hsize_t)count;
    hid_t space =
        count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &size, NULL);

    return put_attribute(at, name, results_file_type(type),
                         results_memory_type(type), space, value);
}

/* How to write texts: HDF5 clears a megabyte for every call unless told of
 * less. The caller closes it. */
static hid_t small_steps(void)
{
    enum { STEP = 16 * 1024 }; /* bytes */
    hid_t how = H5Pcreate(H5P_DATASET_XFER);

    if (how >= 0 && H5Pset_buffer(how, STEP, NULL, NULL) < 0) {
        H5Pclose(how);
        return -1;
    }
    return how;
}

/* Consumes `space`. */
static int put_text_set(hid_t at, const char *name, const char *description,
                        hid_t space, const char *const *text)
{
    hid_t type = results_text_type();
    hid_t how = H5Pcreate(H5P_DATASET_CREATE);
    hid_t transfer = small_steps(), set = -1;
    int bad = type < 0 || how < 0 || transfer < 0 ||
              H5Pset_obj_track_times(how, 0) < 0;

    if (!bad)
        set = H5Dcreate2(at, name, type, space, H5P_DEFAULT, how, H5P_DEFAULT);
    bad |=
        set < 0 ||
        (text && H5Dwrite(set, type, H5S_ALL, H5S_ALL, transfer, text) < 0) ||
        (description && results_put_text(set, "description", description));
    bad |= set >= 0 && H5Dclose(set) < 0;
    if (transfer >= 0)
        H5Pclose(transfer);
    if (how >= 0)
        H5Pclose(how);
    if (type >= 0)
        H5Tclose(type);
    bad |= space < 0 || H5Sclose(space) < 0;
    return bad ? -1 : 0;
}

int results_put_scalar_text(hid_t at, const char *name, const char *text)
{
    return put_text_set(at, name, NULL, H5Screate(H5S_SCALAR), &text);
}

int results_put_texts(hid_t at, const char *name, const char *description,
                      const char *const *text, int count)
{
    const char **list = NULL;
    hsize_t size = (hsize_t)count;

    if (count > 0 && !(list = malloc((size_t)count * sizeof *list)))
        return -1;
    for (int i = 0; i < count; i++)
        list[i] = text[i] ? text[i] : "";
    int bad = put_text_set(at, name, description,
                           H5Screate_simple(1, &size, NULL), list);
    free(list);
    return bad;
}

hid_t results_put_group(hid_t at, const char *name, const char *description)
{
    hid_t how = H5Pcreate(H5P_GROUP_CREATE);
    hid_t group = -1;

    if (how >= 0 && H5Pset_obj_track_times(how, 0) >= 0 &&
        H5Pset_link_creation_order(how, H5P_CRT_ORDER_TRACKED |
                                            H5P_CRT_ORDER_INDEXED) >= 0)
        group = H5Gcreate2(at, name, H5P_DEFAULT, how, H5P_DEFAULT);
    if (how >= 0)
        H5Pclose(how);
    if (group >= 0 && description &&
        results_put_text(group, "description", description) < 0) {
        H5Gclose(group);
        return -1;
    }
    return group;
}

/* Number of elements; -1: `type` or `space` is not what is looked for. */
static hssize_t count_of(hid_t type, hid_t space, hid_t wanted)
{
    hssize_t count = -1;

    if (type >= 0 && space >= 0 && wanted >= 0 && H5Tequal(type, wanted) > 0)
        count = H5Sget_simple_extent_npoints(space);
    if (type >= 0)
        H5Tclose(type);
    if (space >= 0)
        H5Sclose(space);
    return count;
}

int results_get_numbers(hid_t at, const char *name, enum results_type type,
                        void *value, int count)
{
    hid_t a = H5Aopen(at, name, H5P_DEFAULT);

    if (a < 0)
        return -1;
    int bad = count_of(H5Aget_type(a), H5Aget_space(a),
                       results_file_type(type)) != count ||
              H5Aread(a, results_memory_type(type), value) < 0;
    H5Aclose(a);
    return bad ? -1 : 0;
}

/* A copy in the arena of what HDF5 allocated. An empty text comes as NULL. */
static const char *keep(struct arena *a, char *text)
{
    const char *kept = arena_text(a, text ? text : "");

    H5free_memory(text);
    return kept;
}

int results_get_text(hid_t at, const char *name, struct arena *a,
                     const char **text)
{
    hid_t type = results_text_type();
    hid_t attribute = H5Aopen(at, name, H5P_DEFAULT);
    char *value = NULL;

    *text = NULL;
    if (attribute >= 0 &&
        count_of(H5Aget_type(attribute), H5Aget_space(attribute), type) == 1 &&
        H5Aread(attribute, type, &value) >= 0)
        *text = keep(a, value);
    if (attribute >= 0)
        H5Aclose(attribute);
    if (type >= 0)
        H5Tclose(type);
    return *text ? 0 : -1;
}

int results_get_texts(hid_t at, const char *name, struct arena *a,
                      const char *const **text, int *count)
{
    hid_t type = results_text_type();
    hid_t set = H5Dopen2(at, name, H5P_DEFAULT);
    hssize_t n = -1;
    char **value = NULL;
    const char **list = NULL;
    int bad = 1;

    if (set >= 0)
        n = count_of(H5Dget_type(set), H5Dget_space(set), type);
    if (n >= 0 && n < INT_MAX) {
        value = calloc((size_t)n + 1, sizeof *value);
        list = arena_array(a, (size_t)n + 1, sizeof *list);
        bad =
            !value || !list ||
            (n && H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value) < 0);
    }
    for (hssize_t i = 0; !bad && i < n; i++)
        list[i] = keep(a, value[i]);
    for (hssize_t i = 0; !bad && i < n; i++)
        bad = !list[i];
    free(value);
    if (set >= 0)
        H5Dclose(set);
    if (type >= 0)
        H5Tclose(type);
    *text = list;
    *count = bad ? 0 : (int)n;
    return bad ? -1 : 0;
}

int results_get_scalar_text(hid_t at, const char *name, struct arena *a,
                            const char **text)
{
    const char *const *list;
    int count;

    if (results_get_texts(at, name, a, &list, &count) < 0 || count != 1)
        return -1;
    *text = list[0];
    return 0;
}
