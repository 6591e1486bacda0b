/*
 * From text to struct scenario: every attribute arrives in its field, in
 * microseconds, with its line; tables are read as elements are; what is wrong
 * with them is told with line and column.
 */
#include "sim/io/scenario/scenario_file.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reading {
    struct arena arena;
    struct diag diag;
    struct document document;
    struct scenario s;
    int result;
};

static char folder[] = "/tmp/poesim-reader-XXXXXX";
static const char *const files[] = {"a.xml", "t.csv"};

static const char *in_folder(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void make_folder(void)
{
    strcpy(strrchr(folder, '-'), "-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(in_folder(files[i]));
    rmdir(folder);
}

static void save(const char *name, const char *text)
{
    FILE *f = fopen(in_folder(name), "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
}

static const char *duration = "1 d"; /* tests run in processes of their own */

/* Read a scenario whose port holds `parts`, with table t.csv. */
static void read_scenario(struct reading *r, const char *head,
                          const char *parts, const char *table)
{
    static char text[8000];
    struct document_options o = {0};
    snprintf(text, sizeof text,
             "<scenario xmlns=\"urn:poesim:scenario\" version=\"1\" id=\"a\" "
             "start=\"2026-07-15\" duration=\"%s\" %s>\n%s</scenario>\n",
             duration, head, parts);
    save("a.xml", text);
    save("t.csv", table);
    *r = (struct reading){0};
    r->result = document_load(&r->document, in_folder("a.xml"), &o, &r->arena,
                              &r->diag);
    ck_assert_msg(r->result == 0, "%s", r->diag.message[0]);
    r->result = scenario_file_read(&r->s, &r->document, &r->diag);
}

static void release(struct reading *r)
{
    document_release(&r->document);
    diag_release(&r->diag);
    arena_release(&r->arena);
}

/* The file's name without its folder, and what follows. */
static const char *message(const struct reading *r, int i)
{
    if (i >= r->diag.stored)
        return "";
    const char *slash = strstr(r->diag.message[i], folder);
    return slash ? slash + strlen(folder) + 1 : r->diag.message[i];
}

static const char equipment[] =
    "<title>T</title><source>S</source>\n"
    "<run replications=\"3\" seed=\"9223372036854775807\" interval=\"30 min\" "
    "warm-up=\"1 h\"/>\n"
    "<group id=\"old\" age-from=\"65\" basis=\"illustrative\"/>\n"
    "<population id=\"people\" mixed=\"0.25\">\n"
    "  <class id=\"citizen\" status=\"citizen\" share=\"0.5\" opt-out=\"0.01\""
    " impostor=\"0.002\" gallery-photo=\"0.9\">\n"
    "    <group-share group=\"old\" share=\"1\"/></class>\n"
    "  <class id=\"visa\" status=\"visa\" share=\"0.5\"/>\n"
    "  <party size=\"1\" share=\"0.75\"/><party size=\"4\" share=\"0.25\"/>\n"
    "</population>\n"
    "<camera id=\"cam\">\n"
    "  <capture-time dist=\"lognormal\" mean=\"2.4 s\" cv=\"0.5\"/>\n"
    "  <failure cause=\"pose\" probability=\"0.03\"/>\n"
    "  <failure cause=\"through\" probability=\"0.05\" per=\"traveller\"/>\n"
    "  <group-ratio group=\"old\" failure=\"1.5\"/></camera>\n"
    "<matcher id=\"algo\" fnir=\"0.03\" fpir=\"0.001\">\n"
    "  <group-ratio group=\"old\" false-positive=\"3\"/></matcher>\n"
    "<matching-service id=\"tvs\" matcher=\"algo\">\n"
    "  <network-time mean=\"40 ms\"/>\n"
    "  <service-time dist=\"gamma\" mean=\"1 s\" sd=\"0.2 s\"/>\n"
    "</matching-service>\n";

static const char station[] =
    "<station id=\"booth\" positions=\"4\" order=\"priority\" "
    "limits=\"15 min, 1.5 h\">\n"
    "  <first status=\"citizen visa\" class=\"citizen\"/>\n"
    "  <capture camera=\"cam\" attempts=\"2\"/>\n"
    "  <match service=\"tvs\" search=\"1:N\" when=\"none\"/>\n"
    "  <inspect when=\"not-matched cleared\" group=\"old\" share=\"0.5\" "
    "dist=\"triangular\" low=\"1 s\" mode=\"2 s\" high=\"4 s\" "
    "party=\"together\" refer=\"0.1\" false-reject=\"0.2\" "
    "false-accept=\"0.3\"/>\n"
    "  <route when=\"referred\" to=\"refused\" split=\"true\"/>\n"
    "  <route to=\"admitted\"/>\n"
    "</station>\n";

/* equipment, then one port with the station, a walk and this flow. */
static const char *port_with(const char *flow)
{
    static char text[6000];
    snprintf(text, sizeof text,
             "%s<port id=\"p\" mode=\"sea\" dst=\"us\">\n%s%s"
             "<walk id=\"hall\" dist=\"uniform\" low=\"1 min\" high=\"2 min\">"
             "<route to=\"booth\"/></walk>\n"
             "<journey id=\"j\" to=\"booth\" less=\"10 min\" limits=\"none\"/>"
             "</port>\n",
             equipment, flow, station);
    return text;
}

static const char calls[] =
    "<flow id=\"f\" direction=\"exit\" population=\"people\" start=\"hall\" "
    "unload=\"30 /min\">\n"
    "<call id=\"B6\" at=\"09:00..10:30\" passengers=\"200\" "
    "load-factor=\"0.8\"/>\n"
    "<timetable table=\"t.csv\"/>\n"
    "<call at=\"24:00\" passengers=\"0\"/>\n"
    "<delay dist=\"gamma\" mean=\"20 min\" cv=\"1\" early=\"15 "
    "min\"/></flow>\n";

static const char timetable[] = "passengers,at,id,load-factor,day\n"
                                "150,07:15,AA,0.5,1\n"
                                "80,08:00..08:30,,,\n";

START_TEST(the_head_and_the_run_are_read)
{
    struct reading r;
    read_scenario(&r, "utc-offset=\"-5 h\" dst=\"us\"", port_with(calls),
                  timetable);
    ck_assert_msg(r.result == 0, "%s", message(&r, 0));
    const struct scenario *s = &r.s;
    ck_assert_str_eq(s->id, "a");
    ck_assert_str_eq(s->title, "T");
    ck_assert_str_eq(s->source, "S");
    ck_assert_int_eq(s->start_day, 20649); /* date -d 2026-07-15 +%s / 86400 */
    ck_assert_int_eq(s->duration, INT64_C(86400000000));
    ck_assert_int_eq(s->wall.utc_offset, INT64_C(-18000000000));
    ck_assert_int_eq(s->wall.dst, DST_US);
    ck_assert_int_eq(s->replications, 3);
    ck_assert_uint_eq(s->seed, UINT64_C(9223372036854775807));
    ck_assert_int_eq(s->interval, INT64_C(1800000000));
    ck_assert_int_eq(s->warm_up, INT64_C(3600000000));
    ck_assert_int_eq(s->at.line, 1);
    ck_assert_int_eq(s->run_at.line, 3);
    ck_assert_int_eq(s->ports, 1);
    ck_assert_int_eq(s->port->mode, MODE_SEA);
    /* the offset is the scenario's, the summer time its own */
    ck_assert_int_eq(s->port->wall.utc_offset, INT64_C(-18000000000));
    ck_assert_int_eq(s->port->wall.dst, DST_US);
    release(&r);
}
END_TEST

START_TEST(people_are_read)
{
    struct reading r;
    read_scenario(&r, "", port_with(calls), timetable);
    ck_assert_int_eq(r.result, 0);
    const struct group *g = r.s.group;
    ck_assert_int_eq(r.s.groups, 1);
    ck_assert_str_eq(g->id.text, "old");
    ck_assert_int_eq(g->id.at.line, 4);
    ck_assert_int_eq(g->age_from, 65);
    ck_assert_int_eq(g->age_to, 79); /* the schema's default */
    ck_assert_int_eq(g->basis, GROUP_ILLUSTRATIVE);
    const struct population *p = r.s.population;
    ck_assert_double_eq(p->mixed, 0.25);
    ck_assert_int_eq(p->classes, 2);
    const struct class *c = p->class;
    ck_assert_str_eq(c->id.text, "citizen");
    ck_assert_int_eq(c->id.at.line, 6);
    ck_assert_int_eq(c->status, STATUS_CITIZEN);
    ck_assert_double_eq(c->share, 0.5);
    ck_assert_double_eq(c->opt_out, 0.01);
    ck_assert_double_eq(c->impostor, 0.002);
    ck_assert_double_eq(c->gallery_photo, 0.9);
    ck_assert_int_eq(c->groups, 1);
    ck_assert_str_eq(c->group->group.text, "old");
    ck_assert_double_eq(c->group->share, 1);
    ck_assert_int_eq(c[1].status, STATUS_VISA);
    ck_assert_int_eq(c[1].groups, 0);
    ck_assert_int_eq(p->parties, 2);
    ck_assert_int_eq(p->party[1].size, 4);
    ck_assert_double_eq(p->party[1].share, 0.25);
    release(&r);
}
END_TEST

START_TEST(equipment_is_read)
{
    struct reading r;
    read_scenario(&r, "", port_with(calls), timetable);
    ck_assert_int_eq(r.result, 0);
    const struct camera *c = r.s.camera;
    ck_assert_int_eq(c->capture_time.family, DIST_LOGNORMAL);
    ck_assert_double_eq(c->capture_time.mean, 2.4e6);
    ck_assert_double_eq(c->capture_time.sd, 1.2e6); /* cv x mean */
    ck_assert_double_nan(c->capture_time.low);
    ck_assert_double_nan(c->capture_time.shape);
    ck_assert_int_eq(c->failures, 2);
    ck_assert_str_eq(c->failure[0].cause.text, "pose");
    ck_assert(!c->failure[0].per_traveller);
    ck_assert_double_eq(c->failure[1].probability, 0.05);
    ck_assert(c->failure[1].per_traveller);
    ck_assert_int_eq(c->ratios, 1);
    ck_assert_double_eq(c->ratio->failure, 1.5);
    const struct matcher *m = r.s.matcher;
    ck_assert_double_eq(m->fnir, 0.03);
    ck_assert_double_eq(m->fpir, 0.001);
    ck_assert_double_nan(m->fnmr);
    ck_assert_double_nan(m->impostor_match);
    ck_assert_double_eq(m->ratio->false_negative, 1);
    ck_assert_double_eq(m->ratio->false_positive, 3);
    const struct matching_service *t = r.s.service;
    ck_assert_str_eq(t->matcher.text, "algo");
    ck_assert_int_eq(t->network_time.family, DIST_CONSTANT);
    ck_assert_double_eq(t->network_time.mean, 40000);
    ck_assert_double_nan(t->network_time.sd);
    ck_assert_double_eq(t->service_time.sd, 200000);
    release(&r);
}
END_TEST

START_TEST(a_station_its_steps_and_routes_are_read)
{
    struct reading r;
    read_scenario(&r, "", port_with(calls), timetable);
    ck_assert_int_eq(r.result, 0);
    const struct station *t = r.s.port->station;
    ck_assert_int_eq(t->positions, 4);
    ck_assert_ptr_null(t->officers.text);
    ck_assert(t->priority);
    ck_assert_int_eq(t->priorities, 1);
    ck_assert_uint_eq(t->first->when.statuses,
                      1u << STATUS_CITIZEN | 1u << STATUS_VISA);
    ck_assert_int_eq(t->first->when.classes.count, 1);
    ck_assert_str_eq(t->first->when.classes.name->text, "citizen");
    ck_assert_int_eq(t->limits, 2);
    ck_assert_int_eq(t->limit[0], 900000000);
    ck_assert_int_eq(t->limit[1], INT64_C(5400000000));
    ck_assert_int_eq(t->steps, 3);
    ck_assert_int_eq(t->step[0].kind, STEP_CAPTURE);
    ck_assert_int_eq(t->step[0].attempts, 2);
    ck_assert_int_eq(t->step[0].party, PARTY_EACH);
    ck_assert_uint_eq(t->step[0].when.facts, 0);
    ck_assert_double_eq(t->step[0].when.share, 1);
    ck_assert_int_eq(t->step[1].kind, STEP_MATCH);
    ck_assert(t->step[1].one_to_many);
    ck_assert_int_eq(t->step[1].party, PARTY_TOGETHER);
    ck_assert_uint_eq(t->step[1].when.facts, 1u << RESULT_NONE);
    const struct step *i = &t->step[2];
    ck_assert_int_eq(i->kind, STEP_INSPECT);
    /* "matched" is within "not-matched", and is not meant */
    ck_assert_uint_eq(i->when.facts, 1u << RESULT_NOT_MATCHED |
                                         1u << (RESULTS + DECISION_CLEARED));
    ck_assert_int_eq(i->when.groups.count, 1);
    ck_assert_double_eq(i->when.share, 0.5);
    ck_assert_double_eq(i->time.low, 1e6);
    ck_assert_double_eq(i->time.mode, 2e6);
    ck_assert_double_eq(i->time.high, 4e6);
    ck_assert_int_eq(i->party, PARTY_TOGETHER);
    ck_assert_double_eq(i->refer, 0.1);
    ck_assert_double_eq(i->false_reject, 0.2);
    ck_assert_double_eq(i->false_accept, 0.3);
    ck_assert_int_eq(t->routes, 2);
    ck_assert(t->route[0].split);
    ck_assert(!t->route[1].split);
    ck_assert_str_eq(t->route[1].to.text, "admitted");
    const struct walk *w = r.s.port->walk;
    ck_assert_int_eq(w->time.family, DIST_UNIFORM);
    ck_assert_double_eq(w->time.high, 120e6);
    ck_assert_int_eq(w->routes, 1);
    const struct journey *j = r.s.port->journey;
    ck_assert_int_eq(j->less, 600000000);
    ck_assert_int_eq(j->limits, 0); /* "none" */
    release(&r);
}
END_TEST

START_TEST(calls_and_timetables_stand_in_file_order)
{
    struct reading r;
    read_scenario(&r, "dst=\"us\"", port_with(calls), timetable);
    ck_assert_int_eq(r.result, 0);
    const struct flow *f = r.s.port->flow;
    ck_assert(f->exit);
    ck_assert_int_eq(f->kind, ARRIVE_TIMETABLE);
    ck_assert_double_eq_tol(f->unload, 30 / 60e6, 1e-20);
    ck_assert_int_eq(f->calls, 4);
    const struct call *c = f->call;
    ck_assert_str_eq(c[0].id, "B6");
    ck_assert_int_eq(c[0].from, INT64_C(32400000000));
    ck_assert_int_eq(c[0].until, INT64_C(37800000000));
    ck_assert_int_eq(c[0].passengers, 200);
    ck_assert_double_eq(c[0].load_factor, 0.8);
    ck_assert_str_eq(c[1].id, "AA");
    ck_assert_int_eq(c[1].from, INT64_C(26100000000));
    ck_assert_int_eq(c[1].until, c[1].from);
    ck_assert_int_eq(c[1].passengers, 150);
    ck_assert_double_eq(c[1].load_factor, 0.5);
    ck_assert_int_eq(c[1].at.line, 2);
    ck_assert_ptr_nonnull(strstr(c[1].at.file, "t.csv"));
    ck_assert_str_eq(c[2].id, "");
    ck_assert_int_eq(c[2].until - c[2].from, INT64_C(1800000000));
    ck_assert_double_eq(c[2].load_factor, 1);
    ck_assert_int_eq(c[2].day, 1);
    ck_assert_str_eq(c[3].id, "");
    ck_assert_int_eq(c[3].from, US_PER_DAY);
    ck_assert_double_eq(f->delay.mean, 1.2e9);
    ck_assert_double_eq(f->delay.sd, 1.2e9);
    ck_assert_int_eq(f->early, 900000000);
    /* 24:00 is the end: nobody of it comes, and that is told */
    ck_assert_int_eq(r.diag.warnings, 2); /* and that some pass uninspected */
    release(&r);
}
END_TEST

START_TEST(travellers_of_a_day_make_the_rates_of_a_shape)
{
    /* parties of 1 and 4, 1.75 in the mean; batches of 4 */
    struct reading r;
    read_scenario(&r, "",
                  port_with("<flow id=\"f\" population=\"people\" "
                            "start=\"hall\"><poisson rate=\"1 /h\" "
                            "travellers=\"960 /d\">"
                            "<piece from=\"06:00\" to=\"12:00\" rate=\"3 /h\"/>"
                            "<piece from=\"22:00\" to=\"24:00\" rate=\"0 /h\"/>"
                            "</poisson><batch size=\"4\"/></flow>"
                            "<flow id=\"g\" population=\"people\" "
                            "start=\"hall\"><poisson "
                            "travellers=\"42 /d\"/></flow>"
                            "<flow id=\"h\" population=\"people\" "
                            "start=\"hall\"><poisson rate=\"5 /h\" "
                            "travellers=\"0 /d\"/></flow>"),
                  "x\n1\n");
    ck_assert_msg(r.result == 0, "%s", message(&r, 0));
    /* 6 h of 3 and 16 h of 1 are 34 batches, 238 travellers of 960 */
    const struct flow *f = r.s.port->flow;
    double once = 960.0 / 238 / (double)US_PER_H;
    ck_assert_double_eq_tol(f->rate, once, 1e-12 * once);
    ck_assert_double_eq_tol(f->piece[0].rate, 3 * once, 3e-12 * once);
    ck_assert_double_eq(f->piece[1].rate, 0);
    ck_assert_double_eq_tol(f[1].rate, 1 / (double)US_PER_H, 1e-21);
    ck_assert_double_eq(f[2].rate, 0);    /* and no warning that nobody comes */
    ck_assert_int_eq(r.diag.warnings, 1); /* some pass uninspected */
    release(&r);
}
END_TEST

START_TEST(calls_of_day_0_come_every_day)
{
    struct reading r;
    duration = "50 h";
    read_scenario(&r, "",
                  port_with("<flow id=\"f\" population=\"people\" "
                            "start=\"hall\">"
                            "<call id=\"a\" at=\"09:00\" passengers=\"7\" "
                            "day=\"0\"/><timetable table=\"t.csv\"/></flow>"),
                  "id,at,passengers,day\nb,10:00,5,\nc,11:00,6,0\n");
    ck_assert_msg(r.result == 0, "%s", message(&r, 0));
    const struct flow *f = r.s.port->flow;
    const int days = 3; /* the run ends on the third */
    ck_assert_int_eq(f->calls, 2 * days + 1);
    for (int i = 0; i < days; i++) {
        ck_assert_str_eq(f->call[i].id, "a");
        ck_assert_int_eq(f->call[i].day, i + 1);
        ck_assert_str_eq(f->call[days + 1 + i].id, "c");
        ck_assert_int_eq(f->call[days + 1 + i].day, i + 1);
    }
    ck_assert_int_eq(f->call[days].day, 1);
    release(&r);
}
END_TEST

START_TEST(random_arrivals_are_read)
{
    struct reading r;
    read_scenario(&r, "",
                  port_with("<flow id=\"f\" population=\"people\" "
                            "start=\"hall\"><poisson rate=\"36 /h\">"
                            "<piece from=\"06:00\" to=\"09:30\" rate=\"1 /s\"/>"
                            "</poisson><batch size=\"2.5\" "
                            "kind=\"geometric\"/></flow>"),
                  "x\n1\n");
    ck_assert_msg(r.result == 0, "%s", message(&r, 0));
    const struct flow *f = r.s.port->flow;
    ck_assert_int_eq(f->kind, ARRIVE_POISSON);
    ck_assert_double_eq_tol(f->rate, 1e-8, 1e-22);
    ck_assert_int_eq(f->pieces, 1);
    ck_assert_int_eq(f->piece->from, 6 * US_PER_H);
    ck_assert_int_eq(f->piece->to, 9 * US_PER_H + 30 * US_PER_MIN);
    ck_assert_double_eq_tol(f->piece->rate, 1e-6, 1e-20);
    ck_assert_int_eq(f->batch_kind, BATCH_GEOMETRIC);
    ck_assert_double_eq(f->batch, 2.5);
    release(&r);
    read_scenario(&r, "",
                  port_with("<flow id=\"f\" population=\"people\" "
                            "start=\"hall\"><renewal dist=\"erlang\" "
                            "mean=\"1 min\" stages=\"3\"/></flow>"),
                  "x\n1\n");
    ck_assert_msg(r.result == 0, "%s", message(&r, 0));
    f = r.s.port->flow;
    ck_assert_int_eq(f->kind, ARRIVE_RENEWAL);
    ck_assert_int_eq(f->gap.stages, 3);
    ck_assert_double_eq(f->gap.mean, 6e7);
    ck_assert_int_eq(f->batch_kind, BATCH_FIXED);
    ck_assert_double_eq(f->batch, 1);
    ck_assert_int_eq(f->delay.family, DIST_CONSTANT);
    ck_assert_double_eq(f->delay.mean, 0);
    release(&r);
}
END_TEST

static const char trace_port[] =
    "<title>T</title><run/><population id=\"people\">"
    "<class id=\"c\" status=\"visa\"/></population>"
    "<port id=\"p\" mode=\"land\"><flow id=\"f\" population=\"people\" "
    "start=\"a\">\n<trace table=\"t.csv\"/></flow>"
    "<station id=\"a\" positions=\"1\"><inspect dist=\"trace\"/>"
    "<route to=\"b\"/></station>"
    "<station id=\"b\" positions=\"1\"><inspect dist=\"trace\"/>"
    "<route to=\"admitted\"/></station></port>";

START_TEST(traces_are_read)
{
    struct reading r;
    read_scenario(&r, "", trace_port,
                  "b,at,size,class,a\n3 s,0 s,2,c,1 s\n4 s,1.5 s,,,2 ms\n");
    ck_assert_msg(r.result == 0, "%s", message(&r, 0));
    const struct flow *f = r.s.port->flow;
    ck_assert_int_eq(f->kind, ARRIVE_TRACE);
    ck_assert_int_eq(f->trace_stations, 2);
    ck_assert_str_eq(f->trace_station[0].text, "a");
    ck_assert_int_eq(f->rows, 2);
    ck_assert_int_eq(f->row[0].time, 0);
    ck_assert_int_eq(f->row[0].size, 2);
    ck_assert_str_eq(f->row[0].class, "c");
    ck_assert_int_eq(f->row[0].at_station[0], 1000000);
    ck_assert_int_eq(f->row[0].at_station[1], 3000000);
    ck_assert_int_eq(f->row[1].time, 1500000);
    ck_assert_int_eq(f->row[1].size, 1);
    ck_assert_ptr_null(f->row[1].class);
    ck_assert_int_eq(f->row[1].at_station[0], 2000);
    ck_assert_int_eq(f->row[1].at_station[1], 4000000);
    ck_assert_int_eq(f->row[1].at.line, 3);
    release(&r);
}
END_TEST

/* The messages of a trace or timetable, one a line. */
static void wants(const char *parts, const char *table, const char *text)
{
    struct reading r;
    char all[2000] = "";
    read_scenario(&r, "dst=\"us\"", parts, table);
    for (int i = 0; i < r.diag.stored; i++) {
        strncat(all, message(&r, i), sizeof all - strlen(all) - 1);
        strncat(all, "\n", sizeof all - strlen(all) - 1);
    }
    ck_assert_str_eq(all, text);
    ck_assert_int_eq(r.result, -1);
    release(&r);
}

START_TEST(all_that_is_wrong_in_a_table_is_told_with_its_cell)
{
    wants(trace_port, "at,a,b\n1 s,1 s,\n0 s,-1 s,2\n",
          "t.csv:2:3: error: b \"\" is empty; write a time such as \"12.5 s\"\n"
          "t.csv:3:1: error: at \"0 s\" is before the row above; sort the "
          "rows\n"
          "t.csv:3:2: error: a \"-1 s\" is less than 0\n"
          "t.csv:3:3: error: b \"2\" has no unit; write \"30 s\"\n");
    wants(trace_port, "at,a\n1 s,1 s\n",
          "t.csv:1: error: column \"b\" is missing: flow \"f\" comes to "
          "station \"b\", whose inspection has dist=\"trace\"; add it\n");
    wants(trace_port, "a,b,when\n1 s,1 s,2\n",
          "t.csv:1: error: column \"at\" is missing; it is required\n"
          "t.csv:1:3: error: column \"when\" is not known; there may be: at, "
          "size, class, a, b\n");
    wants(port_with("<flow id=\"f\" population=\"people\" start=\"hall\">"
                    "<timetable table=\"t.csv\"/></flow>"),
          "at,passengers,day\n25:00,1,1\n09:00,,100001\n10:00..09:00,20001,1\n",
          "t.csv:2:1: error: at \"25:00\" is not a time of day; the last is "
          "24:00\n"
          "t.csv:3:2: error: passengers \"\" is empty; write how many come\n"
          "t.csv:3:3: error: day \"100001\" is too large\n"
          "t.csv:4:1: error: at \"10:00..09:00\" ends before it begins; to go "
          "over midnight write two calls\n"
          "t.csv:4:2: error: passengers \"20001\" is too large\n");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("scenario_file");
    TCase *t = tcase_create("reading");
    tcase_add_checked_fixture(t, make_folder, remove_folder);
    tcase_add_test(t, the_head_and_the_run_are_read);
    tcase_add_test(t, people_are_read);
    tcase_add_test(t, equipment_is_read);
    tcase_add_test(t, a_station_its_steps_and_routes_are_read);
    tcase_add_test(t, calls_and_timetables_stand_in_file_order);
    tcase_add_test(t, travellers_of_a_day_make_the_rates_of_a_shape);
    tcase_add_test(t, calls_of_day_0_come_every_day);
    tcase_add_test(t, random_arrivals_are_read);
    tcase_add_test(t, traces_are_read);
    tcase_add_test(t, all_that_is_wrong_in_a_table_is_told_with_its_cell);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
