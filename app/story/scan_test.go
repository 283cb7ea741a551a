package story

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// places gives every key and list entry of a tree with its line and column.
func places(text string, n *node, path string) []string {
	var all []string
	at := func(n *node, path string) {
		line, col := place(text, n.at)
		all = append(all, fmt.Sprintf("%d:%d %s", line, col, path))
		all = append(all, places(text, n, path)...)
	}
	for _, e := range n.keys {
		at(e.node, strings.TrimPrefix(path+"."+e.name, "."))
	}
	for i, e := range n.list {
		at(e, fmt.Sprintf("%s[%d]", path, i))
	}
	return all
}

func TestEveryKeyIsFoundWhereItStands(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"in the order of the file": {
			"b = 'x'\n\n  a = 'y' # c = 'z'\n",
			[]string{"1:1 b", "3:3 a"},
		},
		"not in a text of several lines": {
			"a = '''\nb = 1\n[c]\n'''\nd = \"\"\"\ne = 1\\\"\"\"\\\"\"\"\nf = 1\"\"\"\"\"\ng = 'x'\n",
			[]string{"1:1 a", "5:1 d", "8:1 g"},
		},
		"not in a text with escaped quotation marks": {
			`a = "b = \" c = 1"` + "\nd = 'e = \"'\n",
			[]string{"1:1 a", "2:1 d"},
		},
		"in sections": {
			"a = 'x'\n[b]\na = 'y'\n[ c ]\n\ta = 'z'\n",
			[]string{"1:1 a", "2:2 b", "3:1 b.a", "4:3 c", "5:2 c.a"},
		},
		"in sections under sections": {
			"[a.b]\nc = 1\n[a]\nd = 2\n[a.b.e]\n",
			[]string{"1:2 a", "1:2 a.b", "2:1 a.b.c", "5:2 a.b.e", "4:1 a.d"},
		},
		"in lists of sections": {
			"[[a]]\nb = 'x'\n[[a.c]]\nd = 'y'\n[[a.c]]\nd = 'z'\n[[a]]\nb = 'w'\n",
			[]string{
				"1:3 a", "1:3 a[0]", "2:1 a[0].b", "3:3 a[0].c", "3:3 a[0].c[0]", "4:1 a[0].c[0].d",
				"5:3 a[0].c[1]", "6:1 a[0].c[1].d", "7:3 a[1]", "8:1 a[1].b",
			},
		},
		"with dots": {
			"a.b.c = 1\na . 'd' = 2\n",
			[]string{"1:1 a", "1:1 a.b", "1:1 a.b.c", "2:1 a.d"},
		},
		"in quotation marks": {
			"\"a b\" = 'x'\n'c.d' = 'y'\n\"\\u00e9\" = 'z'\n",
			[]string{"1:1 a b", "2:1 c.d", "3:1 é"},
		},
		"in inline tables": {
			"a = {b = 1, c = {d = [1, 2]}}\ne = 'x'\n",
			[]string{"1:1 a", "1:6 a.b", "1:13 a.c", "1:18 a.c.d", "1:23 a.c.d[0]", "1:26 a.c.d[1]", "2:1 e"},
		},
		"with the entries of lists": {
			"a = [ 'x', # 'y'\n  'z',\n\n  ['w'],\n]\nb = []\n",
			[]string{"1:1 a", "1:7 a[0]", "2:3 a[1]", "4:3 a[2]", "4:4 a[2][0]", "6:1 b"},
		},
		"behind letters of several bytes": {
			"a = {'é' = '😀', b = 1}\n",
			[]string{"1:1 a", "1:6 a.é", "1:17 a.b"},
		},
		"with Windows line ends": {
			"a = 'x'\r\n[b]\r\nc = \"\"\"\r\nd\r\n\"\"\"\r\ne = 'y'\r\n",
			[]string{"1:1 a", "2:2 b", "3:1 b.c", "6:1 b.e"},
		},
		"beside lines that are no TOML": {
			"a\nb = \n[c\nd = 'x'\n[e]\nf = [1, 2\ng = 'y'\n]]\nh = 'z' z\n[[e]]\n[i]\nj = \"\\d\"\n",
			[]string{"5:2 e", "9:1 e.h", "11:2 i", "12:1 i.j"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := scan(c.text)
			if diff := cmp.Diff(c.want, places(c.text, s.root, "")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheScanVouchesForTheTOMLOfStoriesAndForNoOther(t *testing.T) {
	for text, plain := range map[string]bool{
		whole:                          true,
		invented(7):                    true,
		"":                             true,
		"a = true\n[b]\nc = ['d', []]": true,
		"a = \"\"\"\"\"\"":             true,
		"a = \"\"\"\"x\"\"\"\"\"":      true,
		"a = '\\'":                     true,
		"a = 'b'\r\n":                  true,
		bank:                           false,
		"a = 1":                        false,
		"a = 2026-01-02":               false,
		"a.b = 'c'":                    false,
		"a = {}":                       false,
		"a = 'b'\na = 'c'":             false,
		"[a]\n[a]":                     false,
		"a = 'b' c":                    false,
		"a = \"\"\"b\\\n c\"\"\"":      false,
		"a = \"\\e\"":                  false,
		"a = \"\"\"\"\"\"\"\"\"":       false,
		"a":                            false,
		"a = ":                         false,
		"a = [" + strings.Repeat("[", 40) + strings.Repeat("]", 41): false,
	} {
		if got := scan(text).plain; got != plain {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestTheScanReadsWhatTheLibraryReads(t *testing.T) {
	for _, text := range []string{
		whole, invented(1), invented(2),
		`a = "\b\t\n\f\r\"\\\u00e9\U0001F600"`,
		"a = '''\n\nb\n'''\nc = \"\"\"\r\n\r\nd\\\\\"\"\"\ne = \"\"\"f\"\"\"\"",
		"\"a\\tb\" = true\n'c d' = [[], [true], \n'e' # f\n, ]",
		"[a]\n['']\n'' = ''\n",
	} {
		sameAsLibrary(t, text)
	}
}

// sameAsLibrary holds a scan that vouches for a text against the library.
func sameAsLibrary(t *testing.T, text string) {
	t.Helper()
	s := scan(text)
	if !s.plain {
		return
	}
	tree, err := decode(text)
	if err != nil {
		t.Fatalf("the scan vouches for %q, the library says %v", text, err)
	}
	if diff := cmp.Diff(values(fromLibrary(tree, s.root, 0)), values(s.root)); diff != "" {
		t.Fatalf("%q: %s", text, diff)
	}
}

// values gives a tree without its places.
func values(n *node) any {
	switch n.kind {
	case kindTable:
		m := make(map[string]any, len(n.keys))
		for _, e := range n.keys {
			m[e.name] = values(e.node)
		}
		return m
	case kindList, kindTables:
		l := make([]any, len(n.list))
		for i, e := range n.list {
			l[i] = values(e)
		}
		return l
	case kindText:
		return "text " + n.text
	}
	return n.kind.name() + " " + n.text
}
