#!/bin/sh
# Runs a command at a desk of its own, and clears the desk away afterwards:
#
#   desk.sh COMMAND [ARG…]
#
# On the desk are a virtual display with a window manager (DISPLAY), a virtual sound card whose sound can be recorded
# from the source "spk.monitor" (PULSE_SERVER), a session bus that starts no services (DBUS_SESSION_BUS_ADDRESS), and
# empty folders for settings, data and state, so that neither the person's screen nor their files are touched.
# DESK names the desk's folder; DESK_SCREEN (1280x900x24) is the size of the display.
set -eu

[ $# -gt 0 ] || {
	echo 'usage: desk.sh COMMAND [ARG…]' >&2
	exit 2
}

DESK=$(mktemp -d "${TMPDIR:-/tmp}/starling-desk.XXXXXX")
export DESK
helpers=
clear_away() {
	# The one of each that ends by itself is no error; what does not end is killed.
	# shellcheck disable=SC2086
	[ -z "$helpers" ] || kill $helpers 2>/dev/null || true
	wait 2>/dev/null || true
	rm -rf "$DESK"
}
trap clear_away EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# keep NAME COMMAND… runs a helper until the desk is cleared; what it says is kept in DESK/NAME.log.
keep() {
	name=$1
	shift
	"$@" >"$DESK/$name.log" 2>&1 </dev/null &
	helpers="$! $helpers"
}

# await NAME WHAT CONDITION waits until the condition holds, for 20 s at most.
await() {
	tries=0
	until eval "$3" >/dev/null 2>&1; do
		tries=$((tries + 1))
		if [ $tries -gt 400 ]; then
			echo "desk: $2 did not come up:" >&2
			cat "$DESK/$1.log" >&2
			exit 1
		fi
		sleep 0.05
	done
}

# Folders first. Go's own settings stay where they are although XDG_CONFIG_HOME moves.
if command -v go >/dev/null 2>&1; then
	GOENV=$(go env GOENV)
	export GOENV
fi
mkdir -m 700 "$DESK/run" "$DESK/pulse" "$DESK/config" "$DESK/data" "$DESK/state" "$DESK/documents"
export XDG_RUNTIME_DIR="$DESK/run" XDG_CONFIG_HOME="$DESK/config" XDG_DATA_HOME="$DESK/data" \
	XDG_STATE_HOME="$DESK/state" XDG_DOCUMENTS_DIR="$DESK/documents"
unset WAYLAND_DISPLAY XAUTHORITY XDG_SESSION_TYPE XDG_CURRENT_DESKTOP FYNE_SCALE FYNE_THEME || true

# The display picks a free number itself and writes it to the file.
keep display Xvfb -displayfd 3 -screen 0 "${DESK_SCREEN:-1280x900x24}" -nolisten tcp -noreset 3>"$DESK/display"

# The sound card. Without --disable-shm the server stopped under load.
export PULSE_RUNTIME_PATH="$DESK/pulse" PULSE_STATE_PATH="$DESK/state" PULSE_COOKIE="$DESK/pulse/cookie" \
	PULSE_SERVER="unix:$DESK/pulse/socket"
keep sound env DBUS_SESSION_BUS_ADDRESS=none: pulseaudio -n --daemonize=no --use-pid-file=no --exit-idle-time=-1 \
	--disable-shm=true --realtime=no --high-priority=no \
	-L "module-native-protocol-unix auth-anonymous=1 socket=$DESK/pulse/socket" \
	-L 'module-null-sink sink_name=spk rate=44100'

# The bus knows no services, so that nothing of the person's desktop starts on it.
cat >"$DESK/bus.conf" <<EOF
<busconfig>
  <type>session</type>
  <listen>unix:path=$DESK/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
EOF
keep bus dbus-daemon --nofork --nopidfile --config-file="$DESK/bus.conf"
export DBUS_SESSION_BUS_ADDRESS="unix:path=$DESK/bus"

await display 'the display' '[ -s "$DESK/display" ]'
DISPLAY=:$(cat "$DESK/display")
export DISPLAY
await bus 'the session bus' '[ -S "$DESK/bus" ]'
keep manager openbox --sm-disable --startup "touch '$DESK/managed'"
await manager 'the window manager' '[ -e "$DESK/managed" ]'
await sound 'the sound card' 'pactl info'
pactl set-default-sink spk
# A virtual card that nobody reads from stalls for a second or two: this reader keeps it awake.
keep reader parec -d spk.monitor --latency-msec=10 --raw --format=s16le /dev/null
await reader 'the sound card' "timeout 5 parec -d spk.monitor --latency-msec=10 --raw | head -c 44100 | wc -c | grep -qx ' *44100'"

# Software drawing on every machine, so that figures and pictures mean the same everywhere.
export LIBGL_ALWAYS_SOFTWARE=1

status=0
"$@" || status=$?
exit $status
