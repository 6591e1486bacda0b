#ifndef SIM_LEDGER_TABLES_H
#define SIM_LEDGER_TABLES_H

#include <stdint.h>

/*
 * tables -- the one list of result tables and their columns.
 *
 * From these lists come the row structs below, the writer and reader of the
 * results file and the tables of docs/results-format.md.
 *
 * X(name, type, unit, meaning). Units: us, persons, 1 (a number, an index into
 * /names or into rows of another kind), person us (time integrals).
 */
#define REPLICATIONS_FIELDS(X)                                                 \
    X(replication, int32_t, "1", "number of the replication, from 0")          \
    X(travellers, int64_t, "persons", "came to any port before the end")       \
    X(parties, int64_t, "1", "parties that came")                              \
    X(admitted, int64_t, "persons", "ended admitted")                          \
    X(departed, int64_t, "persons", "ended departed")                          \
    X(refused, int64_t, "persons", "ended refused")                            \
    X(withdrew, int64_t, "persons", "ended withdrawn")                         \
    X(abandoned, int64_t, "persons", "left a queue out of patience")           \
    X(missed, int64_t, "persons", "missed their departure")                    \
    X(unrecorded, int64_t, "persons", "left without a record")                 \
    X(still_inside, int64_t, "persons", "were inside at the end of the run")   \
    X(events, int64_t, "1",                                                    \
      "that happened: arrivals, joins, ends, requests, ...")                   \
    X(milestones, int64_t, "1",                                                \
      "logical: arrive, join, start, request, answer, end, leave")             \
    X(milestone_digest, uint64_t, "1", "order-free digest of all milestones")  \
    X(arrival_digest, uint64_t, "1",                                           \
      "the same of arrivals: equal where two runs meet the same travellers")

#define WAITS_TOTALS_FIELDS(X)                                                 \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(persons, int64_t, "persons", "joined after the warm-up and were served") \
    X(waited, int64_t, "persons", "of these, waited longer than 0")            \
    X(wait_sum_us, int64_t, "us", "sum of their waits")                        \
    X(wait_max_us, int64_t, "us", "longest wait")                              \
    X(left, int64_t, "persons",                                                \
      "left the queue unserved: out of patience, or the door closed")          \
    X(unserved, int64_t, "persons",                                            \
      "still queued at the end, not counted above")

#define WAITS_HISTOGRAM_FIELDS(X)                                              \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(from_us, int64_t, "us", "shortest wait of the bin")                      \
    X(to_us, int64_t, "us", "longest wait of the bin")                         \
    X(persons, int64_t, "persons", "waits in the bin")

#define WAITS_INTERVALS_FIELDS(X)                                              \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(interval, int32_t, "1", "in which they joined, from 0")                  \
    X(persons, int64_t, "persons", "joined and were served")                   \
    X(wait_sum_us, int64_t, "us", "sum of their waits")                        \
    X(wait_max_us, int64_t, "us", "longest wait")

#define WAITS_INTERVAL_HISTOGRAM_FIELDS(X)                                     \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(interval, int32_t, "1", "in which they joined, from 0")                  \
    X(from_us, int64_t, "us", "shortest wait of the bin")                      \
    X(to_us, int64_t, "us", "longest wait of the bin")                         \
    X(persons, int64_t, "persons", "waits in the bin")

#define WAITS_OVER_FIELDS(X)                                                   \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(interval, int32_t, "1", "in which they joined, from 0")                  \
    X(limit_us, int64_t, "us", "a limit of the station")                       \
    X(persons, int64_t, "persons", "waited longer than the limit")

