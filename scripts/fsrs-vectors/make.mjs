// Makes the vectors that app/practice/vectors_test.go compares Starling's schedule with: sequences of reviews, and what
// ts-fsrs, another implementation of FSRS than the one that Starling uses, makes of them.
//
//   npm ci && npm run make
//
// The same version of ts-fsrs gives the same file. Days only: no learning steps, no short-term memory, no fuzz, the
// default weights. Each sequence is [the retention asked for, the reviews], each review
//
//   [grade 1 to 4, days since the one before, stability in days, difficulty, the interval that follows in days]
import { writeFileSync } from "node:fs";
import { createEmptyCard, fsrs, FSRSVersion } from "ts-fsrs";

const grades = [1, 2, 3, 4];
const retentions = [0.9, 0.7, 0.8, 0.85, 0.95, 0.97];
const day = 24 * 60 * 60 * 1000;
const beginning = Date.UTC(2026, 0, 1);

// random gives numbers from 0 to 1, the same for the same seed (mulberry32).
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// sequence reviews a new card with the grades; wait says how many days pass after an interval.
function sequence(retention, given, wait) {
  const scheduler = fsrs({ request_retention: retention, enable_short_term: false, enable_fuzz: false });
  let card = createEmptyCard(new Date(beginning));
  let now = beginning;
  const reviews = given.map((grade, i) => {
    const elapsed = i === 0 ? 0 : wait(card.scheduled_days, i);
    now += elapsed * day;
    card = scheduler.next(card, new Date(now), grade).card;
    return [grade, elapsed, card.stability, card.difficulty, card.scheduled_days];
  });
  return [retention, reviews];
}

const sequences = [];

// Every way to give four grades, each review on its day.
for (const a of grades)
  for (const b of grades)
    for (const c of grades)
      for (const d of grades) sequences.push(sequence(0.9, [a, b, c, d], (interval) => interval));

// Longer ones, early, on the day, late and after years, at every retention.
const draw = random(20261122);
const pick = (from) => from[Math.floor(draw() * from.length)];
for (let i = 0; i < 60; i++) {
  const given = Array.from({ length: 12 }, () => pick([1, 2, 3, 3, 3, 4]));
  const wait = (interval) => {
    const days = pick([1, Math.round(interval / 2), interval - 1, interval, interval, interval + 1, interval * 2, 30, 400, 4000]);
    return Math.min(Math.max(days, 1), 4000);
  };
  sequences.push(sequence(retentions[i % retentions.length], given, wait));
}

const lines = sequences.map((s) => JSON.stringify(s)).join(",\n");
writeFileSync(process.argv[2], `{"from":${JSON.stringify(`ts-fsrs ${FSRSVersion}`)},"sequences":[\n${lines}\n]}\n`);
console.log(`${sequences.length} sequences by ts-fsrs ${FSRSVersion}`);
