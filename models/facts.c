/* facts -- sets of states through the steps of a station. */
#include "models/facts.h"

#include <math.h>
#include <string.h>

#include "models/matcher.h"

_Static_assert(FACT_STATES <= 64, "a set of states is one word");

/* Of each result: its decisions, then undecided and passed over. */
uint64_t fact_bit(struct fact_state f)
{
    int decision = f.decision == DECISION_NONE && f.passed_over
                       ? DECISIONS
                       : (int)f.decision;

    return UINT64_C(1) << ((int)f.result * (DECISIONS + 1) + decision);
}

struct fact_state fact_of_bit(int bit)
{
    int decision = bit % (DECISIONS + 1);
    bool passed_over = decision == DECISIONS;

    return (struct fact_state){
        (enum result)(bit / (DECISIONS + 1)),
        passed_over ? DECISION_NONE : (enum decision)decision, passed_over};
}

int facts_take(uint64_t *set)
{
    int bit = __builtin_ctzll(*set);

    *set &= *set - 1;
    return bit;
}

uint64_t facts_at_first(void)
{
    return fact_bit((struct fact_state){RESULT_NONE, DECISION_NONE, false});
}

static bool has_name(const struct name_list *list, const char *text)
{
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->name[i].text, text) == 0)
            return true;
    return false;
}

/* How surely a member meets a condition. */
enum meeting { NEVER, PERHAPS, SURELY };

static enum meeting meets_by_group(const struct condition *c,
                                   const struct class *class)
{
    int in = 0, of = 0;

    if (c->groups.count == 0)
        return SURELY;
    for (int i = 0; i < class->groups; i++) {
        if (!(class->group[i].share > 0))
            continue;
        of++;
        in += has_name(&c->groups, class->group[i].group.text);
    }
    return in == 0 ? NEVER : in < of ? PERHAPS : SURELY;
}

static enum meeting meets_by_fact(const struct condition *c,
                                  const struct class *class,
                                  struct fact_state f)
{
    if (!c->facts || c->facts >> f.result & 1 ||
        c->facts >> (RESULTS + f.decision) & 1)
        return SURELY;
    if (!(c->facts >> FACT_LOOK_OUT & 1) || f.result != RESULT_MATCHED ||
        !(class->look_out > 0))
        return NEVER;
    return class->look_out < 1 ? PERHAPS : SURELY;
}

static enum meeting meets(const struct condition *c,
                          const struct member_kind *k, struct fact_state f)
{
    enum meeting fact = meets_by_fact(c, k->class, f);
    if (fact == NEVER)
        return NEVER;
    if (c->statuses && !(c->statuses >> k->class->status & 1))
        return NEVER;
    if (c->classes.count && !has_name(&c->classes, k->class->id.text))
        return NEVER;
    if (!(c->share > 0) || (c->enrolled == ENROLLED_FALSE && !k->newcomer))
        return NEVER;
    enum meeting m = meets_by_group(c, k->class);
    if (m == SURELY && (c->share < 1 || fact == PERHAPS ||
                        (c->enrolled && k->newcomer))) /* by now, or not yet */
        return PERHAPS;
    return m;
}

static uint64_t select_states(const struct condition *c,
                              const struct member_kind *k, uint64_t set,
                              enum meeting not )
{
    uint64_t out = 0;

    for (int i = 0; i < FACT_STATES; i++)
        if (set >> i & 1 && meets(c, k, fact_of_bit(i)) != not )
            out |= UINT64_C(1) << i;
    return out;
}

uint64_t facts_that_meet(const struct condition *c, const struct member_kind *k,
                         uint64_t set)
{
    return select_states(c, k, set, NEVER);
}

uint64_t facts_that_fail(const struct condition *c, const struct member_kind *k,
                         uint64_t set)
{
    return select_states(c, k, set, SURELY);
}

/* ---- steps ---- */

/* States by the modalities of which one has an image from this visit, a bit
 * each. */
enum { IMAGES = 1 << MODALITIES };

struct visit_states {
    uint64_t of[IMAGES];
};

