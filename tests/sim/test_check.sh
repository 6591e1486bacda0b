#!/bin/sh
# What check and import print where nothing is wrong, and where: help and
# results on stdout with exit 0, errors on stderr.
set -eu
cd "$(dirname "$0")/../.."
poesim=$(realpath "${BUILD:-build}/poesim")
hub=scenarios/reference/air-entry-hub.xml
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# prints WANT COMMAND...: exit 0, WANT on stdout, nothing on stderr
prints() {
    want=$1
    shift
    "$poesim" "$@" >"$scratch/out" 2>"$scratch/err" ||
        { echo "fails: $*"; failed=1; }
    [ -z "$want" ] || grep -qF -- "$want" "$scratch/out" || { echo "no \"$want\": $*"; failed=1; }
    [ ! -s "$scratch/err" ] || { echo "stderr: $*"; failed=1; }
}

prints "$hub: ok, 1 port, 3 stations, 1 flow, 105 calls" check "$hub"
[ "$(wc -l <"$scratch/out")" = 1 ] || { echo "more than one line"; failed=1; }
prints "" check -q "$hub"
[ ! -s "$scratch/out" ] || { echo "-q is not quiet"; failed=1; }
prints "<scenario" check --resolved "$hub"
! grep -q ': ok' "$scratch/out" || { echo "resolved is no scenario"; failed=1; }
prints "awt" import --help
prints "--airport" import awt --help
prints "--fmr" import scores --help
prints "usage" run --help
prints "Analyses" --help # and every program of its folder is named
for program in analysis/*.c; do
    grep -qw "$(basename "$program" .c)" "$scratch/out" ||
        { echo "--help does not name $program"; failed=1; }
done

# one version of the format so far: a scenario is left alone, a newer one refused
cp scenarios/tutorial/1-booth.xml "$scratch/one.xml"
prints "one.xml: up to date: version 1" upgrade "$scratch/one.xml"
cmp -s scenarios/tutorial/1-booth.xml "$scratch/one.xml" ||
    { echo "upgrade wrote without need"; failed=1; }
sed 's/version="1"/version="2"/' "$scratch/one.xml" >"$scratch/two.xml"
cp "$scratch/two.xml" "$scratch/was.xml"
code=0
"$poesim" upgrade "$scratch/two.xml" >"$scratch/out" 2>"$scratch/err" || code=$?
[ $code = 3 ] || { echo "upgrade of a newer version: $code"; failed=1; }
grep -q 'two.xml:[0-9]*: error: .*newer poesim is needed' "$scratch/err" ||
    { cat "$scratch/err"; failed=1; }
cmp -s "$scratch/was.xml" "$scratch/two.xml" || { echo "it was written"; failed=1; }

# a path that matches nothing names what is near
if "$poesim" check "$hub" --set "//station[@id='citizen']/@positions=3" \
    2>"$scratch/err"; then
    echo "a path that matches nothing passes"
    failed=1
fi
grep -q 'there is station citizens, visitors or secondary' "$scratch/err" ||
    { cat "$scratch/err"; failed=1; }

# 10,000 wrong lines: the first 50 in order, the others counted, and no waiting
# many LINE MORE: LINE with a number for &
many() {
    {
        printf '<scenario xmlns="urn:poesim:scenario" version="1" id="s" start="2026-07-15" duration="1 d">\n<title>t</title>\n<run/>\n'
        seq 10000 | sed "s#.*#$1#"
        echo '</scenario>'
    } >"$scratch/many.xml"
    code=0
    (ulimit -t 2; "$poesim" check "$scratch/many.xml") 2>"$scratch/err" || code=$?
    [ $code = 3 ] || { echo "many $1: exit $code"; failed=1; }
    sed "s#^.*many.xml:\([0-9]*\): error.*#\1#" "$scratch/err" >"$scratch/at"
    { seq 4 53; echo "... and $2 more"; } | diff - "$scratch/at" ||
        { echo "many $1: not the first 50 and $2 more"; failed=1; }
}
many '<grop id="g&"/>' 9951 # and no port
many '<gate&/>' 9950
many '<group id="g&" age-form="1"/>' 9951
many '<camera id="c&"><capture-time mean="2"/></camera>' 9950
many '<rule id="r&" statuses="visa visa"/>' 9950
exit $failed
