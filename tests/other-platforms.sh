#!/usr/bin/env bash
# The fingerprints and the scalar functions on platforms that this machine (Linux with glibc on x64) is not: with the C library musl, on ARM64, and as for Windows. The programs are
# published here, and run under musl's loader, under an emulator and under Wine. Takes some minutes on two cores. Needs:
#
#   apt-get install gcc musl qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross wine wine64
#
#   tests/other-platforms.sh               # all
#   tests/other-platforms.sh linux-arm64   # one of them
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# This asks OtherPlatforms.cs to run its tests.
export SHALLOWNET_TESTS_WITHOUT=platform DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

publish() {
    printf '\n== %s\n' "$1"
    dotnet publish tests/ShallowNet.Tests -c Release -r "$1" --self-contained -p:RunAnalyzers=false -o "$work/$1" > "$work/log" || { cat "$work/log"; exit 1; }
}

# The runtime for musl is linked with the C++ library, which Debian has for glibc alone. That one asks glibc's loader for seven names that musl does not have; none of
# them computes anything that a test looks at.
musl() {
    publish linux-musl-x64
    mkdir "$work/libraries"
    cp -L "$(gcc -print-file-name=libstdc++.so.6)" "$(gcc -print-file-name=libgcc_s.so.1)" "$work/libraries"
    cat > "$work/glibc.c" << 'C'
#include <stddef.h>
struct tm;
extern size_t strftime_l(char *, size_t, const char *, const struct tm *, void *);
extern long getrandom(void *, size_t, unsigned);
char __libc_single_threaded = 0;
unsigned __cpu_model[4];
int __cpu_indicator_init(void) { return 0; }
int _dl_find_object(void *address, void *result) { return -1; }
int __cxa_thread_atexit_impl(void (*destroy)(void *), void *object, void *library) { return 0; }
size_t __strftime_l(char *s, size_t max, const char *format, const struct tm *time, void *locale) { return strftime_l(s, max, format, time, locale); }
unsigned arc4random(void) { unsigned r = 0; getrandom(&r, sizeof r, 0); return r; }
C
    gcc -shared -nostdlib -fPIC -Wl,-soname,ld-linux-x86-64.so.2 -o "$work/libraries/ld-linux-x86-64.so.2" "$work/glibc.c"
    LD_LIBRARY_PATH="$work/libraries" "$work/linux-musl-x64/ShallowNet.Tests"
}

arm64() {
    publish linux-arm64
    DOTNET_EnableWriteXorExecute=0 qemu-aarch64 -L /usr/aarch64-linux-gnu "$work/linux-arm64/ShallowNet.Tests"
}

# Under Wine, as under the emulator, the runtime must not map code a second time in order to write it.
windows() {
    publish win-x64
    WINEPREFIX="$work/wine" WINEDEBUG=-all DOTNET_EnableWriteXorExecute=0 wine "$work/win-x64/ShallowNet.Tests.exe"
}

case "${1:-all}" in
    linux-musl-x64) musl ;;
    linux-arm64) arm64 ;;
    win-x64) windows ;;
    all) musl; arm64; windows ;;
    *) echo "linux-musl-x64, linux-arm64 or win-x64, not $1"; exit 1 ;;
esac
