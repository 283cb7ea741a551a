package delivery

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryFigureSaysHowItIsMeasuredAndHowFarToTrustIt(t *testing.T) {
	if len(Figures()) != len(abouts) {
		t.Errorf("%d figures, and %d are explained", len(Figures()), len(abouts))
	}
	for _, f := range Figures() {
		how, trust := About(f)
		if f.Title() == "" || how == "" || trust == "" {
			t.Errorf("%s: title %q, how %q, trust %q", f, f.Title(), how, trust)
		}
		for _, text := range []string{how, trust} {
			// What is read in a hurry on a screen.
			if n := len(strings.Fields(text)); n > 50 {
				t.Errorf("%s: %d words: %s", f, n, text)
			}
		}
	}
	if how, trust := About("another"); how != "" || trust != "" || Figure("another").Title() != "" {
		t.Error("a figure that is none is explained")
	}
}

func TestTheDeliveryPageTellsOfEveryFigureAndFiller(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "delivery.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, f := range Figures() {
		if !strings.Contains(page, "\n### "+f.Title()+"\n") {
			t.Errorf("docs/delivery.md has no heading %q", f.Title())
		}
	}
	for _, filler := range DefaultFillers() {
		if !strings.Contains(page, "*"+filler+"*") {
			t.Errorf("docs/delivery.md does not name the filler %q", filler)
		}
	}
}
