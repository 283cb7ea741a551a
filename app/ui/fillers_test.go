package ui

import (
	"slices"
	"testing"

	"starling/app/delivery"
	"starling/app/settings"
)

func TestTheSettingsBeginWithTheFillersThatDeliveryNames(t *testing.T) {
	if got, want := settings.Fillers(), delivery.DefaultFillers(); !slices.Equal(got, want) {
		t.Errorf("the settings have %q, delivery %q", got, want)
	}
}
