package assets_test

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"

	"starling/assets"
)

func TestTheIconIsASquareOf512PixelsInTheAccent(t *testing.T) {
	picture, err := png.Decode(bytes.NewReader(assets.Icon()))
	if err != nil {
		t.Fatalf("the icon cannot be decoded: %v", err)
	}
	if size := picture.Bounds().Size(); size.X != 512 || size.Y != 512 {
		t.Errorf("the icon is %v, want 512 by 512", size)
	}
	if _, _, _, alpha := picture.At(0, 0).RGBA(); alpha != 0 {
		t.Errorf("the icon's corner is not transparent: alpha %d", alpha)
	}
	accent := color.NRGBA{R: 0x2F, G: 0x6F, B: 0xED, A: 0xFF}
	if got := color.NRGBAModel.Convert(picture.At(256, 30)); got != accent {
		t.Errorf("the icon's ground is %v, want the accent %v", got, accent)
	}
}

func TestTheIconCannotBeChangedByThoseWhoReadIt(t *testing.T) {
	assets.Icon()[0] ^= 0xFF
	if _, err := png.Decode(bytes.NewReader(assets.Icon())); err != nil {
		t.Errorf("a caller's change reached the icon: %v", err)
	}
}
