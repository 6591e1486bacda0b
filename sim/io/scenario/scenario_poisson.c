/* scenario_poisson -- reads random arrivals at rates: as they are written, or
 * as the shape of a day on which so many travellers come. */
#include <math.h>

#include "sim/io/scenario/scenario_parts.h"

static void read_piece(struct reader *r, const xmlNode *e, void *slot)
{
    struct rate_piece *p = slot;
    p->at = document_origin(e, NULL);
    p->from = attribute_clock(r, e, "from");
    p->to = attribute_clock(r, e, "to");
    p->rate = attribute_rate(r, e, "rate");
    if (attribute_doubted(e, "from") || attribute_doubted(e, "to") ||
        attribute_doubted(e, "rate"))
        p->rate = NAN;
}

/* Of the rates as written, over a day of 24 h of the port's clock. */
static double mean_rate(const struct flow *f, const struct rate_piece *piece)
{
    double rest = (double)US_PER_DAY, sum = 0;

    for (int i = 0; i < f->pieces; i++) {
        double length = (double)(piece[i].to - piece[i].from);
        sum += piece[i].rate * length;
        rest -= length;
    }
    return (sum + f->rate * rest) / (double)US_PER_DAY;
}

/* The least rate but 0 that there is, or 0. */
static double least_rate(const struct flow *f, const struct rate_piece *piece)
{
    double least = f->rate;

    for (int i = 0; i < f->pieces; i++)
        if (piece[i].rate > 0 && (piece[i].rate < least || !(least > 0)))
            least = piece[i].rate;
    return least;
}

/* What every rate is multiplied by, so that so many travellers come in the
 * mean of a day; 0: nobody, or that was reported. */
static double factor_of(struct reader *r, const xmlNode *e,
                        const struct flow *f, const struct rate_piece *piece,
                        double travellers)
{
    double members = scenario_mean_party(r->s, f) * f->batch;
    double mean = mean_rate(f, piece);

    if (!(travellers > 0) || isnan(mean) || !(members > 0))
        return 0;
    if (!(mean > 0)) {
        reader_error(r, e, "travellers",
                     "%g travellers a day cannot be spread over it, as its "
                     "rates are all 0; give a piece a rate, or take the pieces "
                     "away for an even day",
                     travellers * (double)US_PER_DAY);
        return 0;
    }
    double factor = travellers / (members * mean);
    double least = least_rate(f, piece) * factor;
    if (least < rate_least) {
        reader_error(r, e, "travellers",
                     "with %g travellers a day %s would come at %g /d at the "
                     "quietest time, and no rate but 0 may be below 0.01 /d; "
                     "write more of them, or 0 /d%s",
                     travellers * (double)US_PER_DAY,
                     f->batch > 1 ? "batches" : "parties",
                     least * (double)US_PER_DAY,
                     f->batch > 1 ? ", or make the batch smaller" : "");
        return 0;
    }
    return factor;
}

static void scale(struct reader *r, const xmlNode *e, struct flow *f,
                  struct rate_piece *piece, double travellers)
{
    f->by_volume = true;
    if (!f->pieces)
        f->rate = 1; /* an even day */
    double factor = factor_of(r, e, f, piece, travellers);
    f->rate *= factor;
    for (int i = 0; i < f->pieces; i++)
        piece[i].rate *= factor;
}

void read_poisson(struct reader *r, const xmlNode *e, struct flow *f)
{
    struct rate_piece *piece = NULL;

    f->rate = attribute_rate(r, e, "rate");
    f->pieces = reader_parts(r, e, "piece", sizeof *piece, read_piece, &piece);
    f->piece = piece;
    if (attribute_value(e, "travellers") && !attribute_doubted(e, "travellers"))
        scale(r, e, f, piece, attribute_rate(r, e, "travellers"));
}
