//go:build !cgo

// Package backends names the sound systems that devices are opened by; a build without C has none.
package backends
