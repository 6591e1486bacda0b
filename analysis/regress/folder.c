/* folder -- which files of a folder are scenarios, and which expectations. */
#include "analysis/regress/folder.h"

#include <dirent.h>
#include <errno.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char scenario_end[] = ".xml", stored_end[] = ".expected.tsv";

/* Length of the name before the ending; 0: it has another. */
static size_t stem(const char *name, const char *end)
{
    size_t n = strlen(name), k = strlen(end);

    return n > k && *name != '.' && !strcmp(name + n - k, end) ? n - k : 0;
}

static bool is_file(const char *path)
{
    struct stat s;

    return !stat(path, &s) && S_ISREG(s.st_mode);
}

static void silent(void *context, const xmlError *error)
{
    (void)context, (void)error;
}

/* Fragments and other people's XML have another outermost element. */
static bool is_scenario(const char *path)
{
    bool is = true; /* too broken to tell: it will be reported */
    xmlTextReader *r;

    if (!is_file(path))
        return false;
    r = xmlReaderForFile(
        path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!r)
        return true;
    xmlTextReaderSetStructuredErrorHandler(
        r, (xmlStructuredErrorFunc)(void (*)(void))silent, NULL);
    while (xmlTextReaderRead(r) == 1)
        if (xmlTextReaderNodeType(r) == XML_READER_TYPE_ELEMENT) {
            const xmlChar *name = xmlTextReaderConstLocalName(r);
            is = name && !strcmp((const char *)name, "scenario");
            break;
        }
    xmlFreeTextReader(r);
    return is;
}

static char *join(struct arena *a, const char *folder, const char *name,
                  const char *end)
{
    size_t n = strlen(folder);
    char *path = arena_alloc(a, n + strlen(name) + strlen(end) + 2);

    if (path) {
        strcpy(path, folder);
        if (n && folder[n - 1] != '/')
            strcat(path, "/");
        strcat(strcat(path, name), end);
    }
    return path;
}

static struct folder_entry *find(const struct folder *f, const char *name)
{
    for (int i = 0; i < f->entries; i++)
        if (!strcmp(f->entry[i].name, name))
            return &f->entry[i];
    return NULL;
}

/* The entry of that name, or a new one; NULL: memory. */
static struct folder_entry *entry(struct folder *f, const char *file, size_t n)
{
    char *name = arena_text_n(&f->arena, file, n);
    struct folder_entry *e = name ? find(f, name) : NULL;

    if (!name || e)
        return e;
    if (f->entries == f->room) {
        int room = f->room ? 2 * f->room : 32;
        e = realloc(f->entry, (size_t)room * sizeof *e);
        if (!e)
            return NULL;
        f->entry = e;
        f->room = room;
    }
    e = &f->entry[f->entries];
    *e = (struct folder_entry){
        .name = name,
        .scenario = join(&f->arena, f->path, name, scenario_end),
        .stored = join(&f->arena, f->path, name, stored_end)};
    if (!e->scenario || !e->stored)
        return NULL;
    f->entries++;
    return e;
}

/* -1: memory. */
static int take(struct folder *f, const char *file)
{
    size_t scenario = stem(file, scenario_end), stored = stem(file, stored_end);
    char *path = scenario || stored ? join(&f->arena, f->path, file, "") : NULL;
    struct folder_entry *e;

    if (!scenario && !stored)
        return 0;
    if (!path)
        return -1;
    if (scenario ? !is_scenario(path) : !is_file(path))
        return 0;
    e = entry(f, file, scenario ? scenario : stored);
    if (!e)
        return -1;
    if (scenario)
        e->has_scenario = true;
    else
        e->has_stored = true;
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const struct folder_entry *x = a, *y = b;

    return strcmp(x->name, y->name);
}

int folder_read(struct folder *f, const char *path, struct diag *d)
{
    struct origin at = {.file = path};
    int result = 0;

    *f = (struct folder){.path = path};
    DIR *folder = opendir(path);
    if (!folder) {
        diag_error(d, &at, "cannot be read as a folder of scenarios: %s",
                   strerror(errno));
        return -1;
    }
    for (const struct dirent *x; !result && (x = readdir(folder));)
        result = take(f, x->d_name);
    closedir(folder);
    if (result)
        diag_error(d, NULL, "out of memory");
    else if (f->entries > 1)
        qsort(f->entry, (size_t)f->entries, sizeof *f->entry, by_name);
    return result;
}

struct folder_entry *folder_find(const struct folder *f, const char *name)
{
    struct folder_entry *e = find(f, name);

    for (int i = 0; !e && i < f->entries; i++) {
        size_t n = strlen(f->entry[i].name);
        if (!strncmp(f->entry[i].name, name, n) &&
            !strcmp(name + n, scenario_end))
            e = &f->entry[i];
    }
    return e;
}

bool folder_has_fragment(const struct folder *f, const char *name)
{
    struct arena a = {0};
    const char *end = stem(name, scenario_end) ? "" : scenario_end;
    const char *path = join(&a, f->path, name, end);
    bool is = path && is_file(path) && !is_scenario(path);

    arena_release(&a);
    return is;
}

void folder_release(struct folder *f)
{
    free(f->entry);
    arena_release(&f->arena);
    *f = (struct folder){0};
}
