"""Reads a results file with h5py and pandas and compares all of it with
sim/ledger/tables.h and the rule of tests/support/sample_results.c.

usage: read_results.py FILE.h5 tables.h results.h results-format.md
"""

import re
import sys

import h5py
import numpy
import pandas

TYPES = {"int8_t": "|i1", "int16_t": "<i2", "int32_t": "<i4",
         "uint32_t": "<u4", "int64_t": "<i8", "uint64_t": "<u8",
         "double": "<f8"}
REPLICATIONS = 3
LONG = {"waits_histogram": 17000, "waits_interval_histogram": 17000,
        "officers": 0, "replications": 1}


def text_of(literals):
    """The text of C string literals that stand one after another."""
    return "".join(re.findall(r'"([^"]*)"', literals))


def read_lists(header):
    """[(stem, path, row, [(name, type, unit, meaning)])] from the X-lists."""
    source = open(header).read().replace("\\\n", " ")
    lists = {}
    for name, body in re.findall(r"#define (\w+_FIELDS)\(X\)(.*)", source):
        found = re.findall(
            r'X\(\s*(\w+),\s*(\w+),\s*"([^"]*)",\s*((?:"[^"]*"\s*)+)\)', body)
        assert len(found) == body.count("X("), name
        lists[name] = [(column, kind, unit, text_of(meaning))
                       for column, kind, unit, meaning in found]
    body = re.search(r"#define RESULT_TABLES\(T\)(.*)", source).group(1)
    found = re.findall(
        r'T\(\s*(\w+),\s*(\w+),\s*"([^"]*)",\s*((?:"[^"]*"\s*)+)\)', body)
    assert len(found) == body.count("T(") and len(found) >= 10
    return [(stem, path, text_of(row), lists[fields])
            for stem, fields, path, row in found]


def expected(table, column, kind, rows):
    base = [(table + 1) * 1000003 + (column + 1) * 7919 + i * 31
            for i in range(rows)]
    if kind == "uint64_t":
        return [2**64 - 1 - b for b in base]
    if kind == "uint32_t":
        return [2**32 - 1 - b for b in base]
    if kind == "double":
        return [b / 7.0 for b in base]
    if kind == "int64_t":
        base = [b * 1009000027 + 1 for b in base]
    if kind in ("int8_t", "int16_t"):
        base = [b % (100 if kind == "int8_t" else 30000) for b in base]
    return [-b if i % 2 else b for i, b in enumerate(base)]


def in_order(group):
    """Names of members in the order of creation."""
    order = group.id.get_create_plist().get_link_creation_order()
    assert order == h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED
    names = []
    group.id.links.iterate(lambda n: names.append(n.decode()),
                           idx_type=h5py.h5.INDEX_CRT_ORDER)
    return names


def check_column(data, column, kind, unit, meaning):
    assert data.dtype.str == TYPES[kind], (data.name, data.dtype)
    assert data.attrs["units"] == unit, data.name
    assert data.attrs["description"] == meaning, data.name
    info = h5py.check_string_dtype(data.attrs.get_id("units").dtype)
    assert info.encoding == "utf-8" and info.length is None, data.name
    assert data.maxshape == (None,) and data.chunks[0] <= 65536, data.name
    assert data.shuffle, data.name
    assert (data.compression, data.compression_opts) == ("gzip", 1), data.name


def check_table(f, number, stem, path, row, columns):
    group = f[path]
    rows = REPLICATIONS * LONG.get(stem, 3 + number)
    assert group.attrs["row"] == row, path
    assert in_order(group) == [c[0] for c in columns], path
    for i, (column, kind, unit, meaning) in enumerate(columns):
        check_column(group[column], column, kind, unit, meaning)
    # As the format page has it.
    frame = pandas.DataFrame({n: c[:] for n, c in group.items()})
    assert frame.shape == (rows, len(columns)), (path, frame.shape)
    for i, (column, kind, unit, meaning) in enumerate(columns):
        values = expected(number, i, kind, rows)
        if column == "replication":
            values = numpy.repeat(range(REPLICATIONS), rows // REPLICATIONS)
        want = numpy.array(values, TYPES[kind])
        assert (frame[column].to_numpy() == want).all(), (path, column)


def check_about(f, page):
    want = {"format": "poesim results", "program_version": "0.1.0-test",
            "scenario_id": "sample", "seed": 2**64 - 2, "replications": 3,
            "start_utc_us": -1784073600000000, "duration_us": 86400000000,
            "interval_us": 900000000, "warm_up_us": 3600000000,
            "quantile_digest": 0xFEDCBA9876543210}
    for name, value in want.items():
        assert f.attrs[name] == value, (name, f.attrs[name])
    assert list(f.attrs["format_version"]) == [2, 0]
    documented = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert set(f.attrs) == set(want) | {"format_version"}
    assert set(f.attrs) <= set(documented), set(f.attrs) - set(documented)
    assert f.userblock_size == 512
    assert f["scenario"].asstr()[()] == (
        '<scenario id="sample">\n  <title>\u20ac</title>\n</scenario>\n')
    assert list(f["inputs/name"].asstr()) == [
        "ports.csv", "library/populations/\u00e9.xml"]
    assert list(f["inputs/sha256"].asstr()) == [
        "0001feff" + 56 * "0", "ab" + 62 * "0"]


def check_names(f, header):
    kinds = [kind.lower() for kind in
             re.findall(r"^ +NAMES_(\w+),", open(header).read(), re.M)]
    filled = {"ports": ["air"], "stations": ["air/gate", 'air/Z\u00fcrich "E"'],
              "group_basis": ["published", "", "illustrative"]}
    assert in_order(f["names"]) == kinds, kinds
    for kind in kinds:
        names = f["names"][kind]
        assert h5py.check_string_dtype(names.dtype).encoding == "utf-8"
        assert list(names.asstr()[:]) == filled.get(kind, []), kind
        assert names.attrs["description"], kind


def main(path, tables_h, results_h, page):
    tables = read_lists(tables_h)
    with h5py.File(path) as f:
        groups = list(dict.fromkeys(t[1].split("/")[0] for t in tables))
        assert in_order(f["/"]) == ["scenario", "inputs", "names"] + groups
        check_about(f, open(page).read())
        check_names(f, results_h)
        for number, table in enumerate(tables):
            check_table(f, number, *table)


main(*sys.argv[1:])
