#ifndef SIM_IO_RESULTS_RESULTS_DRIVER_H
#define SIM_IO_RESULTS_RESULTS_DRIVER_H

#include <hdf5.h>
#include <stdbool.h>

/*
 * results_driver -- an HDF5 file driver over an open descriptor, so that HDF5
 * never opens a name.
 *
 * Owns      its registration with HDF5; the descriptor is the caller's
 * Errors    of writing: kept in `error`, never told to HDF5, whose own drivers
 *           crash or loop at close when the disk is full. After the first
 *           failure writes are dropped and the file is worthless: ask `error`
 *           after each step. Errors of reading are told (and kept)
 * Threads   one, as all of HDF5
 */
struct results_driver {
    int fd;
    bool writes; /* the descriptor is of a new, empty file */
    int error;   /* errno of the first failure; 0: none */
    hid_t id;    /* HDF5's number of the driver */
};

/*
 * A file access list for H5Fcreate() or H5Fopen() (of any name that is not
 * empty); d outlives the file. -1: HDF5 is short of memory. Also makes HDF5
 * silent: what fails is reported by the caller.
 */
hid_t results_driver_access(struct results_driver *d);

/* When the file and the list are closed. */
void results_driver_release(struct results_driver *d);

#endif
