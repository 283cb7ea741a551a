package app

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAPictureNeverTakesThePlaceOfAnother(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Documents")
	for i, want := range []string{"a.png", "a-2.png", "a-3.png"} {
		path, err := savePicture(dir, "a.png", []byte{byte(i)})
		if err != nil || path != filepath.Join(dir, want) {
			t.Fatalf("the picture is %q, %v; want %s", path, err, want)
		}
	}
	for i, name := range []string{"a.png", "a-2.png", "a-3.png"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || len(got) != 1 || got[0] != byte(i) {
			t.Errorf("%s has %v, %v", name, got, err)
		}
	}
}

func TestAPictureThatCannotBeWrittenIsAnErrorThatNamesIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if path, err := savePicture(file, "a.png", nil); err == nil {
		t.Errorf("it was written to %s", path)
	}
	if path, err := savePicture(t.TempDir(), "no/a.png", nil); err == nil {
		t.Errorf("it was written to %s", path)
	}
}
