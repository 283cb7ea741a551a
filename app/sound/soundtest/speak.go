package soundtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// MicRate is the rate of the virtual microphone, in samples a second.
const MicRate = 48000

// Speak plays a sound file to the virtual microphone, and returns when it has been heard.
func (s *Server) Speak(ctx context.Context, path string) error {
	if out, err := s.urgent(ctx, "paplay", "-d", "micfeed", path).CombinedOutput(); err != nil {
		return fmt.Errorf("paplay: %w: %s", err, out)
	}
	return nil
}

// Unplug takes the virtual microphone away, as when it is pulled out. Plug brings it back.
func (s *Server) Unplug(ctx context.Context) error {
	out, err := s.Command(ctx, "pactl", "list", "short", "modules").CombinedOutput()
	if err != nil {
		return fmt.Errorf("pactl: %w: %s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		number, rest, _ := strings.Cut(line, "\t")
		if strings.HasPrefix(rest, "module-remap-source") {
			return s.pactl(ctx, "unload-module", number)
		}
	}
	return errors.New("there is no microphone to pull out")
}

// Plug brings the virtual microphone back, as the default again.
func (s *Server) Plug(ctx context.Context) error {
	if err := s.pactl(ctx, append([]string{"load-module"}, strings.Fields(virtualMic)...)...); err != nil {
		return err
	}
	return s.pactl(ctx, "set-default-source", "virtmic")
}

// pactl tells the server something.
func (s *Server) pactl(ctx context.Context, args ...string) error {
	if out, err := s.Command(ctx, "pactl", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("pactl %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return nil
}
