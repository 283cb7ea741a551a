package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"starling/app/history"
)

// Format is the form in which attempts are printed.
type Format string

// The formats.
const (
	Text Format = "text"
	JSON Format = "json"
	CSV  Format = "csv"
)

// HistoryOptions choose what History prints; the zero value is everything.
type HistoryOptions struct {
	Format Format
	// Story is the slug of a story; empty for all.
	Story string
	// Since bounds the start of the attempts; zero for no bound.
	Since time.Time
}

// History prints attempts, newest first. A story without attempts is no error,
// one that does not exist is.
func History(ctx context.Context, s Setup, o HistoryOptions, w io.Writer) error {
	records, err := attempts(ctx, s, history.Filter{Story: o.Story, Since: o.Since})
	if err != nil {
		return err
	}
	if len(records) == 0 && o.Story != "" {
		if err := s.knownStory(ctx, o.Story); err != nil {
			return err
		}
	}
	switch {
	case o.Format == JSON:
		return history.WriteJSON(w, records)
	case o.Format == CSV:
		return history.WriteCSV(w, records)
	case len(records) == 0:
		_, err := fmt.Fprintln(w, noAttempts(o))
		return err
	}
	return history.WriteText(w, records)
}

func attempts(ctx context.Context, s Setup, f history.Filter) ([]history.Record, error) {
	store, err := history.OpenReader(ctx, s.Paths.Data)
	if err != nil {
		return nil, err
	}
	records, err := store.Attempts(ctx, f)
	return records, errors.Join(err, store.Close())
}

// noAttempts says what there is not, and how it comes to be.
func noAttempts(o HistoryOptions) string {
	var b strings.Builder
	b.WriteString("No attempts")
	if o.Story != "" {
		b.WriteString(" at " + o.Story)
	}
	if o.Since.IsZero() {
		b.WriteString(" yet. ")
	} else {
		b.WriteString(" since " + o.Since.Format("2 January 2006, 15:04") + ". ")
	}
	if o.Story != "" {
		b.WriteString("Rehearse it with: starling rehearse " + o.Story)
	} else {
		b.WriteString("An answer that you give in Starling appears here.")
	}
	return b.String()
}

// knownStory tells whether a slug without attempts is at least a story, in the
// folder or in history.
func (s Setup) knownStory(ctx context.Context, slug string) error {
	if s.storyPath(slug) != "" {
		return nil
	}
	store, err := history.OpenReader(ctx, s.Paths.Data)
	if err != nil {
		return err
	}
	stats, err := store.Stories(ctx)
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	if _, ok := stats[slug]; ok {
		return nil
	}
	slugs := s.slugs()
	for slug := range stats {
		if slug != "" { // those of questions alone
			slugs = append(slugs, slug)
		}
	}
	return s.unknownStory(slug, slugs)
}

// ParseSince reads a day ("2026-11-22", from midnight where the person is), a
// moment (RFC 3339), or how many days back from now ("7d").
func ParseSince(text string, now time.Time) (time.Time, error) {
	if day, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		return day, nil
	}
	if moment, err := time.Parse(time.RFC3339, text); err == nil {
		return moment, nil
	}
	if number, ok := strings.CutSuffix(text, "d"); ok {
		const most = 36_500 // a hundred years: more is a slip
		if days, err := strconv.Atoi(number); err == nil && days >= 0 && days <= most {
			return now.AddDate(0, 0, -days), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date; write a day such as 2026-11-22, a moment such as 2026-11-22T18:00:00Z, or 7d for the last seven days", text)
}
