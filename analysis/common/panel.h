#ifndef ANALYSIS_PANEL_H
#define ANALYSIS_PANEL_H

/*
 * panel -- one number for each key, interval and replication.
 *
 * Owns      its values; release with panel_release()
 * Errors    panel_init() is -1 when memory is short
 * Threads   one thread fills one panel
 */
struct panel {
    int keys, intervals, replications;
    double *value;
};

/* Every value starts as `fill`: 0 for counts, NaN for "no data". */
int panel_init(struct panel *p, int keys, int intervals, int replications,
               double fill);
void panel_release(struct panel *p);

/* The replications' values of a key in an interval. */
double *panel_at(const struct panel *p, int key, int interval);

/* Sum over everything, NaN left out. */
double panel_sum(const struct panel *p, int key);

#endif
