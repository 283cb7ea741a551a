# Starling's commands. "make help" lists them; CONTRIBUTING.md says more about the checks.
# The shell helpers that do the longer work are in scripts/.

# An empty environment will do: Go's usual folder and a home folder are found without one.
export PATH := $(if $(PATH),$(PATH),/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin):/usr/local/go/bin
# Older makes do not hand the line above to $(shell …).
ask = $(shell export PATH='$(PATH)'; $(1))
ifeq ($(HOME),)
export HOME := $(or $(call ask,getent passwd $$(id -u) | cut -d: -f6),$(CURDIR)/build/home)
endif

GO ?= go
export GO
OS := $(call ask,uname -s)
EXE := $(if $(filter MINGW% MSYS% CYGWIN%,$(OS)),.exe)

# migrated_fynedo: Starling hops to the main thread itself, so Fyne need not check every call. See threadcheck.
# sqlite_fts5: history is kept through SQLite in C, where there is C; else through SQLite translated to Go.
SQLITE := sqlite_fts5
TAGS := migrated_fynedo,$(SQLITE)
# For go vet: the files of the special test runs are looked at too.
ALL_TAGS := $(TAGS),bench,demo,pulse,soak,speech,window
BINARY := build/starling$(EXE)
# Extra flags for go test, for example TESTFLAGS=-v.
TESTFLAGS ?=

# Packages whose tests must reach this share of their statements.
COVERED := starling/app/story starling/app/rehearsal starling/app/history starling/app/export starling/app/recording
COVERAGE := 90

# The steps of "make test". Builds that can be shared follow each other; only Linux has the virtual desk.
STEPS := vet unit cover nocgo fuzz
ifeq ($(OS),Linux)
STEPS += speech pulse threadcheck demo e2e report
endif
FUZZTIME ?= 4s

# The linter is built once for each version of it and of Go.
LINT := build/tools/golangci-lint-$(call ask,{ $(GO) env GOVERSION; cat tools/go.mod tools/go.sum; } | cksum | cut -d' ' -f1)$(EXE)

# What npm installs for the look at the report.
AXE := scripts/report-check/node_modules/.package-lock.json

.DEFAULT_GOAL := help

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# ---- the app

.PHONY: run
run: display build ## install what is missing, build Starling and start it (ARGS="rehearse SLUG" and the like)
	./$(BINARY) $(ARGS)

.PHONY: build
build: packages ## build Starling into build/
	@[ -e $(BINARY) ] || echo 'Building Starling; the first time this takes four to five minutes.'
	@$(GO) build -tags $(TAGS) -o $(BINARY) ./cmd/starling

# Says early that no window can be opened, before anything is installed or built.
.PHONY: display
display:
ifeq ($(OS),Linux)
	@if [ -z "$$DISPLAY" ] && [ -z "$$WAYLAND_DISPLAY" ]; then \
		echo 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot be opened.'; \
		echo 'To see Starling work without one: make demo. It leaves pictures, sound and history in build/demo/.'; \
		exit 1; \
	fi
endif

# The same week each time, but for its dates: it ended yesterday. WEEKS=4 makes up four.
WEEKS ?= 1
.PHONY: week
week: display build ## Starling after a week of practice that is made up, in build/week/
	@rm -rf build/week
	$(GO) run -tags $(TAGS) scripts/week.go -weeks $(WEEKS) build/week
	./$(BINARY) --data build/week --stories build/week/stories

.PHONY: demo
demo: test-packages build ## a whole answer on a virtual display with a virtual sound card; see build/demo/
	@rm -rf build/demo && mkdir -p build/demo
	STARLING_BIN='$(CURDIR)/$(BINARY)' STARLING_DEMO='$(CURDIR)/build/demo' \
		sh scripts/desk.sh sh scripts/named.sh '^TestDemo' -count=1 -timeout 10m -tags $(TAGS),demo -v ./app/e2e/

.PHONY: pictures
pictures: demo ## the README's pictures, from a fresh demo
	for picture in library library-light stage rating history listening progress; do cp "build/demo/readme/$$picture.png" docs/pictures/ || exit 1; done

# ---- the checks

