#ifndef SIM_IO_IMPORT_IMPORTERS_H
#define SIM_IO_IMPORT_IMPORTERS_H

/*
 * importers -- the table of importers behind "poesim import NAME FILE ...".
 *
 * Model     docs/importing.md
 * Owns      nothing
 * Errors    exit code 0, 2 usage, 3 content, 4 files, 5 memory; prints its own
 *           messages
 */

/* argv[0] is "import". */
int importers_main(int argc, char **argv);

/* The common end of all importers: exit codes. */
enum {
    IMPORTERS_USAGE = 2,
    IMPORTERS_CONTENT,
    IMPORTERS_FILES,
    IMPORTERS_MEMORY
};

#endif
