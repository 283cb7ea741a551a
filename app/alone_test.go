package app

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestAQuestionAloneIsPrintedAndIsNoStorysName(t *testing.T) {
	s := ownFolders(t)
	answer(t, s.Paths.Data, "", time.Now().Add(-time.Hour))
	text, err := output(t, func(w *bytes.Buffer) error { return History(t.Context(), s, HistoryOptions{}, w) })
	if err != nil || !strings.Contains(text, "a question alone") {
		t.Error(text, err)
	}
	_, err = output(t, func(w *bytes.Buffer) error { return History(t.Context(), s, HistoryOptions{Story: "x"}, w) })
	wantError(t, err, `there is no story "x", nor any other`)
}