#define SERIES_FIELDS(X)                                                       \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(interval, int32_t, "1", "from 0")                                        \
    X(arrivals, int64_t, "persons", "joined the queue")                        \
    X(visits, int64_t, "1", "parties whose service ended")                     \
    X(served, int64_t, "persons", "whose service ended")                       \
    X(service_time, int64_t, "us", "of the visits that ended, summed")         \
    X(queue_time, int64_t, "person us", "integral of persons queued")          \
    X(busy_time, int64_t, "us", "integral of busy positions")                  \
    X(open_time, int64_t, "us",                                                \
      "integral of open positions; an officer counts at each station of the "  \
      "pool")                                                                  \
    X(queue_max, int64_t, "persons", "most persons queued at once")            \
    X(blocked_time, int64_t, "us",                                             \
      "integral of positions held by parties that wait for room elsewhere; "   \
      "they are not busy")                                                     \
    X(held_time, int64_t, "person us",                                         \
      "integral of persons who wait for room here, inside or outside")         \
    X(broken_time, int64_t, "us",                                              \
      "integral of positions broken down, busy before or not")                 \
    X(stops, int64_t, "1",                                                     \
      "visits interrupted by a breakdown, a hand-over or an earlier priority") \
    X(stopped_time, int64_t, "person us",                                      \
      "integral of persons whose visit here is interrupted and has not gone "  \
      "on")

#define OFFICERS_FIELDS(X)                                                     \
    X(replication, int32_t, "1", "replication")                                \
    X(pool, int32_t, "1", "index into /names/pools")                           \
    X(interval, int32_t, "1", "from 0")                                        \
    X(rostered_time, int64_t, "us", "integral of officers on shift")           \
    X(busy_time, int64_t, "us", "integral of officers with a party")

#define ARRIVALS_FIELDS(X)                                                     \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(interval, int32_t, "1", "in which they came")                            \
    X(persons, int64_t, "persons", "came to the port")

#define ENDS_FIELDS(X)                                                         \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(end_state, int32_t, "1", "index into /names/end_states")                 \
    X(interval, int32_t, "1", "in which they ended")                           \
    X(persons, int64_t, "persons", "travellers")

#define CAPTURE_FIELDS(X)                                                      \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(group, int32_t, "1", "index into /names/groups; -1: none")               \
    X(transactions, int64_t, "persons", "members whose capture ended")         \
    X(attempts, int64_t, "1", "attempts that ended")                           \
    X(failed_attempts, int64_t, "1", "attempts without a usable photo")        \
    X(no_image, int64_t, "persons", "transactions without a usable photo")     \
    X(not_in_scope, int64_t, "persons", "left alone: no rule took them")       \
    X(opt_outs, int64_t, "persons", "opted out")                               \
    X(mishandled, int64_t, "persons",                                          \
      "of these, photographed all the same: their transactions are counted")   \
    X(refused, int64_t, "persons", "refused the photo, and may not opt out")

#define LOOK_OUTS_FIELDS(X)                                                    \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(service, int32_t, "1", "index into /names/services")                     \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(matched, int64_t, "1", "requests answered with matched")                 \
    X(hits, int64_t, "1", "of these, of people on a look-out list")

#define CAPTURE_CAUSES_FIELDS(X)                                               \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(group, int32_t, "1", "index into /names/groups; -1: none")               \
    X(cause, int32_t, "1", "index into /names/causes: a failure of capture")   \
    X(failed_attempts, int64_t, "1", "attempts that failed for this cause")    \
    X(no_image, int64_t, "persons",                                            \
      "transactions without a usable photo whose (last) cause this is")

#define ENROLMENT_FIELDS(X)                                                    \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(group, int32_t, "1", "index into /names/groups; -1: none")               \
    X(tried, int64_t, "1", "enrolments that ended")                            \
    X(failed, int64_t, "1", "of these, failed to enrol")                       \
    X(time_us, int64_t, "us", "time of the enrolments, summed")

