package chart

import (
	"image"
	"image/draw"
	"image/png"
	"io"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// PNG writes a scene as a picture, scale pixels to a pixel of the scene. What
// the scene does not cover is transparent; see [Page] for one with a ground.
func PNG(w io.Writer, s Scene, p Palette, f *Fonts, scale float32) error {
	return png.Encode(w, Raster(s, p, f, pixels(s.W*scale), pixels(s.H*scale)))
}

func pixels(f float32) int { return max(int(math.Ceil(float64(f)-slack)), 1) }

// Raster paints a scene into a picture of so many pixels. Without fonts the
// texts are left out, for where another paints them.
func Raster(s Scene, p Palette, f *Fonts, width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	if s.W <= 0 || s.H <= 0 {
		return img
	}
	c := &painter{to: img, palette: p, sx: float32(width) / s.W, sy: float32(height) / s.H}
	for _, shape := range s.Shapes {
		switch shape := shape.(type) {
		case Rect:
			c.rect(shape)
		case Path:
			c.path(shape)
		case Dots:
			c.dots(shape)
		case Text:
			if f != nil {
				c.text(shape, f)
			}
		}
	}
	return img
}

// painter fills outlines. Those of one shape all turn the same way, so that
// where they overlap they add up to one.
type painter struct {
	to      *image.RGBA
	palette Palette
	sx, sy  float32 // pixels of the picture in one of the scene
	raster  vector.Rasterizer
	left    float32 // where the raster lies in the picture
	top     float32
}

// begin makes room for what lies in a box of the scene.
func (c *painter) begin(b Box) {
	left, top := math.Floor(float64(b.X*c.sx))-1, math.Floor(float64(b.Y*c.sy))-1
	right, bottom := math.Ceil(float64(b.Right()*c.sx))+1, math.Ceil(float64(b.Bottom()*c.sy))+1
	bounds := c.to.Bounds()
	left, top = max(left, 0), max(top, 0)
	right, bottom = min(right, float64(bounds.Max.X)), min(bottom, float64(bounds.Max.Y))
	c.left, c.top = float32(left), float32(top)
	c.raster.Reset(max(int(right-left), 0), max(int(bottom-top), 0))
}

// fill fills what was outlined.
func (c *painter) fill(r Role) {
	size := c.raster.Size()
	at := image.Rect(0, 0, size.X, size.Y).Add(image.Pt(int(c.left), int(c.top)))
	c.raster.Draw(c.to, at, image.NewUniform(c.palette[r]), image.Point{})
}

func (c *painter) x(x float32) float32 { return x*c.sx - c.left }
func (c *painter) y(y float32) float32 { return y*c.sy - c.top }

func (c *painter) move(x, y float32) { c.raster.MoveTo(c.x(x), c.y(y)) }
func (c *painter) line(x, y float32) { c.raster.LineTo(c.x(x), c.y(y)) }
func (c *painter) cube(ax, ay, bx, by, x, y float32) {
	c.raster.CubeTo(c.x(ax), c.y(ay), c.x(bx), c.y(by), c.x(x), c.y(y))
}

// kappa is how far along the tangents a cubic curve that follows a quarter of
// a circle has its control points, as a share of the radius.
const kappa = 0.5522847

func (c *painter) rect(r Rect) {
	c.begin(r.Box)
	left, top, right, bottom := r.X, r.Y, r.Right(), r.Bottom()
	o := r.round()
	k := o * (1 - kappa)
	c.move(left+o, top)
	c.line(right-o, top)
	c.cube(right-k, top, right, top+k, right, top+o)
	c.line(right, bottom-o)
	c.cube(right, bottom-k, right-k, bottom, right-o, bottom)
	c.line(left+o, bottom)
	c.cube(left+k, bottom, left, bottom-k, left, bottom-o)
	c.line(left, top+o)
	c.cube(left, top+k, left+k, top, left+o, top)
	c.raster.ClosePath()
	c.fill(r.Fill)
}

func (c *painter) circle(at Point, r float32) {
	k := r * kappa
	c.move(at.X+r, at.Y)
	c.cube(at.X+r, at.Y-k, at.X+k, at.Y-r, at.X, at.Y-r)
	c.cube(at.X-k, at.Y-r, at.X-r, at.Y-k, at.X-r, at.Y)
	c.cube(at.X-r, at.Y+k, at.X-k, at.Y+r, at.X, at.Y+r)
	c.cube(at.X+k, at.Y+r, at.X+r, at.Y+k, at.X+r, at.Y)
	c.raster.ClosePath()
}

// stampSteps is into how many places a pixel is divided for the middle of a dot.
const stampSteps = 4

// dots stamps each dot: there may be thousands, all of one size.
func (c *painter) dots(d Dots) {
	var stamps [stampSteps][stampSteps]*image.Alpha
	radius, ink := d.Radius*c.sx, image.NewUniform(c.palette[d.Fill])
	for _, at := range d.At {
		x, y := math.Round(float64(at.X*c.sx)*stampSteps), math.Round(float64(at.Y*c.sy)*stampSteps)
		left, top := math.Floor(x/stampSteps), math.Floor(y/stampSteps)
		i, j := int(x-left*stampSteps), int(y-top*stampSteps)
		if stamps[i][j] == nil {
			stamps[i][j] = stamp(radius, float32(i)/stampSteps, float32(j)/stampSteps)
		}
		size := stamps[i][j].Bounds().Size()
		to := image.Rect(0, 0, size.X, size.Y).Add(image.Pt(int(left)-size.X/2, int(top)-size.Y/2))
		draw.DrawMask(c.to, to, ink, image.Point{}, stamps[i][j], image.Point{}, draw.Over)
	}
}

// stamp is a circle whose middle is so far right of, and below, the middle
// corner of its pixels.
func stamp(radius, right, below float32) *image.Alpha {
	half := pixels(radius + 1)
	mask := image.NewAlpha(image.Rect(0, 0, 2*half, 2*half))
	c := &painter{sx: 1, sy: 1}
	c.raster.Reset(2*half, 2*half)
	c.circle(Point{float32(half) + right, float32(half) + below}, radius)
	c.raster.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	return mask
}

func (c *painter) path(p Path) {
	c.begin(around(p.Points, p.Width/2))
	for i, to := range p.Points {
		c.circle(to, p.Width/2)
		if i > 0 {
			c.segment(p.Points[i-1], to, p.Width/2)
		}
	}
	c.fill(p.Stroke)
}

// segment outlines a line from one point to another, half to each side.
func (c *painter) segment(from, to Point, half float32) {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return
	}
	nx, ny := -dy/length*half, dx/length*half
	c.move(from.X+nx, from.Y+ny)
	c.line(to.X+nx, to.Y+ny)
	c.line(to.X-nx, to.Y-ny)
	c.line(from.X-nx, from.Y-ny)
	c.raster.ClosePath()
}

