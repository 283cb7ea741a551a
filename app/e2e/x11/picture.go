package x11

import (
	"fmt"
	"image"
	"image/color"
)

// Picture takes a picture of a window, without the frame around it.
func (s *Screen) Picture(w Window) (*image.RGBA, error) {
	width, height, err := s.WindowSize(w)
	if err != nil {
		return nil, err
	}
	return s.Part(w, image.Rect(0, 0, width, height))
}

// Part takes a picture of a part of a window.
func (s *Screen) Part(w Window, part image.Rectangle) (*image.RGBA, error) {
	const pixmaps, allPlanes = 2, ^uint32(0)
	answer, err := s.ask(request(73, pixmaps, uint32(w), int16(part.Min.X), int16(part.Min.Y), //nolint:gosec // on the screen
		uint16(part.Dx()), uint16(part.Dy()), allPlanes)) //nolint:gosec // on the screen
	if err != nil {
		return nil, err
	}
	pixels := answer[32:]
	if len(pixels) < 4*part.Dx()*part.Dy() {
		return nil, fmt.Errorf("the display has %d bits a pixel; pictures are taken at 24", answer[1])
	}
	picture := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	for i := range part.Dx() * part.Dy() {
		from, to := pixels[4*i:4*i+4], picture.Pix[4*i:4*i+4]
		to[0], to[1], to[2], to[3] = from[2], from[1], from[0], 0xff
	}
	return picture, nil
}

// Pixel gives the colour of one point of a window.
func (s *Screen) Pixel(w Window, x, y int) (color.RGBA, error) {
	picture, err := s.Part(w, image.Rect(x, y, x+1, y+1))
	if err != nil {
		return color.RGBA{}, err
	}
	return picture.RGBAAt(0, 0), nil
}
