//go:build ignore

// Command icon draws an SVG file as a square PNG file: go run scripts/icon.go FROM.svg TO.png SIDE.
// It uses the drawing code that Fyne brings along, so that no system package is needed for it.
package main

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"strconv"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: go run scripts/icon.go FROM.svg TO.png SIDE")
		os.Exit(2)
	}
	if err := draw(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "icon:", err)
		os.Exit(1)
	}
}

func draw(from, to, side string) error {
	pixels, err := strconv.Atoi(side)
	if err != nil || pixels < 1 {
		return fmt.Errorf("the side %q is no number of pixels", side)
	}
	icon, err := oksvg.ReadIcon(from, oksvg.StrictErrorMode)
	if err != nil {
		return err
	}
	icon.SetTarget(0, 0, float64(pixels), float64(pixels))
	picture := image.NewRGBA(image.Rect(0, 0, pixels, pixels))
	scanner := rasterx.NewScannerGV(pixels, pixels, picture, picture.Bounds())
	icon.Draw(rasterx.NewDasher(pixels, pixels, scanner), 1)

	file, err := os.Create(to)
	if err != nil {
		return err
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(file, picture); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}
