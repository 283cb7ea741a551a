#!/bin/sh
# Prints the packages whose tests must pass without C and are others then: those with the sound device or Fyne below
# them. What has neither is the same program with and without C. Left out are those that reach the real window even
# then; window and device have twins that are built without C, so they are few, if any.
#
#   nocgo.sh TAGS
set -eu

go=${GO:-go}
# -test lists a package once more with what its tests import, as "starling/app/ui [starling/app/ui.test]" and the like.
# -e goes on past the window's own packages, which have no file without C.
{
	CGO_ENABLED=1 "$go" list -e -test -tags "$1" -f 'with {{.ImportPath}} {{join .Deps " "}}' ./...
	CGO_ENABLED=0 "$go" list -e -test -tags "$1" -f 'without {{.ImportPath}} {{join .Deps " "}}' ./...
} | awk '
	{
		package = $2
		sub(/\.test$/, "", package)
		sub(/_test$/, "", package)
		for (i = 3; i <= NF; i++) {
			if ($1 == "with" && ($i == "fyne.io/fyne/v2" || $i == "github.com/gen2brain/malgo")) other[package] = 1
			if ($1 == "without" && $i == "fyne.io/fyne/v2/app") window[package] = 1
		}
	}
	END { for (package in other) if (!(package in window)) print package }' | sort
