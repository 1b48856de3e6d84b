#!/usr/bin/env bash
# Measures what docs/performance.md states. Everything stays on loopback and stops by itself.
#   tests/bench.sh                 all modes (about half an hour on two cores; needs 15 GB of disk)
#   tests/bench.sh intake flush    only these
# PUBLICVOICE_BENCH_DIRECTORY=/var/tmp names a directory on a real disk.
set -uo pipefail
exec </dev/null
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export PUBLICVOICE_BENCH_DIRECTORY=${PUBLICVOICE_BENCH_DIRECTORY:-/var/tmp}
modes=("$@")
[ ${#modes[@]} -gt 0 ] || modes=(intake flush history forum pdf reports start)

work=$(mktemp -d -p "$PUBLICVOICE_BENCH_DIRECTORY" publicvoice-bench-XXXXXX)
chmod 711 "$work"
finish() {
  for server in "$work/postgres" "$work/slow-postgres"; do
    [ -d "$server" ] && tests/postgres.sh stop "$server"
  done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

needs() { [[ " ${modes[*]} " == *" $1 "* ]]; }

dotnet build tests/PublicVoice.Benchmarks -c Release -v q || exit 1

if needs intake || needs history || needs forum; then
  PUBLICVOICE_BENCH_POSTGRES=$(tests/postgres.sh start "$work/postgres") && export PUBLICVOICE_BENCH_POSTGRES
fi

if needs flush; then
  command -v gcc >/dev/null || { echo "gcc is missing: install the package gcc." >&2; exit 1; }
  gcc -O2 -shared -fPIC -o "$work/slow-flush.so" tests/bench/slow-flush.c -ldl || exit 1
  export PUBLICVOICE_BENCH_SLOW_FLUSH=$work/slow-flush.so
  PUBLICVOICE_BENCH_SLOW_POSTGRES=$(LD_PRELOAD=$work/slow-flush.so tests/postgres.sh start "$work/slow-postgres") && export PUBLICVOICE_BENCH_SLOW_POSTGRES
fi

status=0
deploy/publish.sh src/PublicVoice.Web/bin/Release/server || exit 1 # as it is deployed

for mode in "${modes[@]}"; do
  dotnet tests/PublicVoice.Benchmarks/bin/Release/net10.0/PublicVoice.Benchmarks.dll "$mode" || { echo "   $mode: NOT MET or failed (status $?)"; status=1; }
  echo
done
exit $status
