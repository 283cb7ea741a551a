#!/bin/sh
# Says in a few lines on which machine, with which Go and of which state of the code figures were taken.
set -eu

go=${GO:-go}
case "$(uname -s)" in
Darwin)
	processor=$(sysctl -n machdep.cpu.brand_string)
	memory=$(($(sysctl -n hw.memsize) / 1048576))
	;;
*)
	processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
	memory=$(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo 2>/dev/null || echo 0) / 1024))
	;;
esac
system=$(uname -srm)
[ ! -r /etc/os-release ] || system="$(. /etc/os-release && echo "$PRETTY_NAME"), $system"
state=$(git rev-parse --short HEAD 2>/dev/null || echo 'no commit')
[ -z "$(git status --porcelain 2>/dev/null)" ] || state="$state, with changes"

echo "date:      $(date -u +%Y-%m-%dT%H:%MZ)"
echo "machine:   ${processor:-unknown processor}, $(getconf _NPROCESSORS_ONLN) cores, $memory MiB"
echo "system:    $system"
echo "go:        $("$go" env GOVERSION)"
echo "code:      $state"