// around gives the box round points and what lies so far from them.
func around(points []Point, room float32) Box {
	if len(points) == 0 {
		return Box{}
	}
	low, high := points[0], points[0]
	for _, p := range points {
		low = Point{min(low.X, p.X), min(low.Y, p.Y)}
		high = Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	return Box{low.X - room, low.Y - room, high.X - low.X + 2*room, high.Y - low.Y + 2*room}
}

// text outlines a line of text. It is shaped at its size in the picture, and
// stands where its anchor says, by the width that these fonts give it.
func (c *painter) text(t Text, f *Fonts) {
	f.mu.Lock()
	defer f.mu.Unlock()
	size, runs := t.Font.Size*c.sy, f.shape(t.Words, t.Font)
	long := width(runs) * size
	x, y := t.At.X*c.sx, t.At.Y*c.sy+capHalf*size
	switch t.Anchor {
	case Middle:
		x -= long / 2
	case End:
		x -= long
	}
	// Letters may reach out of the room of their line: accents, slanted strokes.
	around := t.Font.Size
	c.begin(Box{x/c.sx - around, t.At.Y - around, long/c.sx + 2*around, 2 * around})
	for _, run := range runs {
		for _, g := range run.Glyphs {
			c.glyph(outlineOf(run.Face, g.GlyphID), x+size*toEm(g.XOffset), y-size*toEm(g.YOffset), size/float32(run.Face.Upem()))
			x += size * toEm(g.Advance)
		}
	}
	c.fill(t.Ink)
}

// outlineOf gives a glyph's outline; an empty one for a glyph that is only a picture.
func outlineOf(face *font.Face, id font.GID) font.GlyphOutline {
	switch data := face.GlyphData(id).(type) {
	case font.GlyphOutline:
		return data
	case font.GlyphSVG:
		return data.Outline
	case font.GlyphBitmap:
		if data.Outline != nil {
			return *data.Outline
		}
	}
	return font.GlyphOutline{}
}

// glyph outlines a glyph at a place in the picture; a unit of the font is so
// many pixels.
func (c *painter) glyph(o font.GlyphOutline, x, y, unit float32) {
	x, y = x-c.left, y-c.top
	at := func(p opentype.SegmentPoint) (float32, float32) { return x + p.X*unit, y - p.Y*unit }
	for _, s := range o.Segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		dx, dy := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			c.raster.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			c.raster.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			c.raster.CubeTo(ax, ay, bx, by, dx, dy)
		}
	}
	c.raster.ClosePath()
}
