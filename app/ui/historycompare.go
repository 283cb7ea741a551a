package ui

// onCompare marks the attempt that is selected, takes the mark away from it, or
// shows it beside the one that is marked.
func (sc *historyScreen) onCompare() {
	switch {
	case sc.detail == nil:
	case sc.marked == nil:
		marked := sc.detail.record
		sc.marked = &marked
		sc.markChanged()
	case sc.isMarked(sc.detail.record.ID):
		sc.unmark()
	default:
		other := *sc.marked
		sc.marked = nil
		sc.shell.show(newCompareScreen(sc.shell, other, sc.detail.record))
	}
}

func (sc *historyScreen) isMarked(id string) bool { return sc.marked != nil && sc.marked.ID == id }

func (sc *historyScreen) unmark() {
	sc.marked = nil
	sc.markChanged()
}

// markChanged shows what is marked now.
func (sc *historyScreen) markChanged() {
	sc.fillChips()
	sc.list.Set(sc.count, sc.selected)
	if sc.detail != nil {
		sc.detail.compare.SetText(sc.compareText(sc.detail.record.ID))
		sc.detail.object.Refresh() // the button has another width
	}
}

// compareText is what the button of an attempt says.
func (sc *historyScreen) compareText(id string) string {
	switch {
	case sc.marked == nil:
		return "Compare …"
	case sc.isMarked(id):
		return "Do not compare"
	}
	return "Compare the two"
}
