#ifndef SIM_IO_PLACES_H
#define SIM_IO_PLACES_H

/*
 * places -- where things lie beside the program: the library of scenario
 * fragments, and programs that are commands.
 *
 * Owns      returned texts are malloc'd
 */

/* Folder that "library/..." means: ../share/poesim/library beside the program
 * when installed, ../scenarios/library in a checkout; NULL: none. */
char *places_library(void);

/* Become the program poesim-NAME beside this one, else on PATH. Returns only
 * when there is none. */
void places_become(const char *name, char **argv);

#endif
