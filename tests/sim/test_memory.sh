#!/bin/sh
# Results that cannot be written because memory is short: exit 5, not 4, which
# is for disks. Memory is taken away by and by, from what is enough.
set -eu
cd "$(dirname "$0")/../.."
poesim=$(realpath "${BUILD:-build}/poesim")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0 seen=0

# run KILOBYTES
run() {
    code=0
    (ulimit -c 0; ulimit -v "$1"; exec "$poesim" run tests/oracles/queue.xml -q -j 1 --force \
        --replications 2 -o "$scratch/o.h5") >"$scratch/out" 2>"$scratch/err" ||
        code=$?
}

# With a sanitizer, or where there is no such limit, nothing can be seen.
run 2000000
[ "$code" = 0 ] || { echo "no test: a limit of memory is not to be had"; exit 0; }

enough=2000000
least=0
while [ $((enough - least)) -gt 1000 ]; do
    run $(((enough + least) / 2))
    if [ "$code" = 0 ]; then
        enough=$(((enough + least) / 2))
    else
        least=$(((enough + least) / 2))
    fi
done
less=$enough
while [ "$less" -gt $((enough - 12000)) ] && [ "$seen" -lt 3 ]; do
    less=$((less - 500))
    run $less
    if grep -q 'cannot write' "$scratch/err"; then
        seen=$((seen + 1))
        [ "$code" = 5 ] ||
            { echo "exit $code with $less KB: $(cat "$scratch/err")"; failed=1; }
    fi
done
[ "$seen" -gt 0 ] || { echo "nothing failed below $enough KB"; failed=1; }
exit $failed
