#!/bin/sh
# Runs make targets one after the other, stops at the first that fails, and says how long each took:
#
#   steps.sh MAKE TARGET…
set -eu

make=$1
shift
whole=$(date +%s)
table=
for step; do
	printf '\n==> %s\n' "$step"
	began=$(date +%s)
	status=0
	"$make" --no-print-directory "$step" || status=$?
	took=$(($(date +%s) - began))
	table="$table$(printf '  %-12s %4d s' "$step" "$took")
"
	if [ "$status" -ne 0 ]; then
		printf '\nFAILED in "make %s", after these:\n%s' "$step" "$table" >&2
		exit 1
	fi
done
printf '\nAll passed:\n%s  %-12s %4d s\n' "$table" whole $(($(date +%s) - whole))
