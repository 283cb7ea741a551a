package main

import (
	"bufio"
	"context"
	_ "embed" // for the help
	"fmt"
	"io"
	"runtime/debug"

	"github.com/alecthomas/kong"

	"starling/app"
)

// version is the one that FyneApp.toml has too.
const version = "0.1.0"

//go:embed help.txt
var help string

// command reads the command line and does what it says.
func command(ctx context.Context, args []string, out *bufio.Writer, errout io.Writer) error {
	var c cli
	parsed, err := parse(&c, args, out, errout)
	if err != nil {
		return err
	}
	setup, err := app.NewSetup(app.Flags{Stories: string(c.Stories), Data: string(c.Data)})
	if err != nil {
		return err
	}
	for _, problem := range setup.Problems {
		fmt.Fprintln(errout, "starling:", problem)
	}
	return parsed.Run(streams{ctx: ctx, setup: setup, out: out, errout: errout, version: version})
}

// parse reads the command line into c. The error is errAnswered where --help
// or --version was asked for.
func parse(c *cli, args []string, out, errout io.Writer) (parsed *kong.Context, err error) {
	// Kong leaves from within its parser when --help is answered. The way back
	// is a panic that is caught here and nowhere else.
	defer func() {
		switch p := recover(); p {
		case nil:
		case errAnswered:
			err = errAnswered
		default:
			panic(p)
		}
	}()
	parser, err := kong.New(c,
		kong.Name("starling"),
		kong.Help(printHelp),
		kong.HelpOptions{WrapUpperBound: 90},
		kong.Vars{"version": fullVersion()},
		kong.Writers(out, errout),
		kong.Exit(func(int) { panic(errAnswered) }),
	)
	if err != nil {
		return nil, err
	}
	return parser.Parse(args)
}

// printHelp prints what Starling is for, or how a command is used.
func printHelp(o kong.HelpOptions, ctx *kong.Context) error {
	if cmd := ctx.Selected(); cmd == nil || cmd.Hidden {
		_, err := io.WriteString(ctx.Stdout, help)
		return err
	}
	return kong.DefaultHelpPrinter(o, ctx)
}

// asked is the command as far as it was understood: "starling history".
func asked(ctx *kong.Context) string {
	if ctx != nil {
		if cmd := ctx.Selected(); cmd != nil && !cmd.Hidden {
			return cmd.FullPath()
		}
	}
	return "starling"
}

// fullVersion is the version and, if the build knows it, the commit.
func fullVersion() string {
	text := "starling " + version
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return text
	}
	known := map[string]string{}
	for _, s := range info.Settings {
		known[s.Key] = s.Value
	}
	if commit := known["vcs.revision"]; len(commit) >= 7 {
		text += " (" + commit[:7]
		if known["vcs.modified"] == "true" {
			text += ", changed"
		}
		text += ")"
	}
	return text
}
