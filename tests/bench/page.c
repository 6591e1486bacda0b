/* page -- figures as a section of docs/benchmarks.md. */
#define _DEFAULT_SOURCE 1 /* sysconf's processors */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/bench.h"

static void machine(char *name, size_t size)
{
    FILE *f = fopen("/proc/cpuinfo", "r");
    char line[256] = "";

    snprintf(name, size, "processor not known");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "model name", 10) && strchr(line, ':')) {
            line[strcspn(line, "\n")] = '\0';
            snprintf(name, size, "%s", strchr(line, ':') + 2);
            break;
        }
    if (f)
        fclose(f);
}

static const char *verdict(const struct figure *f)
{
    bool more = value_more_is_better(f->row->value);

    if (more ? f->ratio >= f->aim : f->ratio <= f->aim)
        return "aim";
    return (more ? f->ratio >= f->reach : f->ratio <= f->reach) ? "reached"
                                                                : "not yet";
}

int page_append(const char *page, const char *commit,
                const struct measure measure[MEASURES],
                const struct figure *figure, int figures)
{
    char name[200], date[20];
    time_t now = time(NULL);
    FILE *f = fopen(page, "a");

    if (!f) {
        perror(page);
        return -1;
    }
    machine(name, sizeof name);
    strftime(date, sizeof date, "%Y-%m-%d", gmtime(&now));
    fprintf(f,
            "\n## %s, commit %s\n\n%s, %ld processors; yardsticks %.3g, %.3g, "
            "%.3g M customers/s.\n\n"
            "| row | value | unit | ratio | reach | aim | | resident, MB |\n"
            "|---|---|---|---|---|---|---|---|\n",
            date, commit, name, sysconf(_SC_NPROCESSORS_ONLN),
            measure[BY_MM1].now, measure[BY_MM20].now, measure[BY_TANDEM].now);
    for (int i = 0; i < figures; i++) {
        const struct figure *g = &figure[i];
        fprintf(f, "| %s | %.4g | %s | %.3g | %.3g | %.3g | %s | %.0f |\n",
                g->row->name, g->value, value_units[g->row->value], g->ratio,
                g->reach, g->aim, verdict(g), g->resident);
    }
    return fclose(f);
}
