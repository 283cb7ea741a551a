package history

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Where many attempts come at once, what is made of several of them, and what
// each has a place in an index for, is put off: made once for all, it costs a
// part of what it costs for one after the other.

// putOff is what is to be made once all has come.
type putOff struct {
	// numbers are the attempts that have come, by whom they are numbered with;
	// before are the stories of which some were here, and stories those whose
	// attempts are to be numbered anew.
	numbers map[fellowship]int
	before  map[string]bool
	stories map[string]bool
	// lines are the attempts that each story's line gains.
	lines map[string]int
	// sums are the days that are added up as they come, and days those that are
	// to be added up anew.
	sums daySums
	days map[storyDay]bool
	// words are the attempts, by their keys, that are to be searched.
	words map[int64]bool
	// indexes make anew what was dropped of the attempts' indexes. They are when
	// more have come than were here before.
	here, come int
	indexes    []string
}

// fellowship is what attempts are numbered by; see fellows.
type fellowship struct{ story, question string }

// The bounds of what is put off.
const (
	// daysAtOnce is from how many days of stories on all are added up anew, in
	// one go through the attempts: each by itself would take longer.
	daysAtOnce = 2000
	// wordsAtOnce is how many attempts are put into the search together: few
	// enough for little memory.
	wordsAtOnce = 20_000
	// wordsInMemory is how many bytes of the search's index are gathered before
	// they are written: each time makes a part to be united with others. Else it
	// is usualWords, and usualMerge parts are united, as is usual for FTS5.
	wordsInMemory = 32 << 20
	usualWords    = 1 << 20
	usualMerge    = 4
	// indexesFrom is from how many attempts on it may pay to drop the indexes.
	indexesFrom = 4000
)

// putOff begins to put off.
func (b *Batch) putOff() error {
	here, err := value[int](b, `SELECT count(*) FROM attempts`)
	if err != nil {
		return err
	}
	b.later = &putOff{
		numbers: map[fellowship]int{}, before: map[string]bool{}, stories: map[string]bool{}, lines: map[string]int{},
		sums: daySums{}, days: map[storyDay]bool{}, words: map[int64]bool{}, here: here,
	}
	return b.rows(func(scan func(...any) error) error {
		var slug string
		err := scan(&slug)
		b.later.before[slug] = true
		return err
	}, `SELECT DISTINCT story FROM attempts`)
}

// catchUp makes what was put off, until ctx ends.
func (b *Batch) catchUp(ctx context.Context) error {
	later := b.later
	for _, step := range []func(*putOff) error{
		b.findWords,
		b.makeIndexes,
		func(l *putOff) error { return b.renumberStories(l.stories) },
		func(l *putOff) error { return b.projectStories(l.lines) },
		b.projectLater,
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(later); err != nil {
			return err
		}
	}
	b.later = nil
	return nil
}

// projectLater adds up the days that were put off.
func (b *Batch) projectLater(l *putOff) error {
	if err := b.storeDays(l, 0); err != nil {
		return err
	}
	if len(l.days) > daysAtOnce {
		return b.projectAllDays()
	}
	return b.projectDays(l.days)
}

// projectStories brings the lines of stories up to date.
func (b *Batch) projectStories(more map[string]int) error {
	for _, slug := range slices.Sorted(maps.Keys(more)) {
		if err := b.projectStory(slug, more[slug]); err != nil {
			return err
		}
	}
	return nil
}

// gain puts off what an attempt that is new here has a part in. The number that
// it gives is right where none of its fellows were here before and they come in
// their order; a row that is copied with that number need not be numbered anew.
func (l *putOff) gain(e *entry) (number int) {
	slug := e.story()
	f := fellowship{story: slug}
	if slug == "" {
		f.question = e.head.Question.ID
	}
	l.numbers[f]++
	l.come++
	if !e.alike || e.number != l.numbers[f] || l.before[slug] {
		l.stories[slug] = true
	}
	return l.numbers[f]
}

// dropIndexes drops the attempts' indexes where more attempts have come than
// were here: to make them anew of all then costs less than to find the place of
// each. Until that is done nothing may be looked for by them.
func (b *Batch) dropIndexes() error {
	l := b.later
	if l == nil || l.indexes != nil || l.come < max(indexesFrom, l.here) {
		return nil
	}
	names := []string{}
	err := b.rows(func(scan func(...any) error) error {
		var name, anew string
		err := scan(&name, &anew)
		names, l.indexes = append(names, name), append(l.indexes, anew)
		return err
	}, `SELECT name, sql FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = 'attempts' AND sql IS NOT NULL ORDER BY rowid`)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := b.tx.ExecContext(b.ctx, fmt.Sprintf(`DROP INDEX main.%q`, name)); err != nil {
			return err
		}
	}
	return nil
}

// makeIndexes makes anew what dropIndexes has dropped.
func (b *Batch) makeIndexes(l *putOff) error {
	for _, anew := range l.indexes {
		if _, err := b.tx.ExecContext(b.ctx, anew); err != nil {
			return err
		}
	}
	return nil
}

// findWords puts the attempts that it was put off for into the search. A
// statement on another table has the index of words write out what it has
// gathered, so that they are many and in one.
func (b *Batch) findWords(l *putOff) error {
	if len(l.words) == 0 {
		return nil
	}
	if err := b.gatherWords(wordsInMemory, 0); err != nil {
		return err
	}
	keys := slices.Sorted(maps.Keys(l.words))
	if err := b.exec(insertWords+` FROM json_each(?) k CROSS JOIN attempts a ON a.key = k.value CROSS JOIN starts s ON s.key = a.key`, encode(keys)); err != nil {
		return err
	}
	clear(l.words)
	return b.gatherWords(usualWords, usualMerge)
}

// gatherWords sets how many bytes of the search's index are gathered before
// they are written, and from how many parts of it on those are united little by
// little; zero for never.
func (b *Batch) gatherWords(bytes, parts int) error {
	const set = `INSERT INTO words (words, rank) VALUES (?, ?)`
	return errors.Join(b.exec(set, "hashsize", bytes), b.exec(set, "automerge", parts))
}
