// Package e2e tries Starling as a person would: the built program in a real
// window on a virtual display with a virtual sound card, driven by keys alone,
// and looked at from outside: its pictures, its sound, its history, its log.
//
// The tests are behind build tags, for they take minutes and need the virtual
// desk that scripts/desk.sh sets up. Started by go test alone they set it up
// themselves:
//
//	go test -tags migrated_fynedo,demo -run '^TestDemo' ./app/e2e     make demo
//	go test -tags migrated_fynedo,demo -skip '^TestDemo' ./app/e2e    make e2e
//	go test -tags window -run '^TestThreads' ./app/e2e                make threadcheck
//	go test -tags migrated_fynedo,bench -run '^TestFigures' ./app/e2e make bench
//	go test -tags migrated_fynedo,soak -run '^TestSoak' ./app/e2e     make soak
//
// STARLING_BIN names the program; without it, it is built. A key is pressed at
// its planned moment; everything else is waited for, never slept for.
package e2e