#define MATCHING_ERRORS_FIELDS(X)                                              \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(service, int32_t, "1", "index into /names/services")                     \
    X(search, int32_t, "1", "0: 1:1, 1: 1:N")                                  \
    X(gallery, int32_t, "1", "index into /names/galleries; -1: none named")    \
    X(size_from, int32_t, "1", "photos in the gallery, from; 0: none named")   \
    X(size_to, int32_t, "1", "to; over 64 sizes share rows by powers of 2")    \
    X(group, int32_t, "1", "index into /names/groups; -1: none")               \
    X(mated, int64_t, "1", "requests whose right reference was there")         \
    X(old, int64_t, "1", "of these, with an old photo")                        \
    X(non_matches, int64_t, "1", "of the mated, false non-matches")            \
    X(wrong_persons, int64_t, "1", "of these, matched to somebody else")       \
    X(non_mated, int64_t, "1", "requests without the right reference photo")   \
    X(false_positives, int64_t, "1", "of these, matched to a wrong person")    \
    X(impostors, int64_t, "1", "requests of people with another's document")   \
    X(impostor_matches, int64_t, "1", "of these, accepted or matched wrongly") \
    X(false_negative_rate, double, "1",                                        \
      "FNMR or FNIR in force, mean over mated")                                \
    X(false_positive_rate, double, "1", "FPIR in force, the same; 0 for 1:1")  \
    X(impostor_rate, double, "1", "the rate in force for impostors")           \
    X(expected_non_matches, double, "1", "exposures x rates in force, summed") \
    X(expected_wrong_persons, double, "1", "of these, to somebody else")       \
    X(expected_false_positives, double, "1", "the same of these")              \
    X(expected_impostor_matches, double, "1", "and of these")

#define MATCHING_SERVICE_FIELDS(X)                                             \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(service, int32_t, "1", "index into /names/services")                     \
    X(interval, int32_t, "1", "of the answer")                                 \
    X(answers, int64_t, "1", "members answered")                               \
    X(unanswered, int64_t, "1", "members without an answer after all retries") \
    X(later, int64_t, "1", "of these, whose photo was matched later")          \
    X(later_matched, int64_t, "1", "of these, matched")                        \
    X(time_sum_us, int64_t, "us", "from first request to answer")              \
    X(time_max_us, int64_t, "us", "longest time from first request to answer")

#define MATCHING_LOAD_FIELDS(X)                                                \
    X(replication, int32_t, "1", "replication")                                \
    X(service, int32_t, "1", "index into /names/services")                     \
    X(interval, int32_t, "1", "in which the requests came, of all ports")      \
    X(requests, int64_t, "1", "came to the service, retries among them")       \
    X(answered, int64_t, "1", "of these, answered in time")                    \
    X(given_up, int64_t, "1", "of these, not answered within the timeout")     \
    X(lost, int64_t, "1", "of these, in hand when an outage began")            \
    X(untaken, int64_t, "1", "of these, gone before a worker was free")        \
    X(wait_sum_us, int64_t, "us", "of those taken, until a worker was free")   \
    X(wait_max_us, int64_t, "us", "longest such wait")                         \
    X(busy_time, int64_t, "us", "integral of busy workers in the interval")

#define INSPECTIONS_FIELDS(X)                                                  \
    X(replication, int32_t, "1", "replication")                                \
    X(station, int32_t, "1", "index into /names/stations")                     \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(result, int32_t, "1", "before it; index into /names/results")            \
    X(persons, int64_t, "persons", "inspected")                                \
    X(referred, int64_t, "persons", "not cleared, for whatever reason")        \
    X(false_rejects, int64_t, "persons", "genuine, taken for impostors")       \
    X(impostors, int64_t, "persons", "inspected who were impostors")           \
    X(false_accepts, int64_t, "persons", "impostors who were cleared")         \
    X(time_us, int64_t, "us", "officers' time, summed")

#define CAUSES_FIELDS(X)                                                       \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(cause, int32_t, "1", "index into /names/causes; 0: confirmed")           \
    X(persons, int64_t, "persons", "travellers; over causes they sum to all")

#define JOURNEYS_FIELDS(X)                                                     \
    X(replication, int32_t, "1", "replication")                                \
    X(journey, int32_t, "1", "index into /names/journeys")                     \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(interval, int32_t, "1", "of arrival at the port")                        \
    X(persons, int64_t, "persons", "finished the journey before the end")      \
    X(time_sum_us, int64_t, "us", "journey times, with `less` taken off")      \
    X(time_max_us, int64_t, "us", "longest such time")

#define JOURNEY_BINS_FIELDS(X)                                                 \
    X(replication, int32_t, "1", "replication")                                \
    X(journey, int32_t, "1", "index into /names/journeys")                     \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(interval, int32_t, "1", "of arrival at the port")                        \
    X(limit_us, int64_t, "us",                                                 \
      "times up to this limit and over the one before; the largest integer "   \
      "for times over the last limit")                                         \
    X(persons, int64_t, "persons", "travellers")

