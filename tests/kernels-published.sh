#!/usr/bin/env bash
# What the kernels take in a program that is published in four ways: compiled while it runs; compiled ahead (ReadyToRun), with the methods that are called often compiled again, and without
# (DOTNET_TieredCompilation=0); and native. Prints nanoseconds of the first, by an element, and of products by a call, and for the others how many times as long they take; then what
# takes more than 1.3 times as long. Takes some minutes. NativeAOT needs clang or gcc:
#
#   apt-get install gcc libc6-dev zlib1g-dev
#
#   tests/kernels-published.sh             # each program runs three times, one after the other; the best counts
#   tests/kernels-published.sh 5           # five times
#   tests/kernels-published.sh 3 native    # native code for this machine's processor, and not for x86-64-v3, as the README advises
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

rounds=${1:-3} instructions=${2:-x86-64-v3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

publish() { # name, how
    dotnet publish tests/KernelTimes -c Release --use-current-runtime -p:RunAnalyzers=false -o "$work/$1" "${@:2}" > "$work/log" || { cat "$work/log"; exit 1; }
}

publish jit --no-self-contained
publish ready --no-self-contained -p:PublishReadyToRun=true
publish native -p:PublishAot=true -p:IlcInstructionSet="$instructions"

for round in $(seq "$rounds"); do
    "$work/jit/ShallowNet.Benchmarks" > "$work/jit.$round.csv"
    "$work/ready/ShallowNet.Benchmarks" > "$work/ready.$round.csv"
    DOTNET_TieredCompilation=0 "$work/ready/ShallowNet.Benchmarks" > "$work/untiered.$round.csv"
    "$work/native/ShallowNet.Benchmarks" > "$work/native.$round.csv"
done

awk -F, '
    FNR == 1 { mode = FILENAME; sub(/.*\//, "", mode); sub(/\..*/, "", mode); next }
    {
        if (!($1 in known)) { known[$1] = 1; names[++count] = $1 }
        for (p = 2; p <= 3; p++) {
            key = mode SUBSEP $1 SUBSEP p
            if (!(key in best) || $p < best[key]) best[key] = $p
        }
    }
    function ratio(mode, name, p,    r) {
        r = best[mode, name, p] / best["jit", name, p]
        if (r > 1.3) beyond = beyond sprintf("%s%s in %s, %s (%.2f)", beyond == "" ? "" : ", ", name, p == 2 ? "float" : "double", mode, r)
        return r
    }
    END {
        printf "%-20s%12s%7s%10s%8s%13s%7s%10s%8s\n", "ns", "float: JIT", "ready", "untiered", "native", "double: JIT", "ready", "untiered", "native"
        for (i = 1; i <= count; i++) {
            printf "%-20s", names[i]
            for (p = 2; p <= 3; p++) printf "%12.2f%7.2f%10.2f%8.2f%s", best["jit", names[i], p], ratio("ready", names[i], p), ratio("untiered", names[i], p), ratio("native", names[i], p), p == 2 ? " " : ""
            printf "\n"
        }
        print "Beyond 1.3 times the time of the JIT: " (beyond == "" ? "none" : beyond) "."
    }' "$work"/*.csv
