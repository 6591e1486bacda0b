/* places -- found from where the running program lies. */
#include "sim/io/places.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folder of the program, with a slash; "" when it cannot be told. */
static void program_folder(char folder[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", folder, PATH_MAX - 1);

    folder[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[1] = '\0';
    else
        folder[0] = '\0';
}

static char *beside(const char *relative)
{
    char folder[PATH_MAX];
    char *path;
    size_t size;

    program_folder(folder);
    size = strlen(folder) + strlen(relative) + 1;
    if (!folder[0] || !(path = malloc(size)))
        return NULL;
    snprintf(path, size, "%s%s", folder, relative);
    return path;
}

char *places_library(void)
{
    static const char *const candidate[] = {"../share/poesim/library",
                                            "../scenarios/library"};
    struct stat s;

    for (size_t i = 0; i < sizeof candidate / sizeof *candidate; i++) {
        char *path = beside(candidate[i]);
        if (path && !stat(path, &s) && S_ISDIR(s.st_mode))
            return path;
        free(path);
    }
    return NULL;
}

void places_become(const char *name, char **argv)
{
    char program[NAME_MAX];

    if (!*name || strchr(name, '/'))
        return;
    int n = snprintf(program, sizeof program, "poesim-%s", name);
    if (n < 0 || (size_t)n >= sizeof program)
        return;
    char *path = beside(program);
    if (path)
        execv(path, argv);
    free(path);
    execvp(program, argv);
}
