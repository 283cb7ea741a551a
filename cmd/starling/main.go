// Starling rehearses interview answers aloud: it times a two-minute answer
// with a cue at every section, and keeps what was thought of it afterwards.
//
// This package is the program's command line, and no more: what it is asked
// (cli.go), what it says of itself (help.txt), and how it ends. Every command
// is one call into package app. The exit code is 0 when all is well, 1 when
// something was found or failed, and 2 when the command line makes no sense.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/alecthomas/kong"

	"starling/app"
)

// The exit codes.
const (
	fine   = 0
	failed = 1
	usage  = 2
)

func main() {
	// Asked for, the signal of a closed pipe no longer ends the program: the
	// write fails instead, and that is taken for the end of the reader's interest.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does what the arguments say and gives the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out := bufio.NewWriter(stdout)
	err := command(ctx, args, out, stderr)
	if flushed := out.Flush(); flushed != nil && !closedPipe(flushed) {
		err = flushed // what was to be printed is lost: that is the news
	}
	var wrong *kong.ParseError
	switch {
	case err == nil, errors.Is(err, errAnswered), closedPipe(err):
		return fine
	case errors.Is(err, app.ErrRaised):
		fmt.Fprintln(stderr, "starling:", err)
		return fine
	case errors.Is(err, app.ErrProblems):
		return failed // and they have been told
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "starling: %v\nTry: %s --help\n", err, asked(wrong.Context))
		return usage
	case errors.Is(err, context.Canceled):
		err = errors.New("interrupted")
	}
	fmt.Fprintln(stderr, "starling:", err)
	return failed
}

// closedPipe tells whether a write failed because nobody reads any more, as in
// `starling history | head -1`.
func closedPipe(err error) bool {
	const noData, brokenPipe = syscall.Errno(232), syscall.Errno(109) // as Windows has it
	return errors.Is(err, syscall.EPIPE) ||
		runtime.GOOS == "windows" && (errors.Is(err, noData) || errors.Is(err, brokenPipe))
}
