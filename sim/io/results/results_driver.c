/* results_driver -- pread and pwrite for HDF5; the first failure is kept. */
#include "sim/io/results/results_driver.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if H5_VERSION_GE(1, 14, 0)
#include <H5FDdevelop.h>
#endif

/* HDF5 sees the first member; eoa and eof are addresses in the file. */
struct driver_file {
    H5FD_t hdf5;
    struct results_driver *driver;
    haddr_t eoa; /* end of what HDF5 has allotted */
    haddr_t eof; /* end of what it has written or found */
};

/* What travels in the access list; HDF5 copies it byte by byte. */
struct driver_info {
    struct results_driver *driver;
};

static struct driver_file *file_of(const H5FD_t *file)
{
    return (struct driver_file *)(uintptr_t)file;
}

static void keep_error(struct results_driver *d, int error)
{
    if (!d->error)
        d->error = error;
}

static H5FD_t *driver_open(const char *name, unsigned flags, hid_t access,
                           haddr_t most)
{
    const struct driver_info *info = H5Pget_driver_info(access);
    struct stat st;

    (void)name, (void)flags, (void)most;
    if (!info || fstat(info->driver->fd, &st) < 0)
        return NULL;
    struct driver_file *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->driver = info->driver;
    f->eof = (haddr_t)st.st_size;
    return &f->hdf5;
}

static herr_t driver_close(H5FD_t *file)
{
    free(file_of(file));
    return 0;
}

/* The features of HDF5's own POSIX driver: they only gather small accesses. */
static herr_t driver_query(const H5FD_t *file, unsigned long *flags)
{
    (void)file;
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
             H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

static haddr_t driver_eoa(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return file_of(file)->eoa;
}

static herr_t driver_set_eoa(H5FD_t *file, H5FD_mem_t type, haddr_t eoa)
{
    (void)type;
    file_of(file)->eoa = eoa;
    return 0;
}

static haddr_t driver_eof(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return file_of(file)->eof;
}

/* Bytes beyond the end are zero to a writer and a failure to a reader. */
static herr_t driver_read(H5FD_t *file, H5FD_mem_t type, hid_t transfer,
                          haddr_t at, size_t size, void *buffer)
{
    struct results_driver *d = file_of(file)->driver;
    unsigned char *to = buffer;

    (void)type, (void)transfer;
    while (size > 0) {
        ssize_t n = pread(d->fd, to, size, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            if (n < 0 || !d->writes)
                keep_error(d, n < 0 ? errno : EIO);
            memset(to, 0, size);
            return d->writes ? 0 : -1;
        }
        to += n;
        at += (haddr_t)n;
        size -= (size_t)n;
    }
    return 0;
}

static herr_t driver_write(H5FD_t *file, H5FD_mem_t type, hid_t transfer,
                           haddr_t at, size_t size, const void *buffer)
{
    struct driver_file *f = file_of(file);
    struct results_driver *d = f->driver;
    const unsigned char *from = buffer;

    (void)type, (void)transfer;
    if (at + size > f->eof)
        f->eof = at + size;
    while (size > 0 && !d->error) {
        ssize_t n = pwrite(d->fd, from, size, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            keep_error(d, n < 0 ? errno : EIO);
            break;
        }
        from += n;
        at += (haddr_t)n;
        size -= (size_t)n;
    }
    return 0;
}

/* HDF5 asks for it before closing: the file ends where its space does. */
static herr_t driver_truncate(H5FD_t *file, hid_t transfer, hbool_t closing)
{
    struct driver_file *f = file_of(file);
    struct results_driver *d = f->driver;

    (void)transfer, (void)closing;
    if (!d->writes || f->eof == f->eoa)
        return 0;
    f->eof = f->eoa;
    if (!d->error && ftruncate(d->fd, (off_t)f->eoa) < 0)
        keep_error(d, errno);
    return 0;
}

static const H5FD_class_t driver_class = {
#if H5_VERSION_GE(1, 14, 0)
    .version = H5FD_CLASS_VERSION,
    .value = 513, /* from the range for private drivers */
#endif
    .name = "poesim",
    .maxaddr = ((haddr_t)1 << 62) - 1,
    .fc_degree = H5F_CLOSE_STRONG,
    .fapl_size = sizeof(struct driver_info),
    .open = driver_open,
    .close = driver_close,
    .query = driver_query,
    .get_eoa = driver_eoa,
    .set_eoa = driver_set_eoa,
    .get_eof = driver_eof,
    .read = driver_read,
    .write = driver_write,
    .truncate = driver_truncate,
    /* Decides where things come to lie, and so the bytes of the file. */
    .fl_map = H5FD_FLMAP_DICHOTOMY,
};

hid_t results_driver_access(struct results_driver *d)
{
    struct driver_info info = {d};

    /* Without this HDF5 closes what it holds at exit, after the failure of
     * which it loops and prints; refused (harmlessly) once HDF5 runs. */
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    d->id = H5FDregister(&driver_class);
    if (d->id < 0)
        return -1;
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (access >= 0 && (H5Pset_driver(access, d->id, &info) < 0 ||
                        H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) < 0)) {
        H5Pclose(access);
        access = -1;
    }
    if (access < 0)
        results_driver_release(d);
    return access;
}

void results_driver_release(struct results_driver *d)
{
    if (d->id > 0)
        H5FDunregister(d->id);
    d->id = 0;
}
