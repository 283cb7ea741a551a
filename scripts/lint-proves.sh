#!/bin/sh
# Shows that the linter holds the layers: plants imports, wrong ones and right ones, in an empty copy of the project's
# folders and looks at which of them the linter refuses with the project's own settings.
#
#   lint-proves.sh GOLANGCI-LINT
set -eu

lint=$1
root=$(pwd)
case "$lint" in /*) ;; *) lint=$root/$lint ;; esac
copy=$(mktemp -d "${TMPDIR:-/tmp}/starling-lint.XXXXXX")
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM

# Folder that imports, whether it may, what it imports.
cases='
app/story     no  starling/app/rehearsal
app/story     no  starling/app/history
app/story     no  starling/app/settings
app/story     no  starling/app/ui
app/story     no  starling/app/notes
app/story     no  github.com/yuin/goldmark
app/story     no  starling/stories
app/story     no  fyne.io/fyne/v2
app/story     no  net/http
app/story     no  flag
app/rehearsal yes starling/app/story
app/rehearsal no  starling/app/history
app/rehearsal no  starling/app/sound
app/rehearsal no  starling/app/ui
app/rehearsal no  starling/app
app/rehearsal no  fyne.io/fyne/v2/widget
app/rehearsal no  starling/app/health
app/export    yes starling/app/history
app/export    yes starling/app/progress
app/export    yes starling/app/chart
app/export    no  starling/app/practice
app/export    no  starling/app/settings
app/export    no  starling/app/ui
app/export    no  starling/app
app/export    no  fyne.io/fyne/v2
app/export    no  database/sql
app/notes     yes starling/app/story
app/notes     no  starling/app/rehearsal
app/notes     no  starling/app/settings
app/notes     no  fyne.io/fyne/v2
app/health    yes starling/app/story
app/health    yes starling/app/rehearsal
app/health    no  starling/app/history
app/health    no  starling/app/settings
app/health    no  starling/app/ui
app/health    no  fyne.io/fyne/v2
app/delivery  no  starling/app/story
app/delivery  no  starling/app/rehearsal
app/delivery  no  starling/app/sound
app/delivery  no  starling/app/history
app/delivery  no  starling/app/settings
app/delivery  no  starling/app/ui
app/delivery  no  fyne.io/fyne/v2
app/delivery  no  github.com/gen2brain/malgo
app/history   yes starling/app/story
app/history   yes starling/app/rehearsal
app/history   yes database/sql
app/history/sqlite yes modernc.org/sqlite
app/history/sqlite yes github.com/mattn/go-sqlite3
app/history   yes starling/app/history/sqlite
app/history   no  modernc.org/sqlite
app/history   no  github.com/mattn/go-sqlite3
app/history   no  starling/app/health
app/history   no  starling/app/settings
app/history   no  starling/app/sound
app/history   no  starling/app/ui
app/history   no  fyne.io/fyne/v2
app/chart     yes starling/app/story
app/chart     no  starling/app/rehearsal
app/chart     no  starling/app/progress
app/chart     no  fyne.io/fyne/v2
app/progress  yes starling/app/chart
app/progress  yes starling/app/rehearsal
app/progress  no  starling/app/history
app/progress  no  starling/app/ui
app/progress  no  fyne.io/fyne/v2
app/notes     yes github.com/yuin/goldmark
app/notes     no  starling/app/history
app/notes     no  starling/app/ui
app/notes     no  starling/app
app/notes     no  net/http
app/sound     yes starling/app/rehearsal
app/sound     yes starling/app/story
app/sound     no  starling/app/history
app/sound     no  starling/app/ui
app/sound     no  github.com/gen2brain/malgo
app/sound     no  fyne.io/fyne/v2
app/sound     no  starling/app/playback
app/playback  no  starling/app/sound
app/playback  no  starling/app/story
app/playback  no  starling/app/rehearsal
app/playback  no  starling/app/ui
app/playback  no  starling/app
app/playback  no  fyne.io/fyne/v2
app/playback  no  github.com/gen2brain/malgo
app/recording yes starling/app/sound/backends
app/recording yes starling/app/sound/opening
app/recording yes github.com/mewkiz/flac
app/recording no  starling/app/sound
app/recording no  starling/app/history
app/recording no  starling/app/rehearsal
app/recording no  starling/app/settings
app/recording no  starling/app/ui
app/recording no  starling/app
app/recording no  github.com/gen2brain/malgo
app/recording no  fyne.io/fyne/v2
app/recording no  net/http
app/sound     no  starling/app/recording
app/sound     no  github.com/mewkiz/flac
app/history   no  starling/app/recording
app/history   no  starling/app/practice
app/practice  yes starling/app/story
app/practice  yes starling/app/rehearsal
app/practice  yes github.com/open-spaced-repetition/go-fsrs/v4
app/practice  no  starling/app/history
app/practice  no  starling/app/settings
app/practice  no  starling/app/ui
app/practice  no  starling/app
app/practice  no  fyne.io/fyne/v2
app/practice  no  database/sql
app/settings  no  starling/app/story
app/settings  no  starling/app/practice
app/settings  no  starling/app/rehearsal
app/settings  no  starling/app/ui
app/settings  no  fyne.io/fyne/v2
app/ui        yes starling/app/story
app/ui        yes starling/app/rehearsal
app/ui        yes starling/app/health
app/ui        yes starling/app/notes
app/ui        yes starling/app/history
app/ui        yes starling/app/settings
app/ui        yes starling/app/sound
app/ui        yes starling/app/playback
app/ui        yes starling/app/delivery
app/ui        yes starling/app/recording
app/ui        no  github.com/mewkiz/flac
app/ui        yes starling/app/practice
app/ui        no  github.com/open-spaced-repetition/go-fsrs/v4
app/ui        yes starling/app/chart
app/ui        yes starling/app/progress
app/ui        yes starling/app/ui/look
app/ui        yes starling/assets
app/ui        yes fyne.io/fyne/v2/widget
app/ui        no  starling/app
app/ui        no  starling/app/e2e
app/ui        no  starling/stories
app/ui        no  starling/cmd/starling
app/ui        no  database/sql
app/ui        no  modernc.org/sqlite
app/ui        no  github.com/mattn/go-sqlite3
app/ui        no  github.com/gen2brain/malgo
app/ui/look   yes fyne.io/fyne/v2
app/ui/look   no  starling/app
app           yes starling/app/ui
app           yes starling/app/sound
app           yes starling/app/recording
app           yes starling/app/history
app           yes starling/app/notes
app           no  github.com/yuin/goldmark
app           yes starling/app/practice
app           yes starling/app/progress
app           yes starling/stories
app           yes fyne.io/fyne/v2
app           no  starling/cmd/starling
app           no  starling/app/e2e
app           no  modernc.org/sqlite
app           no  github.com/alecthomas/kong
cmd/starling  yes starling/app
cmd/starling  yes starling/app/story
cmd/starling  yes starling/app/history
cmd/starling  yes github.com/alecthomas/kong
cmd/starling  no  starling/app/ui
cmd/starling  no  starling/app/notes
cmd/starling  no  starling/app/sound
cmd/starling  no  starling/app/recording
cmd/starling  no  starling/app/rehearsal
cmd/starling  no  starling/app/practice
cmd/starling  no  database/sql
assets        no  starling/app/story
assets        no  fyne.io/fyne/v2
stories       no  starling/app/story
'

# The copy: the settings, our folders with a package each, and an empty stand-in for every module from outside.
cp .golangci.yml "$copy/"
cd "$copy"
printf 'module starling\n\ngo 1.26.0\n' >go.mod
stand_in() { # MODULE VERSION PACKAGE-FOLDER…
	module=$1
	version=$2
	shift 2
	for folder; do
		mkdir -p "outside/$module/$folder"
		printf 'package outside\n' >"outside/$module/$folder/outside.go"
	done
	printf 'module %s\n\ngo 1.26.0\n' "$module" >"outside/$module/go.mod"
	printf 'require %s %s\nreplace %s => ./outside/%s\n' "$module" "$version" "$module" "$module" >>go.mod
}
stand_in fyne.io/fyne/v2 v2.0.0 . widget
stand_in modernc.org/sqlite v1.0.0 .
stand_in github.com/mattn/go-sqlite3 v1.0.0 .
stand_in github.com/gen2brain/malgo v0.1.0 .
stand_in github.com/mewkiz/flac v1.0.0 .
stand_in github.com/alecthomas/kong v1.0.0 .
stand_in github.com/yuin/goldmark v1.0.0 .
stand_in github.com/open-spaced-repetition/go-fsrs/v4 v4.0.0 .
folders=$(printf '%s' "$cases" | awk 'NF { print $1 }' | sort -u)
for folder in $folders app/e2e; do
	mkdir -p "$folder"
	printf '// Package planted is a stand-in.\npackage planted\n' >"$folder/doc.go"
done

# One run for each folder: all at once they would import each other in circles.
wrong=0
for folder in $folders; do
	printf '%s' "$cases" | awk -v folder="$folder" '$1 == folder { print $3 }' | {
		number=0
		while read -r import; do
			number=$((number + 1))
			printf 'package planted\n\nimport _ "%s" // planted\n' "$import" >"$folder/planted$number.go"
		done
	}
	status=0
	"$lint" run --enable-only depguard --output.text.path stdout --output.text.print-issued-lines=false \
		--output.text.colors=false "./$folder/" >found 2>errors </dev/null || status=$?
	if [ "$status" -gt 1 ] || grep -q '(typecheck)' found; then
		echo "lint-proves: the linter could not look at $folder:" >&2
		cat found errors >&2
		exit 1
	fi
	number=0
	for verdict in $(printf '%s' "$cases" | awk -v folder="$folder" '$1 == folder { print $2 ":" $3 }'); do
		number=$((number + 1))
		if grep -q "^$folder/planted$number\.go:.*(depguard)" found; then is=no; else is=yes; fi
		if [ "$is" != "${verdict%%:*}" ]; then
			echo "lint-proves: may $folder import ${verdict#*:}? It should be \"${verdict%%:*}\", the linter says \"$is\"" >&2
			wrong=$((wrong + 1))
		fi
	done
	rm -f "$folder"/planted*.go
done
[ "$wrong" -eq 0 ] || exit 1
printf '%s' "$cases" | awk 'NF { count[$2]++ } END {
	printf "lint-proves: of the imports planted, %d were refused and %d allowed, as the layers say\n", count["no"], count["yes"] }'
