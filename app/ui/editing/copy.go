package editing

import (
	"encoding/json"
	"fmt"
	"time"

	"starling/app/story"
)

// Copy is what was typed and is not saved yet, kept aside so that a crash
// loses none of it.
type Copy struct {
	// Path is the story's file; empty for a story that has none yet.
	Path string `json:"path"`
	// Title is what the story is called, for a person to know it by.
	Title string `json:"title"`
	// Base names the bytes of the file that the texts belong to.
	Base string `json:"base"`
	// At is when it was kept.
	At time.Time `json:"at"`
	// Texts are the fields that differ from the file.
	Texts map[Field]string `json:"texts"`
}

// Copy gives what is not saved; false where all is.
func (d *Document) Copy(base string, now time.Time) (Copy, bool) {
	fields := d.Unsaved()
	if len(fields) == 0 {
		return Copy{}, false
	}
	c := Copy{Path: d.stored.Path, Title: d.now.Title, Base: base, At: now, Texts: map[Field]string{}}
	for _, f := range fields {
		c.Texts[f] = d.texts[f]
	}
	if c.Title == "" {
		c.Title = d.stored.Title
	}
	return c, true
}

// Encode writes a copy.
func (c Copy) Encode() []byte {
	data, err := json.Marshal(c)
	if err != nil {
		panic(err) // texts can always be written
	}
	return data
}

// DecodeCopy reads what Encode wrote. Fields that this version does not know
// are an error: they would be lost.
func DecodeCopy(data []byte) (Copy, error) {
	var c Copy
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("what was typed cannot be read again: %w", err)
	}
	known := New(story.Story{}).texts
	for f := range c.Texts {
		if _, ok := known[f]; !ok {
			return c, fmt.Errorf("what was typed has a field %q, which this version does not know", f)
		}
	}
	return c, nil
}

// Adds tells whether a copy has anything that the story does not say already.
func (c Copy) Adds(s story.Story) bool {
	d := New(s)
	d.Set(c.Texts)
	return d.Dirty()
}