#define DEADLINES_FIELDS(X)                                                    \
    X(replication, int32_t, "1", "replication")                                \
    X(flow, int32_t, "1", "index into /names/flows")                           \
    X(call, int32_t, "1", "number of the call in its flow, from 0")            \
    X(door_us, int64_t, "us", "the door closed, since the start")              \
    X(manifest, int64_t, "persons", "passengers")                              \
    X(boarded, int64_t, "persons", "ended departed")                           \
    X(missed, int64_t, "persons", "ended missed: came, but the door closed")   \
    X(no_show, int64_t, "persons", "did not come before the end")              \
    X(other, int64_t, "persons", "ended otherwise before that")

#define TRAVELLERS_FIELDS(X)                                                   \
    X(replication, int32_t, "1", "replication")                                \
    X(flow, int32_t, "1", "index into /names/flows")                           \
    X(party, uint32_t, "1", "ordinal of the party in its flow")                \
    X(member, int8_t, "1", "number in the party, from 0")                      \
    X(impostor, int8_t, "1", "1: uses somebody else's document")               \
    X(opt_out, int8_t, "1",                                                    \
      "1: opts out; 2: and was photographed all the same")                     \
    X(look_out, int8_t, "1", "1: was matched, and is on a look-out list")      \
    X(class, int16_t, "1", "index into /names/classes")                        \
    X(group, int16_t, "1", "index into /names/groups; -1: none")               \
    X(age, int16_t, "1", "years; -1: no rule asks, or not known")              \
    X(cause, int16_t, "1", "index into /names/causes; 0: confirmed")           \
    X(arrived_us, int64_t, "us", "at the port, since the start")               \
    X(left_us, int64_t, "us", "left it, or the end of the run")                \
    X(waited_us, int64_t, "us", "in queues, all stations together")            \
    X(served_us, int64_t, "us", "at positions, all stations together")         \
    X(result, int8_t, "1", "last; index into /names/results")                  \
    X(decision, int8_t, "1", "last; index into /names/decisions")              \
    X(end_state, int8_t, "1", "index into /names/end_states")

#define IMAGES_FIELDS(X)                                                       \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(store, int32_t, "1", "index into /names/stores")                         \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(why, int32_t, "1",                                                       \
      "what became of the image; index into /names/image_whys")                \
    X(rule, int32_t, "1",                                                      \
      "row of the schedule that decided; index into /names/retention, which "  \
      "holds its basis")                                                       \
    X(trigger, int32_t, "1", "of that row; index into /names/triggers")        \
    X(period_us, int64_t, "us", "of that row")                                 \
    X(stored, int64_t, "1", "images captured, or records made")                \
    X(confirmed, int64_t, "1",                                                 \
      "of these, the owner was confirmed before it was deleted")               \
    X(deleted, int64_t, "1", "of these, deleted before the end of the run")    \
    X(held, int64_t, "1", "still held at the end: stored - deleted")           \
    X(longer, int64_t, "1",                                                    \
      "kept longer than the schedule promises the status when confirmed")      \
    X(age_sum_us, double, "us",                                                \
      "from capture to deletion, also after the end; summed")                  \
    X(age_max_us, int64_t, "us", "longest such time")                          \
    X(since_sum_us, double, "us",                                              \
      "from confirmation to deletion, of the confirmed; summed")               \
    X(since_max_us, int64_t, "us", "longest such time; 0 without any")

#define IMAGES_HELD_FIELDS(X)                                                  \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(store, int32_t, "1", "index into /names/stores")                         \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(interval, int32_t, "1", "from 0; no warm-up")                            \
    X(stored, int64_t, "1", "captured, or made, in the interval")              \
    X(deleted, int64_t, "1", "deleted in it")                                  \
    X(held, int64_t, "1", "at its end: all stored - all deleted by then")

