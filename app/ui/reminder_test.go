package ui

import (
	"testing"
	"time"

	"starling/app/settings"
)

func notifying(s *settings.Settings) { s.Practice.Notify = true }

// reminded gives the notifications since it was last asked.
func (r *rig) reminded() []string {
	shown := r.reminders.shown
	r.reminders.shown = nil
	return shown
}

func TestNobodyIsNotifiedWhoHasNotWishedIt(t *testing.T) {
	r := start(t)
	r.wait(3 * day)
	wantAll(t, "shown", r.reminded())
}

func TestADaysNotificationComesAtTheStartAndAtTheChangeOfTheDay(t *testing.T) {
	r := start(t, notifying, withInterviews(acme()))
	wantAll(t, "at the start", r.reminded(), "2026-03-02: 3 stories are due today. First: "+bridgeTitle+". Acme is in 5 days, on 7 Mar.")
	r.wait(15 * time.Hour) // 03:00: the day ends at 04:00
	wantAll(t, "in the night", r.reminded())
	r.wait(2 * time.Hour)
	wantAll(t, "on the next day", r.reminded(), "2026-03-03: 3 stories are due today. First: "+bridgeTitle+". Acme is in 4 days, on 7 Mar.")
	r.wait(18 * time.Hour)
	wantAll(t, "later that day", r.reminded())
	r.wait(10 * day)
	want(t, "one a day", len(r.reminded()), 10)
}

func TestAnotherStartOnTheSameDayNotifiesNobody(t *testing.T) {
	r := open(t, notifying)
	r.reminders.last = "2026-03-02"
	r.readStories()
	wantAll(t, "shown", r.reminded())
	r.wait(day)
	want(t, "on the next day", len(r.reminded()), 1)
}

func TestAnAnswerIsNotDisturbedByANotification(t *testing.T) {
	r := open(t, notifying)
	r.reminders.last = "2026-03-02"
	r.readStories()
	r.wait(15*time.Hour + 55*time.Minute) // 03:55
	r.toStage(bridgeSlug)
	r.press("Space")
	r.wait(9 * time.Minute)
	wantAll(t, "while one answers", r.reminded())
	r.press("Esc")
	r.wait(11 * time.Minute)
	want(t, "afterwards", len(r.reminded()), 1)
}

func TestWhereNothingIsDueNobodyIsNotified(t *testing.T) {
	r := open(t, notifying)
	r.dir = t.TempDir()
	r.readStories()
	r.wait(day)
	wantAll(t, "shown", r.reminded())
}

func TestToWishTheNotificationShowsTodaysAndToTakeItBackEndsIt(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.set("Notification", "")
	want(t, "when it is wished", len(r.reminded()), 1)
	r.set("Notification", "")
	r.wait(3 * day)
	wantAll(t, "afterwards", r.reminded())
}

func TestANotificationThatFailsIsTold(t *testing.T) {
	r := open(t, notifying)
	r.reminders.fails = errTest
	r.readStories()
	r.wantText("The desktop could not be told what is due: the disk said no.")
}
