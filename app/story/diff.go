package story

// matching pairs what two lists have in common, in order and as much of it as
// there is (the longest common subsequence): for each text of a its place in
// b, or −1.
func matching(a, b []string) []int {
	pairs := make([]int, len(a))
	for i := range pairs {
		pairs[i] = -1
	}
	first := 0
	for first < len(a) && first < len(b) && a[first] == b[first] {
		pairs[first] = first
		first++
	}
	last := 0
	for last < len(a)-first && last < len(b)-first && a[len(a)-1-last] == b[len(b)-1-last] {
		pairs[len(a)-1-last] = len(b) - 1 - last
		last++
	}
	const most = 1 << 22 // a table larger than that is no list that a person has written
	rows, columns := a[first:len(a)-last], b[first:len(b)-last]
	if len(rows)*len(columns) > most {
		return pairs
	}
	longest := longestCommon(rows, columns)
	for i, j := 0, 0; i < len(rows) && j < len(columns); {
		switch {
		case rows[i] == columns[j]:
			pairs[first+i] = first + j
			i++
			j++
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// longestCommon gives how much two lists have in common from each place of the
// one and each of the other on.
func longestCommon(rows, columns []string) [][]int32 {
	longest := make([][]int32, len(rows)+1)
	for i := range longest {
		longest[i] = make([]int32, len(columns)+1)
	}
	for i := len(rows) - 1; i >= 0; i-- {
		for j := len(columns) - 1; j >= 0; j-- {
			if rows[i] == columns[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	return longest
}

// change is one step of the way from one list to another, in the order of the
// file: an entry that stays, is changed, goes or comes.
type change struct {
	old  int // its place in the old list, −1 where it comes
	new  int // its place in the new one, −1 where it goes
	from int // of one that comes: where it stood before it was moved, −1 where it is new
}

// changes gives the steps from a to b. What is taken away and put in at the
// same place is a changed entry, unless it only moves.
func changes(a, b []string) []change {
	pairs := matching(a, b)
	came, movedTo := moves(a, b, pairs)
	var steps []change
	j := 0
	for i := 0; i <= len(a); {
		var gone []int // up to the next entry that stays
		for i < len(a) && pairs[i] < 0 {
			gone = append(gone, i)
			i++
		}
		next := len(b)
		if i < len(a) {
			next = pairs[i]
		}
		for ; j < next; j++ {
			if from := came[j]; from >= 0 {
				steps = append(steps, change{-1, j, from})
				continue
			}
			for len(gone) > 0 && movedTo[gone[0]] {
				steps = append(steps, change{gone[0], -1, -1})
				gone = gone[1:]
			}
			if len(gone) == 0 {
				steps = append(steps, change{-1, j, -1})
				continue
			}
			steps = append(steps, change{gone[0], j, -1})
			gone = gone[1:]
		}
		for _, g := range gone {
			steps = append(steps, change{g, -1, -1})
		}
		if i < len(a) {
			steps = append(steps, change{i, j, -1})
			j++
		}
		i++
	}
	return steps
}

// moves finds the entries that stand elsewhere: for each of b where it stood
// in a, or −1, and for each of a whether it has moved.
func moves(a, b []string, pairs []int) (came []int, moved []bool) {
	came, moved = make([]int, len(b)), make([]bool, len(a))
	stays := make([]bool, len(b))
	gone := make(map[string][]int)
	for i, j := range pairs {
		if j >= 0 {
			stays[j] = true
		} else {
			gone[a[i]] = append(gone[a[i]], i)
		}
	}
	for j, text := range b {
		came[j] = -1
		if from := gone[text]; !stays[j] && len(from) > 0 {
			came[j] = from[0]
			moved[from[0]] = true
			gone[text] = from[1:]
		}
	}
	return came, moved
}
