#!/bin/sh
# Reads the output of "go test -bench … -count N" and prints each benchmark once, with the median of every figure.
set -eu

awk '
	/^pkg:/ { package = $2 }
	/^Benchmark/ && NF >= 4 {
		name = $1
		sub(/-[0-9]+$/, "", name) # the number of cores
		name = package " " name
		if (!(name in runs)) order[++benchmarks] = name
		runs[name]++
		for (i = 3; i < NF; i += 2) {
			unit = $(i + 1)
			if (!((name, unit) in count)) units[name] = units[name] " " unit
			value[name, unit, ++count[name, unit]] = $i
		}
	}
	function median(name, unit,    n, i, j, held, list) {
		n = count[name, unit]
		for (i = 1; i <= n; i++) {
			held = value[name, unit, i] + 0
			for (j = i - 1; j >= 1 && list[j] > held; j--) list[j + 1] = list[j]
			list[j + 1] = held
		}
		return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
	}
	# Nanoseconds are hard to read: 12345678 ns/op is 12.35 ms.
	function readable(figure, unit) {
		if (unit != "ns/op") return sprintf("%.6g %s", figure, unit)
		if (figure >= 1e9) return sprintf("%.2f s", figure / 1e9)
		if (figure >= 1e6) return sprintf("%.2f ms", figure / 1e6)
		if (figure >= 1e3) return sprintf("%.2f µs", figure / 1e3)
		return sprintf("%.1f ns", figure)
	}
	END {
		if (benchmarks == 0) print "no benchmark ran"
		for (b = 1; b <= benchmarks; b++) {
			name = order[b]
			split(name, parts, " ")
			if (parts[1] != shown) {
				if (b > 1) print ""
				print parts[1]
				shown = parts[1]
			}
			line = sprintf("  %-52s", substr(parts[2], 10))
			n = split(units[name], list, " ")
			for (i = 1; i <= n; i++) line = line sprintf(" %14s", readable(median(name, list[i]), list[i]))
			print line "   median of " runs[name]
		}
	}'
