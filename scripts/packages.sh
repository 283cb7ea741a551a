#!/bin/sh
# Installs the system packages that Starling needs and that are not there yet:
#
#   packages.sh run     to build and start it
#   packages.sh test    for the tests as well: a virtual display, a virtual sound card, keys pressed by a program
#   packages.sh report  for the look at the exported report alone: a browser, and Node to drive it
#
# On Debian and Ubuntu it installs them as root or by sudo, asks for nothing when all is there, and removes nothing.
# Elsewhere it says what is missing. README.md names the packages of other systems.
set -eu

# What a build needs: the Debian package, and how to tell on another distribution that it is there.
build='
ca-certificates      -
gcc                  command:gcc
libc6-dev            -
pkg-config           command:pkg-config
libgl1-mesa-dev      library:gl
xorg-dev             library:x11,xcursor,xrandr,xinerama,xi,xxf86vm
libwayland-dev       library:wayland-client
libxkbcommon-dev     library:xkbcommon
'
# What the tests need beyond it.
tests='
xvfb                 command:Xvfb
libgl1-mesa-dri      -
openbox              command:openbox
dbus                 command:dbus-daemon
pulseaudio           command:pulseaudio
pulseaudio-utils     command:parec
espeak-ng            command:espeak-ng
sox                  command:sox
'
# What the look at the report needs. Any one of the commands will do, wherever it is from: then no package is needed.
report='
nodejs                   any:node
npm                      any:npm
chromium-headless-shell  any:chromium-headless-shell,chromium,google-chrome,chromium-browser
'

case "${1-}" in
run) wanted=$build ;;
test) wanted="$build$tests" ;;
report) wanted=$report ;;
*)
	echo 'usage: packages.sh run|test|report' >&2
	exit 2
	;;
esac

# stop MESSAGE… says why it cannot go on.
stop() {
	printf '%s\n' "$@" >&2
	exit 1
}

case "$(uname -s)" in
Linux) ;;
Darwin)
	xcode-select -p >/dev/null 2>&1 || stop 'Missing: the Xcode command line tools. Install them with: xcode-select --install'
	exit 0
	;;
*)
	command -v gcc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1 ||
		stop 'Missing: a C compiler. README.md says which one to install.'
	exit 0
	;;
esac

# What is there already by any of its commands is not wanted.
wanted=$(printf '%s' "$wanted" | while read -r package probe; do
	case "$probe" in
	any:*)
		for name in $(echo "${probe#any:}" | tr , ' '); do
			command -v "$name" >/dev/null 2>&1 && continue 2
		done
		;;
	esac
	[ -z "$package" ] || echo "$package $probe"
done)
[ -n "$wanted" ] || exit 0
wanted="$wanted
"

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
	# Another distribution: look for what the packages would bring.
	missing=$(printf '%s' "$wanted" | while read -r package probe; do
		case "$probe" in
		command:*) command -v "${probe#command:}" >/dev/null 2>&1 || echo "  ${probe#command:} (on Debian: $package)" ;;
		any:*) echo "  any of ${probe#any:} (on Debian: $package)" ;;
		library:*)
			for library in $(echo "${probe#library:}" | tr , ' '); do
				pkg-config --exists "$library" 2>/dev/null || echo "  the development files of $library (on Debian: $package)"
			done
			;;
		esac
	done)
	[ -z "$missing" ] && exit 0
	stop 'This is neither Debian nor Ubuntu, so nothing is installed for you. Missing:' "$missing" \
		'README.md names the packages of other distributions.'
fi

wanted=$(printf '%s' "$wanted" | awk 'NF { print $1 }')
# "install ok installed" and "hold ok installed" both mean that it is there.
# shellcheck disable=SC2086
there=$(dpkg-query -W -f '${Package} ${Status}\n' $wanted 2>/dev/null | awk '/ ok installed$/ { print $1 }')
missing=$(printf '%s\n' "$wanted" | while read -r package; do
	printf '%s\n' "$there" | grep -qxF "$package" || printf '%s ' "$package"
done)
missing=${missing% }
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
	as_root=
elif command -v sudo >/dev/null 2>&1; then
	if [ -t 0 ]; then as_root=sudo; else as_root='sudo -n'; fi # nobody is there to type a password
	$as_root true || stop "These system packages are missing, and sudo does not let us install them: $missing" \
		"Ask for: apt-get install $missing"
else
	stop "These system packages are missing: $missing" \
		"You are not root and there is no sudo. As root: apt-get install $missing"
fi

# Ubuntu has its browser as a snap, which is for the person to decide on.
case "$missing" in
*chromium*) grep -qs '^ID=ubuntu' /etc/os-release && stop 'Missing: a Chromium or a Chrome, to look at the report with. Install one; Ubuntu has no package of it.' ;;
esac

# What apt says is kept here, and shown if it fails.
log=build/packages.log
mkdir -p build

# apt asks nothing, and never takes away what the person has (a desktop's sound server, say).
apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends --no-remove "$@" >>"$log" 2>&1 </dev/null
}

: >"$log"
echo "Installing system packages: $missing"
# The lists are fetched only if they do not know the packages, or name files that are gone.
# shellcheck disable=SC2086
if ! apt --simulate install $missing || ! apt install $missing; then
	if ! apt update || ! apt install $missing; then
		tail -n 40 "$log" >&2
		stop "These packages could not be installed: $missing" \
			'If apt says that others would have to be removed for them, decide that yourself: nothing is removed for you.'
	fi
fi
