/* results_seal -- text and digest in front of the HDF5 part. */
#include "sim/io/results/results_seal.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/results/results_file.h"

#define HEX_SIZE    (2 * SHA256_DIGEST_SIZE)
#define FIRST_WORDS "poesim results "
#define DIGEST_WORD "sha256 "

/* Bytes read; less than asked for only at the end. -1: errno. */
static ssize_t read_at(int fd, void *buffer, size_t size, off_t at)
{
    size_t done = 0;

    while (done < size) {
        ssize_t n =
            pread(fd, (char *)buffer + done, size - done, at + (off_t)done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        done += (size_t)n;
    }
    return (ssize_t)done;
}

/* SHA-256 of the bytes after the seal. 0, or an errno. */
static int digest_rest(int fd, char hex[HEX_SIZE + 1])
{
    enum { STEP = 1 << 18 };
    unsigned char *buffer = malloc(STEP);
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx sha;
    off_t at = RESULTS_SEAL_SIZE;
    ssize_t n;

    if (!buffer)
        return ENOMEM;
    sha256_init(&sha);
    while ((n = read_at(fd, buffer, STEP, at)) > 0) {
        sha256_update(&sha, (size_t)n, buffer);
        at += n;
    }
    int error = n < 0 ? errno : 0;
    free(buffer);
    sha256_digest(&sha, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return error;
}

int results_seal_write(int fd)
{
    char hex[HEX_SIZE + 1], seal[RESULTS_SEAL_SIZE + 1];
    int error = digest_rest(fd, hex);

    if (error)
        return error;
    int n = snprintf(seal, sizeof seal,
                     FIRST_WORDS
                     "%d.%d\n" DIGEST_WORD "%s\n"
                     "The digest is of all bytes after these 512. They are an "
                     "HDF5 file, and\nHDF5 programs open it as it is: h5dump, "
                     "h5py, MATLAB, HDFView.\n",
                     RESULTS_MAJOR, RESULTS_MINOR, hex);
    memset(seal + n, ' ', sizeof seal - (size_t)n);
    seal[RESULTS_SEAL_SIZE - 1] = '\n';
    for (size_t done = 0; done < RESULTS_SEAL_SIZE;) {
        ssize_t w =
            pwrite(fd, seal + done, RESULTS_SEAL_SIZE - done, (off_t)done);
        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0)
            return w < 0 ? errno : EIO;
        done += (size_t)w;
    }
    return 0;
}

/* What is this file, if its first bytes are not ours? */
static void report_stranger(const char *path, const char *seal, ssize_t size,
                            struct diag *d)
{
    static const char hdf5[] = "\211HDF\r\n\032\n";
    static const char none[RESULTS_SEAL_SIZE];
    struct origin at = {.file = path};

    if (size == 0)
        diag_error(d, &at, "is empty, not a results file of poesim");
    else if (!strncmp(seal, hdf5, sizeof hdf5 - 1))
        diag_error(d, &at,
                   "is an HDF5 file, but not one that poesim wrote (or it was "
                   "copied by a program that drops its first 512 bytes)");
    else if (size == sizeof none && !memcmp(seal, none, sizeof none))
        diag_error(d, &at,
                   "was never finished: the run that wrote it was stopped");
    else
        diag_error(d, &at, "is not a results file of poesim");
}

/* The number at *at, which the character `end` must follow. -1: it is none. */
static int read_number(const char **at, char end)
{
    int n = 0, digits = 0;

    for (; **at >= '0' && **at <= '9' && digits < 6; digits++)
        n = 10 * n + *(*at)++ - '0';
    return digits && *(*at)++ == end ? n : -1;
}

int results_seal_check(int fd, const char *path, int *minor, struct diag *d)
{
    struct origin where = {.file = path};
    char seal[RESULTS_SEAL_SIZE + 1] = "", hex[HEX_SIZE + 1];
    ssize_t size = read_at(fd, seal, RESULTS_SEAL_SIZE, 0);
    int error = size < 0 ? errno : 0;

    if (!error && strncmp(seal, FIRST_WORDS, sizeof FIRST_WORDS - 1)) {
        report_stranger(path, seal, size, d);
        return RESULTS_DAMAGED;
    }
    const char *at = seal + sizeof FIRST_WORDS - 1;
    int major = error ? 0 : read_number(&at, '.');
    *minor = major < 0 ? -1 : read_number(&at, '\n');
    if (!error && *minor >= 0 && major != RESULTS_MAJOR) {
        diag_error(d, &where,
                   "has results format %d, and this program reads format %d; "
                   "use the version of poesim that wrote it",
                   major, RESULTS_MAJOR);
        return -1;
    }
    if (!error)
        error = digest_rest(fd, hex);
    if (error) {
        diag_error(d, &where, "cannot read: %s", strerror(error));
        return -1;
    }
    if (size < RESULTS_SEAL_SIZE || *minor < 0 ||
        strncmp(at, DIGEST_WORD, sizeof DIGEST_WORD - 1) ||
        strncmp(at + sizeof DIGEST_WORD - 1, hex, HEX_SIZE) ||
        at[sizeof DIGEST_WORD - 1 + HEX_SIZE] != '\n') {
        diag_error(d, &where,
                   "is damaged: cut short or altered after it was written "
                   "(its SHA-256 differs); run again or copy it again");
        return RESULTS_DAMAGED;
    }
    return 0;
}
