#!/usr/bin/env bash
# The kernels, the fingerprints, the scalar functions and what asks for threads in WebAssembly: .NET's interpreter and its trace compiler, in a headless Chromium, or under Node.js, whose
# JavaScript engine is the same. Every test runs several times, so that what is interpreted at first is compiled in the end. Needs no workload but:
#
#   apt-get install chromium nodejs              # Node.js 18 or later
#
#   tests/webassembly.sh                         # all, in Chromium, each 50 times or for 2 seconds, twice at least
#   tests/webassembly.sh 2 0 KernelsInFloat      # how often at most, how many seconds at most, and parts of the names of those to run
#   BROWSER=node tests/webassembly.sh            # under Node.js
#   BROWSER=google-chrome tests/webassembly.sh   # in another Chromium
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# -lt 2 ]; then set -- 50 2; fi
dotnet publish tests/WebAssembly -c Release -p:RunAnalyzers=false -o "$work/program" > "$work/log" || { cat "$work/log"; exit 1; }
browser=${BROWSER:-chromium}
if [ "$browser" = node ]; then run=(node "$work/program/wwwroot/main.mjs"); else run=(node tests/WebAssembly/browser.mjs "$work/program/wwwroot" "$browser"); fi
"${run[@]}" "$@" | tee "$work/log" | grep --line-buffered -v MONO_WASM
grep 'jitted .* [1-9][0-9]* traces' "$work/log" || { echo "The trace compiler compiled nothing, so that this shows little."; exit 1; }
