#!/bin/sh
# The nation: its scenarios are read, and as many travellers come to its ports,
# by the first estimate, as its README says: 420 million a year.
set -eu
cd "$(dirname "$0")/../.."
poesim=${BUILD:-build}/poesim
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

for n in day day-busy day-storm year; do
    "$poesim" check -q "scenarios/national/national-$n.xml" 2>"$scratch/said" ||
        { cat "$scratch/said"; failed=1; }
    # only the services that are to be at their limit are warned of
    grep -v 'national-day-\(busy\|storm\).*its queue must grow' "$scratch/said" &&
        failed=1
done
awk -F, '{sub(/\r/, "")} FNR == 1 {split($0, name); next}
    {for (i in name) if (name[i] ~ /^(arrivals|departures|landings|on-foot|in-cars|crews|boats|on-foot-out|in-cars-out)$/)
        {sub(/ \/d/, "", $i); sum += $i}
     if (name[4] == "ship-1") for (i = 4; i <= 6; i++)
        sum += $i * (FILENAME ~ /home/ ? 2 : 1)
     ports++}
    END {printf "%d ports, %d travellers\n", ports, sum
         exit ports != 330 || sum < 1150000 || sum > 1151500}' \
    scenarios/national/*.csv || failed=1
exit $failed