.PHONY: test
test: test-packages ## install what is missing, then run every test
ifneq ($(OS),Linux)
	@echo 'Not run on $(OS), for they need the virtual display, the sound card, the voices or the browser of Linux: speech pulse threadcheck demo e2e report'
endif
	@sh scripts/steps.sh '$(MAKE)' $(STEPS)

.PHONY: vet
vet: packages ## go vet, of the special test runs too
	$(GO) vet -tags $(ALL_TAGS) ./...

# The screens' tests run all on one goroutine, where there is no race to find, and take eight times as long under the
# detector. They are run by nocgo; what runs beside the screens in the real window is for threadcheck.
SCREENS := starling/app/ui
# These start no goroutine of their own. The commands are run by nocgo, one process for each.
ALONE := starling/app/delivery starling/app/export starling/app/practice starling/app/progress starling/app/rehearsal starling/cmd/starling
# These take the longest under the detector, twenty times as long as without it. What runs beside each other in them (the
# merges) runs so in shorter tests too.
LONG := \
	TestACrystalThatRunsWronglyDoesNotPullSoundAndMarksApart \
	TestAMergeThatIsCutOffLeavesNothing \
	TestAPictureShowsWhatTheSceneHolds \
	TestAttemptsOfEverySortAreMadeUp \
	TestDamagedFilesNeverCrash \
	TestNoFileKeepsTheParserBusy \
	TestTheIndexesAreThereAfterAMergeOfManyAndAfterOneThatIsCutOff \
	TestTheSpeedLeavesThePitchOfATone \
	TestWhatTheOtherHistoryHasDerivedIsNotBelieved
empty :=
comma := ,

.PHONY: unit
unit: packages ## the tests beside the code: all cases, and some of them under the race detector, which takes ten times as long
	@mkdir -p build
	@without=$$(sh scripts/nocgo.sh $(TAGS)) && set -x && \
		$(GO) test -vet=off -timeout 20m -tags $(TAGS) -coverprofile build/cover.out $(TESTFLAGS) \
			$$($(GO) list -tags $(TAGS) ./... | grep -vxF "$$without")
	$(GO) test -race -short -skip '^($(subst $(empty) $(empty),|,$(strip $(LONG))))$$' \
		-vet=off -timeout 20m -tags $(TAGS) -coverprofile build/cover-race.out $(TESTFLAGS) \
		$$($(GO) list -tags $(TAGS) ./... | grep -vxF '$(SCREENS)' $(ALONE:%=| grep -vxF '%'))
	@cat build/cover-race.out >>build/cover.out

.PHONY: cover
cover: ## coverage of the last "make unit", and whether it is enough
	@sh scripts/coverage.sh build/cover.out $(COVERAGE) $(COVERED)

.PHONY: nocgo
nocgo: ## all cases of what is another program without C: no device, no window, the other SQLite; the screens' among them
	@packages=$$(sh scripts/nocgo.sh $(TAGS)) && set -x && \
		CGO_ENABLED=0 $(GO) test -vet=off -timeout 20m -tags $(TAGS) $(TESTFLAGS) ./app/history/... $$packages

# Without SQLite in C, which would be compiled once more for it.
.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (4s)
	@sh scripts/fuzz.sh $(FUZZTIME) $(filter-out $(SQLITE),$(subst $(comma), ,$(TAGS)))

# The recordings are made anew each time; they take some 250 MB.
.PHONY: speech
speech: test-packages ## the measures of delivery against spoken answers of which all is known (Linux)
	@rm -rf build/speech
	$(GO) run scripts/speech.go build/speech
	STARLING_SPEECH='$(CURDIR)/build/speech' \
		sh scripts/named.sh 'OfSpokenAnswers' -count=1 -timeout 10m -tags $(TAGS),speech -v ./app/delivery/

