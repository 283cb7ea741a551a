package ui

import "fmt"

// ExportKind is what an export is.
type ExportKind int

// The kinds of export.
const (
	// ExportReport is a report with charts, in one HTML file.
	ExportReport ExportKind = iota
	// ExportJSON is everything, for a program.
	ExportJSON
	// ExportCSV is the attempts, for a spreadsheet.
	ExportCSV
	// ExportMarkdown is everything, to read and to import again.
	ExportMarkdown
)

// ExportOptions are what an export holds.
type ExportOptions struct {
	Kind ExportKind
	// Stories is the folder that the stories were read from.
	Stories string
	// Story is a slug; empty for all.
	Story string
	// WithoutNotes leaves the person's notes out.
	WithoutNotes bool
}

// exports are the kinds as they are offered.
func exports() (texts []string, options []ExportOptions) {
	add := func(text string, o ExportOptions) { texts, options = append(texts, text), append(options, o) }
	add("A report with charts (HTML)", ExportOptions{Kind: ExportReport})
	add("The report without your notes (HTML)", ExportOptions{Kind: ExportReport, WithoutNotes: true})
	add("The attempts for a spreadsheet (CSV)", ExportOptions{Kind: ExportCSV})
	add("Stories and attempts to read (Markdown)", ExportOptions{Kind: ExportMarkdown})
	add("Everything for a program (JSON)", ExportOptions{Kind: ExportJSON})
	return texts, options
}

// exportNotice is the notice that an export is being written.
const exportNotice = "export"

// onExport asks as what the history is to be written, and writes it: that of
// one story where the list is narrowed to it, else all of it.
func (sc *historyScreen) onExport() {
	texts, options := exports()
	sc.shell.choose(sc.exportHint, texts, -1, func(i int) {
		o := options[i]
		o.Story, o.Stories = sc.filter.Story, sc.shell.library.Dir
		sc.shell.export(o)
	})
}

// export writes an export among the person's documents.
func (s *Shell) export(o ExportOptions) {
	s.TellOf(exportNotice, "The export is being written …")
	var path, told string
	s.parts.Beside(func() {
		var err error
		path, told, err = s.parts.Export(s.ctx, o)
		s.parts.Main(func() {
			s.TellOf(exportNotice, "")
			switch {
			case s.ctx.Err() != nil:
			case err != nil:
				s.tell(fmt.Sprintf("The export could not be written: %v. Nothing was changed.", err))
			default:
				s.tellSaved(told, path)
			}
		})
	})
}

// tellSaved says what was saved, and offers to open it.
func (s *Shell) tellSaved(text, path string) {
	s.notify(&notice{text: text, actions: []noticeAction{{"Open", func() { s.open(path) }}}})
}
