/* command_show -- "poesim show": ports as a drawing (by Graphviz where it is to
 * be a picture) or as tables. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "models/check/check.h"
#include "sim/command.h"
#include "sim/io/newfile.h"
#include "sim/io/show/show.h"

enum { NO_PROGRAM = 127 };

/* Graphviz: the drawing on `in` as a picture on `out`. */
static int picture(int in, int out, const char *form, struct diag *d)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();

    if (child < 0) {
        diag_error(d, NULL, "cannot start \"dot\": %s", strerror(errno));
        return -1;
    }
    if (child == 0) {
        if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
            _exit(1);
        execlp("dot", "dot", form, (char *)NULL);
        _exit(errno == ENOENT ? NO_PROGRAM : 1);
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_PROGRAM)
        diag_error(d, NULL,
                   "pictures are made by \"dot\", which is not installed; "
                   "install the Debian package graphviz, or take --format dot");
    else if (!WIFEXITED(status) || WEXITSTATUS(status))
        diag_error(d, NULL, "\"dot\" failed; --format dot shows what it got");
    return WIFEXITED(status) && !WEXITSTATUS(status) ? 0 : -1;
}

static int copy(FILE *from, int to)
{
    char bytes[8192];
    size_t n;

    while ((n = fread(bytes, 1, sizeof bytes, from)) > 0)
        for (size_t done = 0; done < n;) {
            ssize_t w = write(to, bytes + done, n - done);
            if (w < 0 && errno == EINTR)
                continue;
            if (w < 0)
                return -1;
            done += (size_t)w;
        }
    return ferror(from) ? -1 : 0;
}

/* Text to its place: a new file or standard output, through dot or not. */
static int deliver(FILE *text, const struct options *o, struct diag *d)
{
    struct newfile f = {.fd = STDOUT_FILENO};
    const char *where = o->out ? o->out : "standard output";
    int result = 0;

    rewind(text);
    if (o->out && newfile_open(&f, o->out, o->force, d))
        return -1;
    if (o->picture == PICTURE_SVG || o->picture == PICTURE_PNG) {
        result = picture(fileno(text), f.fd,
                         o->picture == PICTURE_SVG ? "-Tsvg" : "-Tpng", d);
    } else if (copy(text, f.fd)) {
        newfile_error(where, "cannot write", errno, d);
        result = -1;
    }
    if (o->out && result)
        newfile_abandon(&f);
    else if (o->out)
        result = newfile_publish(&f, d);
    return result;
}

/* Which ports: --port, all where they are few, or the first. */
static int choose(const struct scenario *s, const struct options *o, int *first,
                  int *ports, struct diag *d)
{
    struct naming names = {0};

    *first = 0;
    *ports = s->ports <= SHOW_PORTS_MOST ? s->ports : 1;
    for (int i = 0; i < s->ports && o->port; i++) {
        naming_add(&names, s->port[i].id.text);
        if (!strcmp(s->port[i].id.text, o->port)) {
            *first = i;
            *ports = 1;
            return 0;
        }
    }
    if (o->port) {
        diag_error(d, NULL, "--port: no port \"%s\"; there are: %s", o->port,
                   names.text);
        return -1;
    }
    if (*ports < s->ports)
        fprintf(stderr, "%d ports; shown is the first, %s; --port ID chooses\n",
                s->ports, s->port[0].id.text);
    return 0;
}

static int show(const struct scenario *s, const struct options *o,
                struct diag *d)
{
    FILE *text;
    int first, ports, result, code = 0;

    if (choose(s, o, &first, &ports, d))
        return EXIT_USAGE;
    if (o->picture == PICTURE_PNG && !o->out && isatty(STDOUT_FILENO)) {
        diag_error(d, NULL, "a png is not for a terminal; -o FILE.png");
        return EXIT_USAGE;
    }
    text = tmpfile();
    if (!text) {
        diag_error(d, NULL, "no temporary file: %s", strerror(errno));
        return EXIT_FILES;
    }
    result = o->picture == PICTURE_TEXT ? show_text(s, first, ports, text)
                                        : show_dot(s, first, ports, text);
    if (result || fflush(text)) {
        diag_error(d, NULL, "out of memory, or of room for temporary files");
        code = EXIT_MEMORY;
    } else if (deliver(text, o, d)) {
        code = EXIT_FILES;
    }
    fclose(text);
    return code;
}

int command_show(const struct options *o, struct diag *d)
{
    struct command_input in = {0};
    int code = command_input_read(&in, o->operand[0], o, d);

    if (!code && o->out)
        code = command_output_check(&in, o->out, d);
    if (!code)
        code = show(&in.scenario, o, d);
    command_input_release(&in);
    return code;
}