static void add_result(uint64_t *set, struct fact_state f, enum result r,
                       bool is_possible)
{
    f.result = r;
    if (is_possible)
        *set |= fact_bit(f);
}

static void capture(const struct scenario *s, const struct step *step,
                    const struct member_kind *k, struct fact_state f,
                    int images, struct visit_states *out)
{
    double attempt = 0, traveller = 0;
    uint64_t *same = &out->of[images];
    int taken = images;

    if (step->by_rules) {
        add_result(same, f, RESULT_NOT_IN_SCOPE, k->out_of_scope);
        if (!k->in_scope)
            return;
    }
    if (k->unwilling) {
        add_result(same, f,
                   k->class->refusal > 0 ? RESULT_REFUSED : RESULT_OPTED_OUT,
                   true);
        if (!k->mishandled)
            return;
    }
    for (int i = 0; i < s->cameras; i++)
        if (strcmp(s->camera[i].id.text, step->camera.text) == 0) {
            taken |= 1 << s->camera[i].modality;
            for (int j = 0; j < s->camera[i].failures; j++) {
                const struct failure *w = &s->camera[i].failure[j];
                *(w->per_traveller ? &traveller : &attempt) += w->probability;
            }
        }
    add_result(same, f, RESULT_SUSPENDED,
               step->relief_queue || step->relief_door);
    add_result(same, f, RESULT_NO_IMAGE, attempt > 0 || traveller > 0);
    add_result(&out->of[taken], f, RESULT_NONE, attempt < 1 && traveller < 1);
}

/* Can a mate be missed, a wrong person found, and both at once? */
static struct search_rates rates_of(const struct matcher *m,
                                    const struct gallery *g, bool one_to_many)
{
    struct searched in = {g && !g->manifest ? (double)g->size : 100, 0, NULL};
    struct search_rates r = {matcher_fnmr(m), matcher_impostor_match(m), 0};

    if (!one_to_many)
        return r;
    r = matcher_search(m, &in, NULL);
    for (int i = 0; i < m->crosses; i++)
        r.fpir = r.wrong_person = fmax(r.fpir, m->cross[i].fmr);
    if (!g)
        r.wrong_person = 0;
    return r;
}

/* Can the step's service leave a request without an answer? */
static bool gives_up(const struct scenario *s, const struct step *step)
{
    for (int i = 0; i < s->services; i++)
        if (strcmp(s->service[i].id.text, step->service.text) == 0)
            return s->service[i].timeout > 0;
    return false;
}

static void match(const struct scenario *s, const struct step *step,
                  const struct member_kind *k, struct fact_state f,
                  uint64_t *out)
{
    const struct matcher *m = scenario_matcher(s, step);
    const struct gallery *g = scenario_gallery(s, step->gallery.text);
    const struct class *c = k->class;

    if (!m)
        return;
    struct search_rates r = rates_of(m, g, step->one_to_many);
    double miss = r.fnir, hit = r.fpir;
    bool genuine = c->impostor<1, impostor = c->impostor> 0;
    bool photo = genuine && (k->newcomer || c->gallery_photo > 0) &&
                 (!g || (g->missing < 1 && g->unlisted < 1));
    bool no_photo =
        genuine && (k->newcomer || c->gallery_photo < 1 ||
                    (g && (g->missing > 0 || g->unlisted > 0 || g->late > 0)));
    bool taken = impostor && hit > 0; /* for whom the document names */

    add_result(out, f, RESULT_NO_ANSWER, gives_up(s, step));
    add_result(out, f, RESULT_MATCHED,
               (photo && miss < 1) || (taken && !step->one_to_many));
    add_result(out, f, RESULT_NOT_MATCHED,
               (photo && miss > 0) || no_photo || (impostor && hit < 1));
    add_result(out, f, RESULT_WRONG_PERSON,
               step->one_to_many &&
                   (taken || (no_photo && hit > 0) ||
                    (photo && miss > 0 && r.wrong_person > 0)));
}

