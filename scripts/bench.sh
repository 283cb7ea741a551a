#!/bin/sh
# Measures Starling and prints the figures, with the machine they were taken on, to the screen and into build/bench.txt:
#
#   bench.sh BINARY TAGS
#
# First the benchmarks beside the code (medians of five runs), then, where there is a virtual desk, the app in its
# window: cues in the captured sound, cost, start, memory.
set -eu

go=${GO:-go}
root=$(pwd)
binary=$root/$1
tags=$2
mkdir -p build
figures=build/bench.txt
raw=build/bench-raw.txt
status=0

sh scripts/machine.sh | tee "$figures"

printf '\nBeside the code\n' | tee -a "$figures"
"$go" test -run '^$' -bench . -benchmem -benchtime 0.5s -count 5 -timeout 1h -tags "$tags" ./app/... >"$raw" 2>&1 || {
	grep -v '^Benchmark' "$raw" >&2
	status=1
}
sh scripts/medians.sh <"$raw" | tee -a "$figures"

if [ "$(uname -s)" = Linux ]; then
	printf '\nIn the window\n' | tee -a "$figures"
	# The test writes the figures' lines into the file that STARLING_FIGURES names.
	rm -f build/bench-window.txt
	STARLING_BIN=$binary STARLING_FIGURES=$root/build/bench-window.txt \
		sh scripts/desk.sh sh scripts/named.sh '^TestFigures' -count=1 -timeout 1h -tags "$tags,bench" ./app/e2e/ >"$raw.window" 2>&1 || {
		cat "$raw.window" >&2
		status=1
	}
	[ ! -f build/bench-window.txt ] || tee -a "$figures" <build/bench-window.txt
fi
exit $status
