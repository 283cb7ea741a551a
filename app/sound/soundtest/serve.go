package soundtest

import (
	"strings"
	"testing"
)

// Serve starts a server for a test and makes it the one that this process plays on
// and hears; the test's end stops it. Where the programs for one are missing the
// test is skipped, and says which they are.
func Serve(t testing.TB) *Server {
	t.Helper()
	if err := Available(); err != nil {
		t.Skip(err)
	}
	s, err := StartServer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	for _, kv := range s.Env() {
		key, value, _ := strings.Cut(kv, "=")
		t.Setenv(key, value)
	}
	return s
}
