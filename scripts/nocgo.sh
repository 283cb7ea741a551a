#!/bin/sh
# Prints the packages whose tests must pass without C: all but those that reach the real window even then.
# Sound device and window have twins that are built without C, so few are left out, if any.
#
#   nocgo.sh TAGS
set -eu

go=${GO:-go}
# -test lists a package once more with what its tests import, as "starling/app/ui [starling/app/ui.test]" and the like.
# -e goes on past the window's own packages, which have no file without C.
CGO_ENABLED=0 "$go" list -e -test -tags "$1" -f '{{.ImportPath}} {{join .Deps " "}}' ./... | awk '
	{
		package = $1
		sub(/\.test$/, "", package)
		sub(/_test$/, "", package)
		seen[package] = 1
		for (i = 2; i <= NF; i++)
			if ($i == "fyne.io/fyne/v2/app") window[package] = 1
	}
	END { for (package in seen) if (!(package in window)) print package }' | sort
