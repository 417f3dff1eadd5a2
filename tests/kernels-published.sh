#!/usr/bin/env bash
# What the kernels take in a program that is published in several ways: compiled while it runs (JIT); compiled ahead (ReadyToRun), with the methods that are called often compiled again
# (ready), and without (untiered: DOTNET_TieredCompilation=0); and native. Prints nanoseconds of the first, by an element, and of products by a call, and for the others how many
# times as long they take; then what takes more than 1.3 times as long. The programs take turns. Takes some minutes. NativeAOT needs clang or gcc:
#
#   apt-get install gcc libc6-dev zlib1g-dev
#
#   tests/kernels-published.sh             # each kernel is timed five times in each program, of which the best counts
#   tests/kernels-published.sh 10          # ten times
#   tests/kernels-published.sh 5 native    # native code for this machine's processor, and not for x86-64-v3, as the README advises
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

rounds=${1:-5} instructions=${2:-x86-64-v3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

publish() { # name, how
    dotnet publish tests/KernelTimes -c Release --use-current-runtime -p:RunAnalyzers=false -o "$work/$1" "${@:2}" > "$work/log" || { cat "$work/log"; exit 1; }
}

publish jit --no-self-contained
publish ready --no-self-contained -p:PublishReadyToRun=true
publish native -p:PublishAot=true -p:IlcInstructionSet="$instructions"

program() { printf "%s '%s/%s/ShallowNet.Benchmarks'" "$2" "$work" "$1"; }
"$work/jit/ShallowNet.Benchmarks" compare "$rounds" JIT "$(program jit exec)" ready "$(program ready exec)" \
    untiered "$(program ready 'DOTNET_TieredCompilation=0 exec')" native "$(program native exec)"
