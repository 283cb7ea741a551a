package ui

import (
	"bytes"
	"fmt"
)

// onSaveChart asks as what the chart that has the focus, or the only one, is to
// be saved, and saves it.
func (s *Shell) onSaveChart(cards []*chartCard) {
	focused := s.window.Canvas().Focused()
	for _, card := range cards {
		if focused == card.view || len(cards) == 1 {
			s.focus(card.view)
			s.choose(card.view, []string{"A picture (PNG)", "A drawing (SVG)"}, -1, func(i int) { s.saveChart(card, i == 1) })
			return
		}
	}
	if len(cards) > 0 {
		s.remark("S saves the chart that you are at: go to one with Tab.")
	}
}

// saveChart writes a chart into a new file among the person's documents.
func (s *Shell) saveChart(card *chartCard, drawing bool) {
	var content bytes.Buffer
	extension, write := "png", card.view.PNG
	if drawing {
		extension, write = "svg", card.view.SVG
	}
	if err := write(&content); err != nil {
		s.tell(fmt.Sprintf("The chart could not be drawn: %v. Nothing was saved.", err))
		return
	}
	name := fmt.Sprintf("starling-%s-%s.%s", card.name, s.parts.Now().Local().Format("2006-01-02"), extension)
	s.parts.Beside(func() {
		path, err := s.parts.SavePicture(name, content.Bytes())
		s.parts.Main(func() {
			if err != nil {
				s.tell(fmt.Sprintf("The chart could not be saved: %v.", err))
				return
			}
			s.tellSaved("The chart was saved as "+path+".", path)
		})
	})
}
