#!/bin/sh
# Runs the tests whose names match, and fails if there is none: "go test -run" alone would pass.
#
#   named.sh PATTERN GO-TEST-ARGUMENT…
set -eu

go=${GO:-go}
pattern=$1
shift
listed=$("$go" test -list "$pattern" "$@")
case "$listed" in
Test*) ;;
*)
	echo "named: no test matches $pattern in: $*" >&2
	exit 1
	;;
esac
exec "$go" test -run "$pattern" "$@"
