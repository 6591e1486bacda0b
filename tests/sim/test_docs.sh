#!/bin/sh
# The commands of the documentation do what they say: every line "$ ..." of a
# block marked console is run, page by page, in a folder with scenarios/, plots/
# and build/, and must leave with 0. Not run: git, make, and drawings where
# Graphviz is not there. Data of others are replaced by a small table. Links
# between pages lead to files.
set -eu
cd "$(dirname "$0")/../.."
home=$PWD
build=$(realpath "${BUILD:-build}")
export PATH="$build:$PATH"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0 count=0

# Commands of a page, "LINE COMMAND"; a backslash at the end goes on.
commands() {
    awk '/^```/ {inside = $0 == "```console"; next}
        !inside {next}
        more || /^\$ / {
            if (!more) {line = NR; text = ""; sub(/^\$ /, "")}
            more = sub(/\\$/, "")
            text = text $0
            if (!more) print line, text
        }' "$1"
}

# The files that the pages take for granted.
prepare() {
    ln -s "$home/scenarios" "$home/plots" .
    ln -s "$build" build
    sed 's/<station id="booth"/<station id="booths"/; s/start="booth"/start="booths"/' \
        "$home/scenarios/tutorial/1-booth.xml" >day.xml
    cat >JFK.csv <<'END'
Airport,Terminal,Date,Hour,U.S._Citizen_Average_Wait_Time,U.S._Citizen_Max_Wait_Time,Non_U.S._Citizen_Average_Wait_Time,Non_U.S._Citizen_Max_Wait_Time,All_Passengers_Average_Wait_Time,All_Passengers_Max_Wait_Time,Number_Of_Passengers_Time_Interval_0-15,Number_Of_Passengers_Time_Interval_16-30,Number_Of_Passengers_Time_Interval_31-45,Number_Of_Passengers_Time_Interval_46-60,Number_Of_Passengers_Time_Interval_61-90,Number_Of_Passengers_Time_Interval_91-120,Number_Of_Passengers_Time_Interval_120_plus,Excluded,Total,Flights,Booths
JFK,Terminal 4 (IAT),7/15/2018,0900 - 1000,21,40,0,0,21,40,14,15,11,0,0,0,0,0,40,1,1
JFK,Terminal 4 (IAT),7/15/2018,1100 - 1200,0,0,17,31,17,31,14,14,2,0,0,0,0,0,30,1,2
END
    cp JFK.csv FILE.csv
    "$build/poesim" run scenarios/reference/air-entry-hub.xml -q \
        --replications 2 -o hub.h5
}

# What a command would say that it exists is out of its way; few replications.
run() {
    for out in $(printf '%s\n' "$1" | sed -n 's/.* -o \([^ ]*\).*/\1/p'); do
        rm -f "$out"
    done
    case $1 in
    *"poesim run "*) set -- "${1%%  #*} --replications 2" ;;
    esac
    sh -euc "$1" >"$scratch/out" 2>"$scratch/err" </dev/null
}

for page in README.md docs/tutorial.md docs/commands.md \
    docs/airport-wait-times.md scenarios/README.md; do
    mkdir "$scratch/page"
    cd "$scratch/page"
    prepare
    commands "$home/$page" >"$scratch/commands"
    while read -r line command; do
        case $command in
        git\ * | make\ * | sudo\ *) continue ;;
        *dot\ * | *show*) command -v dot >/dev/null || continue ;;
        esac
        count=$((count + 1))
        run "$command" || {
            echo "$page:$line: fails: $command"
            cat "$scratch/err"
            failed=1
        }
    done <"$scratch/commands"
    cd "$home"
    rm -rf "$scratch/page"
done
[ $count -ge 35 ] || { echo "only $count commands found"; failed=1; }

# [text](file#part): the file is there
for page in README.md docs/*.md scenarios/*.md; do
    for link in $(grep -o '](\([^)#]*\)' "$page" | sed 's/^](//' | grep -v ://); do
        [ -e "$(dirname "$page")/$link" ] ||
            { echo "$page: no $link"; failed=1; }
    done
done
for page in docs/*.md; do
    grep -q "]($page)" README.md || [ "$page" = docs/changelog.md ] ||
        { echo "README.md has no link to $page"; failed=1; }
done
exit $failed
