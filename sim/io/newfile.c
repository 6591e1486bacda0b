/* newfile -- temporary name, fsync, link or rename, fsync of the folder. */
#include "sim/io/newfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void newfile_error(const char *path, const char *what, int error,
                   struct diag *d)
{
    struct origin at = {.file = path};
    const char *mend = "";

    if (error == ENOMEM)
        d->memory = true;
    if (error == ENOSPC || error == EDQUOT)
        mend = "; make room, or write to another disk";
    else if (error == EFBIG)
        mend = "; raise the file-size limit (ulimit -f)";
    else if (error == EACCES || error == EROFS || error == EPERM)
        mend = "; choose a folder that you may write to";
    else if (error == ENOENT || error == ENOTDIR)
        mend = "; make the folder first";
    else if (error == EMFILE || error == ENFILE)
        mend = "; raise the limit on open files (ulimit -n)";
    diag_error(d, &at, "%s: %s%s", what, strerror(error), mend);
}

/* May a new file take this name? */
static int check_target(const char *path, bool force, struct diag *d)
{
    struct origin at = {.file = path};
    const char *slash = strrchr(path, '/');
    struct stat st;

    if (lstat(path, &st) < 0) {
        if (errno != ENOENT && errno != ENOTDIR) {
            newfile_error(path, "cannot write", errno, d);
            return -1;
        }
        if (*path && (!slash || slash[1]))
            return 0;
        diag_error(d, &at, "is no file name; name a file, such as out.h5");
    } else if (S_ISDIR(st.st_mode)) {
        diag_error(d, &at, "is a folder; name a file in it, such as out.h5");
    } else if (!S_ISREG(st.st_mode)) {
        diag_error(d, &at, "is a %s, not a file; choose another name",
                   S_ISLNK(st.st_mode) ? "symbolic link" : "device or pipe");
    } else if (!force) {
        diag_error(d, &at, "exists; --force replaces it");
    } else {
        return 0;
    }
    return -1;
}

int newfile_not_input(const char *path, const char *input, struct diag *d)
{
    struct origin at = {.file = path};
    struct stat a, b;

    if (stat(path, &a) < 0 || stat(input, &b) < 0 || a.st_dev != b.st_dev ||
        a.st_ino != b.st_ino)
        return 0;
    diag_error(d, &at,
               "is an input (%s), which would be lost; choose another name",
               input);
    return -1;
}

enum { NAME_KEPT = 200, TEMP_EXTRA = 48, TRIES = 100 };

/* The first free "path.tmp.PID.N"; a long name is cut, to leave room. */
static int open_temp(struct newfile *f)
{
    const char *slash = strrchr(f->path, '/');
    size_t folder = slash ? (size_t)(slash - f->path) + 1 : 0;
    size_t size = strlen(f->path) + TEMP_EXTRA;

    f->temp = malloc(size);
    for (int i = 0; f->temp && i < TRIES; i++) {
        snprintf(f->temp, size, "%.*s%.*s.tmp.%ld.%d", (int)folder, f->path,
                 NAME_KEPT, f->path + folder, (long)getpid(), i);
        f->fd = open(f->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (f->fd >= 0)
            return 0;
        if (errno != EEXIST)
            break;
    }
    int error = f->temp ? errno : ENOMEM;
    free(f->temp);
    f->temp = NULL;
    return error;
}

static void release(struct newfile *f)
{
    if (f->temp && f->fd >= 0)
        close(f->fd);
    free(f->temp);
    free(f->path);
    memset(f, 0, sizeof *f);
    f->fd = -1;
}

int newfile_open(struct newfile *f, const char *path, bool force,
                 struct diag *d)
{
    memset(f, 0, sizeof *f);
    f->fd = -1;
    f->force = force;
    if (check_target(path, force, d) < 0)
        return -1;
    f->path = strdup(path);
    int error = f->path ? open_temp(f) : ENOMEM;
    if (!error)
        return 0;
    newfile_error(path, "cannot write", error, d);
    release(f);
    return -1;
}

/*
 * Give the finished file its name. A link never replaces; where the file
 * system has no links, a look before the rename must do.
 */
static int give_name(struct newfile *f, struct diag *d)
{
    struct origin at = {.file = f->path};
    struct stat st;

    if (!f->force) {
        if (link(f->temp, f->path) == 0)
            return unlink(f->temp) < 0 ? errno : 0;
        if (errno == EEXIST || lstat(f->path, &st) == 0) {
            diag_error(d, &at,
                       "was written by somebody else meanwhile and is left "
                       "as it is; run again with another name or --force");
            return -1;
        }
    }
    return rename(f->temp, f->path) < 0 ? errno : 0;
}

/* So that the name, too, survives a power cut. */
static int sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    char *folder = slash ? strndup(path, length ? length : 1) : strdup(".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int error = 0;

    free(folder);
    if (fd < 0)
        return 0; /* a folder that may be written but not read */
    if (fsync(fd) < 0 && errno != EINVAL && errno != EROFS)
        error = errno;
    close(fd);
    return error;
}

int newfile_publish(struct newfile *f, struct diag *d)
{
    int error = 0;

    if (fsync(f->fd) < 0)
        error = errno;
    if (close(f->fd) < 0 && !error)
        error = errno;
    f->fd = -1;
    if (!error)
        error = give_name(f, d);
    if (error) {
        if (error > 0)
            newfile_error(f->path, "cannot write", error, d);
        unlink(f->temp);
        release(f);
        return -1;
    }
    error = sync_folder(f->path);
    if (error)
        newfile_error(f->path, "cannot write its folder", error, d);
    release(f);
    return error ? -1 : 0;
}

void newfile_abandon(struct newfile *f)
{
    if (f->temp)
        unlink(f->temp);
    release(f);
}