# One package after the other: they measure time, and load the machine on purpose. The rest of their tests is in unit and nocgo.
PULSE := $(wildcard app/*/*_pulse_test.go app/*/*/*_pulse_test.go)
.PHONY: pulse
pulse: test-packages ## the sound device against a virtual sound card that comes and goes
	sh scripts/named.sh "$$(sed -n 's/^func \(Test[A-Za-z0-9]*\)(.*/\1/p' $(PULSE) | paste -sd'|' | sed 's/.*/^(&)$$/')" \
		-p 1 -count=1 -timeout 10m -tags $(TAGS),pulse $(TESTFLAGS) $(sort $(patsubst %,./%,$(dir $(PULSE))))

# Fyne checks threads only in a build without migrated_fynedo and with no FyneApp.toml beside the program (where the
# program's path contains the folder for temporary files: none in the working folder). So this one has a folder of its own.
.PHONY: threadcheck
threadcheck: test-packages ## every screen in a real window that reports calls on the wrong thread
	@rm -rf build/threadcheck && mkdir -p build/threadcheck
	$(GO) build -tags $(SQLITE) -o build/threadcheck/starling$(EXE) ./cmd/starling
	STARLING_BIN='$(CURDIR)/build/threadcheck/starling$(EXE)' \
		sh scripts/desk.sh sh scripts/named.sh '^TestThreads' -count=1 -timeout 10m -tags window,$(SQLITE) $(TESTFLAGS) ./app/e2e/

.PHONY: e2e
e2e: test-packages build ## the real program at a virtual display and sound card, beyond what the demo shows
	STARLING_BIN='$(CURDIR)/$(BINARY)' sh scripts/halves.sh '^TestDemo' -vet=off -tags $(TAGS),demo ./app/e2e/

# The pages are those that the tests beside the code hold the export to. =6: so many charts are in it.
.PHONY: report
report: $(AXE) ## the exported report in a headless Chromium: no request, its charts, A4, axe-core (Linux)
	node scripts/report-check/check.mjs app/export/testdata/sample.html=6 app/export/testdata/nothing.html

$(AXE): scripts/report-check/package-lock.json | report-packages
	cd scripts/report-check && npm ci --loglevel=error
	@touch $@

.PHONY: lint
lint: packages $(LINT) ## the linter, the format, the layers, the shell helpers
	@for script in scripts/*.sh .ci/run; do sh -n "$$script" || exit 1; done
	$(LINT) config verify
	$(LINT) run ./...
	@sh scripts/lint-proves.sh $(LINT)

.PHONY: fmt
fmt: $(LINT) ## put the code into its format
	$(LINT) fmt ./...

$(LINT): | packages
	@echo 'Building the linter; this takes a minute or two, once.'
	@mkdir -p build/tools && rm -f build/tools/golangci-lint*
	@$(GO) build -modfile=tools/go.mod -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

# ---- what takes longer

.PHONY: bench
bench: test-packages build ## measure, and print the figures with the machine into build/bench.txt
	@sh scripts/bench.sh '$(BINARY)' $(TAGS)

.PHONY: soak
soak: test-packages build ## what takes hours: long fuzzing, thousands of kills, an hour of answers
	@$(MAKE) --no-print-directory fuzz FUZZTIME=10m
	$(GO) test -count=1 -timeout 2h -tags $(TAGS) ./app/rehearsal/ -rapid.checks=50000
	STARLING_KILLS=2000 sh scripts/named.sh 'Kill' -count=1 -timeout 0 -tags $(TAGS) -v ./app/history/
	STARLING_RECORD_MINUTES=10 sh scripts/named.sh 'Dropped' -count=1 -timeout 30m -tags $(TAGS),pulse -v ./app/recording/
	STARLING_KILLS=50 sh scripts/named.sh 'Kill' -count=1 -timeout 0 -tags $(TAGS) -v ./app/recording/
	STARLING_BIN='$(CURDIR)/$(BINARY)' STARLING_SOAK=1h \
		sh scripts/desk.sh sh scripts/named.sh '^TestSoak' -count=1 -timeout 2h -tags $(TAGS),soak -v ./app/e2e/

# ---- the rest

.PHONY: icon
icon: ## draw assets/icon.png from assets/icon.svg
	$(GO) run scripts/icon.go assets/icon.svg assets/icon.png 512

.PHONY: packages
packages:
	@sh scripts/packages.sh run

.PHONY: test-packages
test-packages:
	@sh scripts/packages.sh test

.PHONY: report-packages
report-packages:
	@sh scripts/packages.sh report

.PHONY: clean
clean: ## remove build/
	rm -rf build
