#!/bin/sh
# An interrupted run keeps what it has finished, beside a target that stays as
# it was; and says when many travellers were still inside at the end.
set -eu
poesim=$BUILD/poesim
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "test_interrupt: $1" >&2; exit 1; }

echo old >"$dir/out.h5"
"$poesim" run tests/bench/mm1.xml -j1 --force -o "$dir/out.h5" \
  --replications 1000 --set '@duration=1 d' 2>"$dir/err" &
pid=$!
sleep 2
kill -INT $pid
code=0; wait $pid || code=$?
[ $code = 6 ] || fail "exit code $code, not 6"
[ "$(cat "$dir/out.h5")" = old ] || fail "the target was touched"
kept=$(ls "$dir/out.h5.partial")
done=${kept#0-}; done=$((${done%.h5} + 1))
grep -q "$done of 1000 replications are kept in $dir/out.h5.partial; .*--resume" \
  "$dir/err" || fail "$(cat "$dir/err")"
[ "$(ls "$dir" | wc -l)" = 3 ] || fail "left behind: $(ls "$dir")"

# What is kept is what a run of so many replications finds.
"$poesim" run tests/bench/mm1.xml -q -o "$dir/again.h5" \
  --replications $done --set '@duration=1 d'
/usr/bin/python3 - "$dir/out.h5.partial/$kept" "$dir/again.h5" <<'P'
import sys, h5py
a, b = (h5py.File(f) for f in sys.argv[1:])
assert a.attrs["replications"] == b.attrs["replications"]
for column in b["replications"]:
    assert (a["replications"][column][:] == b["replications"][column][:]).all()
P

"$poesim" run tests/bench/mm1.xml -o "$dir/busy.h5" --replications 2 \
  --set '@duration=1 h' --set 'port/station/inspect/@mean=2 s' 2>"$dir/err"
grep -q 'warning: .*% of the travellers .* were still inside' "$dir/err" ||
  fail "no warning of those still inside"
