#!/bin/sh
# Runs the tests of a package at two desks at a time, half of them at each: they mostly wait for the clock.
#
#   halves.sh SKIP FLAG…     SKIP is a pattern of tests to leave out; the last FLAG is the package
set -eu

go=${GO:-go}
skip=$1
shift
dir=$(mktemp -d "${TMPDIR:-/tmp}/starling-halves.XXXXXX")
trap 'rm -rf "$dir"' EXIT
"$go" test -c -o "$dir/tests" "$@"
for package; do :; done
(cd "$package" && "$dir/tests" -test.list . | grep '^Test' | grep -v "$skip") >"$dir/names"
[ -s "$dir/names" ] || {
	echo 'halves: no test found' >&2
	exit 1
}

# half NUMBER runs every second test.
half() {
	pattern=$(awk -v half="$1" 'NR % 2 == half { printf "%s%s", sep, $0; sep = "|" }' "$dir/names")
	sh scripts/desk.sh sh -c 'cd "$1" && exec "$2" -test.run "^($3)\$" -test.timeout 15m' half "$package" "$dir/tests" "$pattern" >"$dir/$1.out" 2>&1
}
half 0 &
first=$!
status=0
half 1 || status=$?
wait $first || status=$?
cat "$dir/0.out" "$dir/1.out"
exit $status