/* Who is enrolled already stays as he is. */
static void enrol(const struct step *step, const struct member_kind *k,
                  struct fact_state f, uint64_t *out)
{
    *out |= fact_bit(f);
    if (!k->newcomer)
        return;
    add_result(out, f,
               k->class->refusal > 0 ? RESULT_REFUSED : RESULT_OPTED_OUT,
               k->unwilling);
    if (k->unwilling && !k->mishandled)
        return;
    add_result(out, f, RESULT_NO_IMAGE, step->failure_to_enrol > 0);
    add_result(out, f, RESULT_NONE, step->failure_to_enrol < 1);
}

static void inspect(const struct step *step, const struct member_kind *k,
                    struct fact_state f, uint64_t *out)
{
    bool genuine = k->class->impostor<1, impostor = k->class->impostor> 0;
    bool cleared = genuine && step->refer < 1 && step->false_reject < 1;
    bool referred = genuine && (step->refer > 0 || step->false_reject > 0);

    f.decision = DECISION_CLEARED;
    if (cleared || (impostor && step->false_accept > 0))
        *out |= fact_bit(f);
    f.decision = DECISION_REFERRED;
    if (referred || (impostor && step->false_accept < 1))
        *out |= fact_bit(f);
}

/* A step for the members with these images who are in a state. */
static void do_state(const struct scenario *s, const struct step *step,
                     const struct member_kind *k, struct fact_state f,
                     enum meeting m, int images, struct visit_states *out)
{
    uint64_t *same = &out->of[images];

    if (m != SURELY)
        *same |= fact_bit(f);
    if (m == NEVER)
        return;
    if (step->kind == STEP_CAPTURE)
        capture(s, step, k, f, images, out);
    else if (step->kind == STEP_MATCH)
        match(s, step, k, f, same);
    else if (step->kind == STEP_ENROL)
        enrol(step, k, f, same);
    else if (step->kind == STEP_WORK)
        *same |= fact_bit(f);
    else
        inspect(step, k, f, same);
}

/* Is there an image that the match can ask for? Of what is not there, any. */
static bool has_image(const struct scenario *s, const struct step *step,
                      int images)
{
    const struct matcher *m = scenario_matcher(s, step);

    return m ? images >> m->modality & 1 : images != 0;
}

static void do_step(const struct scenario *s, const struct step *step,
                    const struct member_kind *k, bool lenient,
                    struct visit_states *v)
{
    struct visit_states out = {{0}};

    for (int i = 0; i < IMAGES; i++)
        while (v->of[i]) {
            struct fact_state f = fact_of_bit(facts_take(&v->of[i]));
            enum meeting m = meets(&step->when, k, f);
            if (step->kind == STEP_MATCH && !has_image(s, step, i))
                m = NEVER; /* nobody to ask for */
            if (lenient && step->kind == STEP_INSPECT && m == PERHAPS)
                m = SURELY;
            do_state(s, step, k, f, m, i, &out);
        }
    *v = out;
}

uint64_t facts_with_image(const struct scenario *s, const struct station *t,
                          int match, const struct member_kind *k, uint64_t set)
{
    struct visit_states v = {{set}};
    uint64_t out = 0;

    for (int i = 0; i < match; i++)
        do_step(s, &t->step[i], k, false, &v);
    for (int i = 0; i < IMAGES; i++)
        if (has_image(s, &t->step[match], i))
            out |= v.of[i];
    return out;
}

uint64_t facts_behind(const struct scenario *s, const struct station *t,
                      const struct member_kind *k, uint64_t set, bool lenient)
{
    struct visit_states v = {{set}};
    bool inspects = false;
    uint64_t out = 0;

    for (int i = 0; i < t->steps; i++) {
        do_step(s, &t->step[i], k, lenient, &v);
        inspects |= t->step[i].kind == STEP_INSPECT;
    }
    set = 0;
    for (int i = 0; i < IMAGES; i++)
        set |= v.of[i];
    while (set) {
        struct fact_state f = fact_of_bit(facts_take(&set));
        f.passed_over |= inspects && f.decision == DECISION_NONE;
        out |= fact_bit(f);
    }
    return out;
}
