#!/bin/sh
# Runs tests side by side: run.sh JOBS TEST... A TEST is a program or a shell
# script. One line for each; of one that fails, all that it said. Exits 1 when
# any failed.
set -eu
if [ "$1" = one ]; then
  out=$(mktemp)
  trap 'rm -f "$out"' EXIT
  begin=$(date +%s)
  case $2 in *.sh) set -- sh "$2" ;; *) set -- "$2" ;; esac
  if CK_DEFAULT_TIMEOUT=${CK_DEFAULT_TIMEOUT:-120} CK_VERBOSITY=normal "$@" >"$out" 2>&1; then
    skipped=$(grep -i 'skipped' "$out" | head -n 1 || true)
    echo "ok      ${*#sh } ($(($(date +%s) - begin)) s)${skipped:+  $skipped}"
    exit 0
  fi
  { echo "FAILED  ${*#sh }"; cat "$out"; } >&2
  exit 1
fi
jobs=$1
shift
printf '%s\n' "$@" | xargs -P "$jobs" -n 1 sh "$0" one
