package export

import (
	"errors"
	"strings"
	"testing"
	"time"

	"starling/app/history"
)

func TestEachFormatIsWrittenAsItsSample(t *testing.T) {
	for format := range formats() {
		t.Run(format, func(t *testing.T) { golden(t, "sample."+format, written(t, format, sample())) })
	}
}

func TestThereIsAnExportOfNothing(t *testing.T) {
	nothing := Data{Program: "starling 0.1.0", Made: sample().Made}
	for format := range formats() {
		t.Run(format, func(t *testing.T) { golden(t, "nothing."+format, written(t, format, nothing)) })
	}
}

func TestOneStoryIsAFlashCardOfItsOwn(t *testing.T) {
	d := sample()
	d.Scope.Story = "the-ninth-call"
	d.Stories, d.Attempts = d.Stories[1:2], nil
	golden(t, "card.md", written(t, "md", d))
}

func TestWithoutNotesNoFormatHoldsANote(t *testing.T) {
	const secret = "xyzzy"
	d := sample()
	d.Stories[0].Notes = secret
	d.Attempts[0].Note = secret
	d.Attempts[0].Changes[2].Value = secret
	for format := range formats() {
		if !strings.Contains(written(t, format, d), secret) {
			t.Errorf("%s never holds notes", format)
		}
	}
	d.Scope.WithoutNotes = true
	for format := range formats() {
		if strings.Contains(written(t, format, d), secret) {
			t.Errorf("%s holds a note", format)
		}
	}
	if d.Stories[0].Notes != secret || d.Attempts[0].Note != secret || len(d.Attempts[0].Changes) != 3 {
		t.Error("the data that was given is changed")
	}
}

func TestWithoutNotesNothingIsToldOfWhatWasSaid(t *testing.T) {
	const secret = "xyzzy"
	d := sample()
	d.Attempts[0].Changes = append(d.Attempts[0].Changes, history.Change{ID: "01900000-0000-7000-b000-00000000ffff", At: d.Made, Field: transcriptField, Value: secret})
	if !strings.Contains(written(t, "json", d), secret) {
		t.Error("the JSON lacks what a transcriber wrote down")
	}
	d.Scope.WithoutNotes = true
	for format := range formats() {
		if strings.Contains(written(t, format, d), secret) {
			t.Errorf("%s holds it", format)
		}
	}
}

// brokenWriter fails after so many bytes.
type brokenWriter struct{ left int }

var errFull = errors.New("the disk is full")

func (b *brokenWriter) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAWriterThatFailsIsToldOf(t *testing.T) {
	for format, write := range formats() {
		for _, left := range []int{0, 5000} {
			if len(written(t, format, sample())) <= left {
				continue
			}
			if err := write(&brokenWriter{left}, sample()); !errors.Is(err, errFull) {
				t.Errorf("%s after %d bytes: %v", format, left, err)
			}
		}
	}
}

func TestTheScopeIsSaid(t *testing.T) {
	for _, c := range []struct {
		scope Scope
		want  string
	}{
		{Scope{}, "All stories · all time"},
		{Scope{Story: "the-ninth-call"}, "One story: The ninth call · all time"},
		{Scope{Story: "gone"}, "One story: gone · all time"},
		{Scope{Tag: "conflict", WithoutNotes: true}, "Stories tagged “conflict” · all time · without notes"},
		{Scope{Since: time.Date(2026, 11, 1, 0, 0, 0, 0, berlin)}, "All stories · since 1 November 2026"},
	} {
		d := sample()
		d.Scope = c.scope
		if got := d.scopeWords(); got != c.want {
			t.Errorf("%q instead of %q", got, c.want)
		}
	}
}
