#!/bin/sh
# Runs every fuzz target of the project for a while, one after the other:
#
#   fuzz.sh TIME TAGS
#
# An input that breaks something is kept in the package's testdata/fuzz: commit it with the repair.
set -eu

go=${GO:-go}
targets=$(find app cmd -name '*_test.go' -exec awk '/^func Fuzz/ { sub(/\(.*/, "", $2); print FILENAME, $2 }' {} + | sort)
[ -n "$targets" ] || {
	echo 'fuzz: no fuzz target found' >&2
	exit 1
}
printf '%s\n' "$targets" | while read -r file name; do
	package=./$(dirname "$file")
	# Making interesting inputs small may take a minute each, in which nothing else is tried: a second must do.
	echo "fuzz: $name in $package for $1"
	"$go" test -tags "$2" -run '^$' -fuzz "^$name\$" -fuzztime "$1" -fuzzminimizetime 1s "$package" </dev/null
done
