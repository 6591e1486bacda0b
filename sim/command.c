/* command -- reads the scenario that a command works on. */
#include "sim/command.h"

#include <stdlib.h>

#include "sim/io/newfile.h"
#include "sim/io/places.h"
#include "sim/io/scenario/scenario_file.h"

void command_input_release(struct command_input *in)
{
    document_release(&in->document);
    arena_release(&in->arena);
}

/* 0, or the exit code. */
int command_input_read(struct command_input *in, const char *path,
                       const struct options *o, struct diag *d)
{
    char *library = places_library();
    const struct document_options how = {
        .root = o->root, .library = library, .set = o->set, .sets = o->sets};
    int errors = d->count, stored = d->stored, code = 0;

    int loaded = document_load(&in->document, path, &how, &in->arena, d);
    if (loaded == -2)
        code = EXIT_FILES;
    else if (loaded || d->count > errors)
        code = EXIT_SCENARIO;
    if (in->document.doc && /* also a wrong one, to see what else is */
        (scenario_file_read(&in->scenario, &in->document, d) ||
         d->count > errors))
        code = EXIT_SCENARIO;
    diag_sort(d, stored);
    free(library);
    return code;
}

int command_output_check(const struct command_input *in, const char *out,
                         struct diag *d)
{
    for (int i = 0; i < in->document.files; i++)
        if (newfile_not_input(out, in->document.file[i].path, d))
            return EXIT_USAGE;
    return 0;
}
