package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"starling/app/ui"
)

// exportFile writes an export of one of the screens' kinds into a new file in a
// folder, which is made if it is missing, and gives its path and what is worth
// knowing of it. Where there is a file of that name, the new one has a number
// after it.
func exportFile(ctx context.Context, s Setup, dir, program string, now time.Time, o ui.ExportOptions) (path, told string, err error) {
	name, format := "starling", HTML
	switch o.Kind {
	case ui.ExportReport:
		name = "starling-report"
	case ui.ExportJSON:
		format = JSON
	case ui.ExportCSV:
		format = CSV
	case ui.ExportMarkdown:
		format = Markdown
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", "", fmt.Errorf("the folder %s cannot be made: %w", dir, err)
	}
	stem := filepath.Join(dir, name+"-"+now.Format(time.DateOnly))
	for n := 1; n <= mostNamesakes; n++ {
		if path = stem + exportEnding(format); n > 1 {
			path = fmt.Sprintf("%s-%d%s", stem, n, exportEnding(format))
		}
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var words bytes.Buffer
		err := Export(ctx, s, ExportOptions{
			Format: format, Story: o.Story, WithoutNotes: o.WithoutNotes, Out: path, Program: program, Now: now,
		}, nil, &words)
		return path, strings.Join(strings.Split(strings.TrimSpace(words.String()), "\n"), " "), err
	}
	return "", "", fmt.Errorf("there are %d files like %s in %s already; move some of them", mostNamesakes, filepath.Base(path), dir)
}

// exportEnding is how the name of an export's file ends.
func exportEnding(f Format) string {
	switch f {
	case JSON:
		return ".json"
	case CSV:
		return ".csv"
	case Markdown:
		return ".md"
	}
	return ".html"
}
