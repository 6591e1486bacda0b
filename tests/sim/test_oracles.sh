# Exact answers of queueing theory against whole runs of the program, and that a
# wrong answer would be seen.
set -eu
BUILD=${BUILD:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
check() { /usr/bin/python3 -B tests/oracles/check.py "$@" "$BUILD/poesim"; }

check --tier 1 >"$scratch/out" || { grep -v '^ok' "$scratch/out"; exit 1; }
tail -1 "$scratch/out"

# M/M/1 with one figure 5% off, a trace with a wait 1 ms off, a rate in force
# 1e-8 off: each must fail.
{
    printf 'system,params,metric,value,how\n'
    printf 'M/M/1,lambda=0.5;mu=1,Wq,1.05,simulate\n'
    printf 'G/G/c trace,arrivals=0/10;services=20/5;c=1,wait_2,11,exact\n'
    printf 'independent attempts accept-on-any,FNMR=0.05;m=1,FRR_txn,0.05000001,expected\n'
} >"$scratch/wrong.csv"
if check --table "$scratch/wrong.csv" >"$scratch/out"; then
    echo "wrong figures passed"
    exit 1
fi
test "$(grep -c '^FAIL' "$scratch/out")" = 3 || { cat "$scratch/out"; exit 1; }

# What is kept of a run runs again: the printed command gives the same results.
check --only "G/G/c trace" --keep "$scratch/kept" >"$scratch/out" 2>"$scratch/commands"
test "$(grep -c '^ok' "$scratch/out")" -ge 1
cp "$scratch/kept/001/out.h5" "$scratch/first.h5"
sh -c "$(head -n 1 "$scratch/commands")"
cmp "$scratch/kept/001/out.h5" "$scratch/first.h5"