#define RECORDS_FIELDS(X)                                                      \
    X(replication, int32_t, "1", "replication")                                \
    X(port, int32_t, "1", "index into /names/ports")                           \
    X(direction, int32_t, "1", "of the flow; 0: entry, 1: exit")               \
    X(class, int32_t, "1", "index into /names/classes")                        \
    X(how, int32_t, "1", "index into /names/record_hows")                      \
    X(interval, int32_t, "1", "in which they left")                            \
    X(persons, int64_t, "persons", "ended admitted, departed or unrecorded")

/* T(struct stem, list of fields, path in the file, one row per) */
#define RESULT_TABLES(T)                                                       \
    T(replications, REPLICATIONS_FIELDS, "replications", "replication")        \
    T(waits_totals, WAITS_TOTALS_FIELDS, "waits/totals", "station x class")    \
    T(waits_histogram, WAITS_HISTOGRAM_FIELDS, "waits/histogram",              \
      "station x class x bin that holds anybody; bins are within 0.05%")       \
    T(waits_intervals, WAITS_INTERVALS_FIELDS, "waits/intervals",              \
      "station x interval that anybody joined in")                             \
    T(waits_interval_histogram, WAITS_INTERVAL_HISTOGRAM_FIELDS,               \
      "waits/interval_histogram",                                              \
      "station x interval x bin that holds anybody; bins are within 6.25%")    \
    T(waits_over, WAITS_OVER_FIELDS, "waits/over",                             \
      "station x interval x limit that anybody waited longer than")            \
    T(series, SERIES_FIELDS, "series", "station x interval")                   \
    T(officers, OFFICERS_FIELDS, "officers", "pool x interval")                \
    T(arrivals, ARRIVALS_FIELDS, "arrivals",                                   \
      "port x class x interval that anybody came in")                          \
    T(ends, ENDS_FIELDS, "ends", "port x class x end state x interval")        \
    T(capture, CAPTURE_FIELDS, "matching/capture", "station x group")          \
    T(capture_causes, CAPTURE_CAUSES_FIELDS, "matching/capture_causes",        \
      "station x group x cause that struck")                                   \
    T(enrolment, ENROLMENT_FIELDS, "matching/enrolment",                       \
      "station x group with enrolments")                                       \
    T(matching_errors, MATCHING_ERRORS_FIELDS, "matching/errors",              \
      "port x service x search x gallery x size x group")                      \
    T(matching_service, MATCHING_SERVICE_FIELDS, "matching/service",           \
      "port x service x interval with answers")                                \
    T(matching_load, MATCHING_LOAD_FIELDS, "matching/load",                    \
      "service with workers, a timeout or outages x interval")                 \
    T(look_outs, LOOK_OUTS_FIELDS, "matching/look_outs",                       \
      "port x service x class that can be on a look-out list")                 \
    T(inspections, INSPECTIONS_FIELDS, "inspections",                          \
      "station x class x result before the inspection")                        \
    T(causes, CAUSES_FIELDS, "causes", "port x class x cause")                 \
    T(journeys, JOURNEYS_FIELDS, "journeys/totals",                            \
      "journey x class x interval")                                            \
    T(journey_bins, JOURNEY_BINS_FIELDS, "journeys/bins",                      \
      "journey x class x interval x limit")                                    \
    T(images, IMAGES_FIELDS, "images/totals",                                  \
      "port x store x class x why x row of the schedule")                      \
    T(images_held, IMAGES_HELD_FIELDS, "images/held",                          \
      "port x store x class x interval with any held, stored or deleted")      \
    T(records, RECORDS_FIELDS, "records",                                      \
      "port x direction x class x how x interval")                             \
    T(deadlines, DEADLINES_FIELDS, "deadlines",                                \
      "departure whose door closed before the end")                            \
    T(travellers, TRAVELLERS_FIELDS, "travellers",                             \
      "traveller, in the replications that --travellers asked for")

#define FIELD(name, type, unit, meaning) type name;
#define ROW(stem, FIELDS, path, per)                                           \
    struct stem##_row {                                                        \
        FIELDS(FIELD)                                                          \
    };
RESULT_TABLES(ROW)
#undef ROW
#undef FIELD

enum result_table {
#define NUMBER(stem, FIELDS, path, per) TABLE_##stem,
    RESULT_TABLES(NUMBER)
#undef NUMBER
        TABLES
};

#endif
