// Package soundtest lets a test hear what a program plays on a machine without any
// sound hardware: it runs a PulseAudio server of its own, records what reaches its
// loudspeaker, and finds out to a fraction of a millisecond when each tone began.
//
//	server, err := soundtest.StartServer(ctx)
//	defer server.Stop()
//	cmd.Env = append(os.Environ(), server.Env()...) // whoever plays
//	rec, err := server.Record(ctx, "played.wav")
//	… play …
//	samples, err := rec.Stop()
//	for _, at := range soundtest.Onsets(samples, soundtest.Rate) { … }
//
// It needs the programs pulseaudio, pactl and parec (on Debian the packages
// pulseaudio and pulseaudio-utils).
package soundtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// Rate is the rate of the virtual loudspeaker and of its recordings, in samples a second.
const Rate = 44100

// virtualMic is the module that makes the virtual microphone.
const virtualMic = "module-remap-source master=micfeed.monitor source_name=virtmic source_properties=device.description=VirtualMic"

// settle is how long a new server takes until its devices run evenly.
const settle = 3 * time.Second

// Server is a PulseAudio server with a virtual loudspeaker, "spk", which is the
// default, and a virtual microphone, "virtmic", that hears what is played to "micfeed".
type Server struct {
	dir string

	mu      sync.Mutex
	daemon  *process
	readers []*process
}

// process is a program that was started and is waited for.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	log  bytes.Buffer
}

// Available tells which of the programs needed is missing.
func Available() error {
	for _, name := range []string{"pulseaudio", "pactl", "parec", "nice"} {
		if _, err := exec.LookPath(name); err != nil {
			return fmt.Errorf("%w; install the packages pulseaudio and pulseaudio-utils", err)
		}
	}
	return nil
}

// StartServer starts a server in a new temporary folder and waits until it plays
// evenly, which takes some seconds. Stop ends it.
func StartServer(ctx context.Context) (*Server, error) {
	if err := Available(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "soundtest-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	for _, sub := range []string{"pulse", "state"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, errors.Join(err, s.Stop())
		}
	}
	if err := s.Start(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// Env is what a program needs in its environment to play on this server, each as
// KEY=VALUE.
func (s *Server) Env() []string {
	return []string{
		"XDG_RUNTIME_DIR=" + s.dir,
		"PULSE_RUNTIME_PATH=" + filepath.Join(s.dir, "pulse"),
		"PULSE_STATE_PATH=" + filepath.Join(s.dir, "state"),
		"PULSE_COOKIE=" + filepath.Join(s.dir, "cookie"),
		"PULSE_SERVER=unix:" + s.socket(),
	}
}

// socket is where the server listens.
func (s *Server) socket() string { return filepath.Join(s.dir, "s") }

// Start starts the server again after Kill.
func (s *Server) Start(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// What a killed server leaves behind would keep the next from listening.
	_ = os.Remove(s.socket())
	daemon, err := s.run(
		"pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
		// Without this one it aborts under load.
		"--disable-shm=true",
		"--realtime=no", "--high-priority=no", // urgent does it
		"-L", "module-native-protocol-unix auth-anonymous=1 socket="+s.socket(),
		"-L", "module-null-sink sink_name=spk rate=44100",
		"-L", "module-null-sink sink_name=micfeed rate=48000",
		"-L", virtualMic,
	)
	if err != nil {
		return err
	}
	s.daemon = daemon
	if err := s.ready(ctx); err != nil {
		return err
	}
	for _, args := range [][]string{{"set-default-sink", "spk"}, {"set-default-source", "virtmic"}} {
		if err := s.pactl(ctx, args...); err != nil {
			return err
		}
	}
	// A virtual device that nobody reads stalls for a second or two at a time. Who
	// reads it at a shorter latency makes everybody wake more often than on a real one.
	for _, source := range []string{"spk.monitor", "virtmic"} {
		r, err := s.run("parec", "-d", source, "--latency-msec=40", "--raw")
		if err != nil {
			return err
		}
		s.readers = append(s.readers, r)
	}
	return wait(ctx, settle)
}

// ready waits until the server answers.
func (s *Server) ready(ctx context.Context) error {
	for range 200 {
		if s.Command(ctx, "pactl", "info").Run() == nil {
			return nil
		}
		select {
		case <-s.daemon.done:
			return fmt.Errorf("pulseaudio ended: %s", s.daemon.log.String())
		default:
		}
		if err := wait(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return errors.New("pulseaudio does not answer")
}

// wait lets d pass.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// Command makes a command that talks to this server.
func (s *Server) Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), s.Env()...)
	return cmd
}

// urgent is Command, for what makes up the sound hardware: it runs at the priority
// that a sound server has on a desktop, where that is allowed. Hardware does not
// wait for busy programs; what is tested still does.
func (s *Server) urgent(ctx context.Context, name string, args ...string) *exec.Cmd {
	return s.Command(ctx, "nice", append([]string{"-n", "-11", name}, args...)...)
}

// run starts a program that goes on until it is killed.
func (s *Server) run(name string, args ...string) (*process, error) {
	p := &process{cmd: s.urgent(context.Background(), name, args...), done: make(chan struct{})}
	p.cmd.Env = append(p.cmd.Env, "DBUS_SESSION_BUS_ADDRESS=none")
	p.cmd.Stderr = &p.log
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.done)
		_ = p.cmd.Wait() // it was killed, or its log says why not
	}()
	return p, nil
}

// kill ends the program and waits for its end.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.done
}

// Kill ends the server the hard way, as a crash would; what it served loses its
// device. Start brings it back.
func (s *Server) Kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.daemon != nil {
		s.daemon.kill()
		s.daemon = nil
	}
	for _, r := range s.readers {
		r.kill()
	}
	s.readers = nil
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() error {
	s.Kill()
	return os.RemoveAll(s.dir)
}
