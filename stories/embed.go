// Package stories holds the stories that come with Starling, each complete,
// and the bank of questions that they answer. One of them runs over its limit
// on purpose, so that a person sees how Starling says so.
package stories

import (
	"embed"
	"io/fs"
)

//go:embed *.toml
var files embed.FS

// FS gives the story files and questions.toml, at its root.
func FS() fs.FS { return files }
