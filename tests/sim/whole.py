"""whole -- runs poesim on a scenario's text and reads its results file: what
files of statements about whole runs have in common."""
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np

SECOND = 10 ** 6
PROGRAM = os.path.abspath(sys.argv[1])


class Results:
    def __init__(self, path):
        self.table = {}
        with h5py.File(path, "r") as f:
            f.visititems(lambda name, x: self.table.update({name: x[()]})
                         if isinstance(x, h5py.Dataset) else None)
        self.names = {k[6:]: [b.decode() for b in v]
                      for k, v in self.table.items() if k.startswith("names/")}

    def __getitem__(self, path):
        return self.table[path]

    def has(self, path):
        return path in self.table and len(self.table[path]) > 0

    def index(self, of, name):
        return self.names[of].index(name)

    def people(self, column):
        return self["travellers/" + column]

    def ended(self, state):
        return self.people("end_state") == self.index("end_states", state)

    def was(self, result):
        return self.people("result") == self.index("results", result)

    def sum(self, path, where=None):
        """Of a column, or of those of its rows."""
        column = self[path]
        return int((column if where is None else column[where]).sum())

    def total(self, path, **at):
        """Sum of a column; at: station="port/booth" and the like."""
        table, column = path.rsplit("/", 1)
        if not self.has(path):
            return 0
        kept = np.ones(len(self[path]), bool)
        for key, name in at.items():
            of = {"class_": "classes", "how": "record_hows"}.get(key, key + "s")
            kept &= self[f"{table}/{key.rstrip('_')}"] == self.index(of, name)
        return int(self[table + "/" + column][kept].sum())

    def by_party(self):
        """Rows of each party's members, parties in the order of arrival."""
        keys = [self.people(k) for k in
                ("member", "party", "flow", "replication")]
        order = np.lexsort(keys)
        new = np.ones(len(order), bool)
        for k in keys[1:]:
            new[1:] &= k[order][1:] == k[order][:-1]
        new[1:] = ~new[1:]
        return np.split(order, np.flatnonzero(new)[1:])


def refused(text, tables={}):
    """What check says of a scenario that it must refuse."""
    return call("check", text, tables, 1)


def call(command, text, tables, status, *options, of=Results):
    with tempfile.TemporaryDirectory(prefix="poesim-") as folder:
        scenario = os.path.join(folder, "scenario.xml")
        out = os.path.join(folder, "out.h5")
        for name, content in [("scenario.xml", text), *tables.items()]:
            with open(os.path.join(folder, name), "w") as f:
                f.write(content)
        if command == "run":
            options = ("-q", "-j", "1", "-o", out, "--travellers", "all",
                       *options)
        done = subprocess.run([PROGRAM, command, scenario, *options],
                              capture_output=True, text=True)
        assert (done.returncode != 0) == (status != 0), done.stderr
        return of(out) if command == "run" else done.stdout + done.stderr


def run(text, tables={}, *options, of=Results):
    """Replications of a scenario; `of`: a class that knows more of them."""
    return call("run", text, tables, 0, *options, of=of)


def within(count, trials, share, z=4.5):
    """Is the count within z standard errors of its expectation?"""
    return abs(count - trials * share) <= z * (trials * share *
                                               (1 - share)) ** .5


def hold(statements):
    for statement in statements:
        try:
            statement()
        except AssertionError:
            print("not so: " + statement.__name__.replace("_", " "))
            raise
