/* Reads what is imported and writes what it is made into. */
#include "sim/io/import/import_files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/newfile.h"

int import_files_read(const char *path, char **text, size_t *size,
                      struct diag *d)
{
    struct origin at = {path, 0, 0, NULL};
    FILE *f = fopen(path, "rb");
    size_t room = 0;
    int bad = -1;
    *text = NULL;
    *size = 0;
    while (f && !feof(f) && !ferror(f)) {
        if (*size + 1 >= room) {
            room = room ? 2 * room : (size_t)1 << 20;
            char *more = room > IMPORT_FILES_MOST ? NULL : realloc(*text, room);
            if (!more) {
                errno = room > IMPORT_FILES_MOST ? EFBIG : ENOMEM;
                goto out;
            }
            *text = more;
        }
        *size += fread(*text + *size, 1, room - 1 - *size, f);
    }
    if (f && !ferror(f)) {
        (*text)[*size] = '\0';
        bad = 0;
    }
out:
    if (bad) {
        diag_error(d, &at, "cannot be read: %s", strerror(errno));
        free(*text);
        *text = NULL;
    }
    if (f)
        fclose(f);
    return bad;
}

static int write_out(const char *text, struct diag *d)
{
    if (fputs(text, stdout) >= 0 && fflush(stdout) == 0)
        return 0;
    diag_error(d, NULL, "standard output: %s", strerror(errno));
    return -1;
}

int import_files_write(const char *path, bool force, const char *text,
                       struct diag *d)
{
    struct newfile f;
    if (!path)
        return write_out(text, d);
    if (newfile_open(&f, path, force, d) != 0)
        return -1;
    for (size_t left = strlen(text); left > 0;) {
        ssize_t n = write(f.fd, text, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            newfile_error(path, "cannot write", errno, d);
            newfile_abandon(&f);
            return -1;
        }
        text += n;
        left -= (size_t)n;
    }
    return newfile_publish(&f, d);
}
