// Package delivery measures how an answer was spoken: when the first word came,
// how much of the time was spoken, the pauses, the syllables and how fast they
// followed each other, how steady the voice was. It is pure: samples go in,
// figures come out. It knows no device and no file.
//
//	a := delivery.Listen(48_000)
//	for block := range recording {
//		a.Write(block)
//	}
//	m := a.Measure(sections)
//	if m.NoSpeech {
//		show(m.Why.Text())
//	}
//
// docs/delivery.md tells people how each figure is measured and how far it can
// be trusted; [About] says the same in two sentences for each.
//
// # From samples to figures
//
// [Analyst.Write] keeps of the samples a contour: the power in the band of the
// vowels and in that of "s" and "f", every 5 ms. At each peak of it the analyst
// looks, while the samples are there, whether they repeat themselves as a
// voice does. All else is derived from the contour by [Analyst.Measure], which
// changes nothing:
//
//	contour → background → speech and pauses → syllables → figures
//
// Speech is what is clearly louder than the quietest of the recording and has a
// voice in it. What has none for its own, a cough or a page, is none.
// Syllables are counted after N. H. de Jong and T. Wempe, "Praat script to
// detect syllable nuclei and measure speech rate automatically", Behavior
// Research Methods 41 (2), 2009.
//
// No figure says more than was heard: where nobody speaks there are none but a
// [Reason], and words a minute, which are not heard, are a [Band].
//
// # From a transcript
//
// Where the person has their answers written down by a program of their own,
// [WordsPerMinute], [Fillers] and [LinesSaid] work on that text.
package delivery
