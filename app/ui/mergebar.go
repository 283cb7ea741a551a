package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"starling/app/ui/look"
)

// mergeBar is how far a merge is, as a bar and in words. It is painted when
// either reads differently, and does not move by itself.
type mergeBar struct {
	text   *look.Text
	object *fyne.Container
	full   *look.Box
	share  float32 // 0 to 1
	shown  string
}

func newMergeBar() *mergeBar {
	b := &mergeBar{text: look.NewText("Reading the other history …", look.SizeBody, look.ColourText), full: look.NewBox(look.ColourAccent, 4)}
	b.object = &fyne.Container{Layout: b, Objects: []fyne.CanvasObject{look.NewBox(look.ColourRaised, 4), b.full}}
	return b
}

// set shows how many attempts were looked at; of is zero where nobody knows.
func (b *mergeBar) set(done, of int) {
	words := fmt.Sprintf("%d attempts", done)
	if of > 0 {
		words = fmt.Sprintf("%d of %d attempts", done, of)
		b.share = float32(done) / float32(of)
	}
	if words == b.shown {
		return
	}
	b.shown = words
	b.text.Set(words)
	b.object.Refresh()
}

// Layout fills a share of the bar.
func (b *mergeBar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width*min(b.share, 1), size.Height))
}

// MinSize is a thin line.
func (*mergeBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(look.U(60), look.U(8)) }
