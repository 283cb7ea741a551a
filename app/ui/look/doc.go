// Package look is how Starling looks: its colours, sizes and shapes, the few
// widgets that its screens are made of, and the layouts that let them grow
// with the text size.
//
// It knows the names of the sections and what a plan is, and nothing of
// stories, sessions or history: a screen hands it what to show.
//
// Three rules hold everywhere. Colours and sizes are asked of the theme when
// a thing is painted, never kept, so that a change of theme or of text size
// needs no restart. A length on screen is written in units, as on a screen at
// 100% text, and scaled by [U]. And what is focused takes the keys it knows
// and hands on the others, so that a screen's keys work wherever the focus is.
package look
