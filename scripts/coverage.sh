#!/bin/sh
# Prints the coverage of packages from a profile of "go test", and fails where it is below what is asked:
#
#   coverage.sh PROFILE PERCENT PACKAGE…
#
# The figure of a package is the share of its statements that its own tests reached. What talks to the sound device is
# left out: that takes a sound server, which "make pulse" has.
set -eu

profile=$1
least=$2
shift 2
awk -v least="$least" -v wanted="$*" '
	# starling/app/story/parse.go:12.34,15.2 3 1 is: 3 statements, reached once
	/^mode:/ || /\/device_malgo\.go:/ { next }
	# The same statements come once from each run of their tests.
	{
		statements[$1] = $2
		if ($3 > 0) hit[$1] = 1
	}
	END {
		for (block in statements) {
			package = block
			sub(/\/[^\/]*$/, "", package)
			all[package] += statements[block]
			if (block in hit) reached[package] += statements[block]
		}
		count = split(wanted, packages, " ")
		for (i = 1; i <= count; i++) {
			package = packages[i]
			if (all[package] == 0) {
				printf "coverage: %-24s no statement found\n", package
				failed = 1
				continue
			}
			percent = 100 * reached[package] / all[package]
			low = percent < least
			printf "coverage: %-24s %5.1f%% of %d statements%s\n", package, percent, all[package], low ? ", below " least "%" : ""
			if (low) failed = 1
		}
		exit failed
	}' "$profile"
