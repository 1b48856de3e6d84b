#!/usr/bin/env bash
# Checks the format, builds with warnings as errors and runs every test: on SQLite, on a PostgreSQL of its own, and in a real browser.
# Installs what the tests need (as root, on Debian and its kin) or says what is missing. The last line is "N passed, N failed".
set -uo pipefail
exec </dev/null
cd "$(dirname "$0")/.."
export DOTNET_TieredPGO=0 # profiles that programs of a minute never earn back
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 NPM_CONFIG_UPDATE_NOTIFIER=false

passed=0
failed=0
work=$(mktemp -d)
chmod 711 "$work" # the database server runs as another user

finish() {
  [ -d "$work/postgres" ] && tests/postgres.sh stop "$work/postgres"
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { printf '\n== %s\n' "$*"; }

# Ends the run with what was counted so far and one failure more.
give_up() {
  echo "$*" >&2
  echo "$passed passed, $((failed + 1)) failed"
  exit 1
}

has_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

install_needs() {
  local packages=()
  command -v dotnet >/dev/null || give_up "The .NET 10 SDK is missing: see https://dotnet.microsoft.com/download."
  dotnet --version >/dev/null 2>&1 || give_up "The .NET 10 SDK is missing (global.json asks for it); found: $(dotnet --list-sdks | tr '\n' ' ')"
  command -v npm >/dev/null || give_up "Node.js 20 with npm is missing."
  command -v chromium >/dev/null || packages+=(chromium)
  command -v pdftoppm >/dev/null || packages+=(poppler-utils)
  command -v qpdf >/dev/null || packages+=(qpdf)
  command -v vipsthumbnail >/dev/null || packages+=(libvips-tools)
  command -v setpriv >/dev/null || packages+=(util-linux)
  if ! has_postgres; then
    if [ -n "$(apt-cache madison postgresql-15 2>/dev/null)" ]; then packages+=(postgresql-15); else packages+=(postgresql); fi
  fi

  [ ${#packages[@]} -eq 0 ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    step "Installing ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # The cluster that Debian's package would create and start is not wanted: the tests start a server of their own.
    mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/publicvoice-tests.conf
    apt-get update -qq || give_up "apt-get update failed."
    if ! has_postgres; then
      if [ -n "$(apt-cache madison postgresql-15)" ]; then packages=("${packages[@]/%postgresql/postgresql-15}"); fi
    fi
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$work/apt.log" 2>&1 || { tail -20 "$work/apt.log" >&2; give_up "apt-get could not install ${packages[*]}."; }
  else
    give_up "Missing; please install: ${packages[*]}"
  fi
}

# run_tests LABEL PROJECT: runs one test project and adds up its results; a project that ran nothing, or skipped a test, has failed.
run_tests() {
  local label=$1 project=$2 results counters
  results="$work/results-$label"
  step "$label"
  dotnet test "tests/$project" -c Release --no-build --results-directory "$results" --logger "trx;LogFileName=$label.trx" --logger "console;verbosity=minimal"
  local status=$?
  counters=$(grep -ho '<Counters [^>]*>' "$results/$label.trx" 2>/dev/null | head -1)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  local total ok
  total=$(count total)
  ok=$(count passed)
  total=${total:-0}
  ok=${ok:-0}
  passed=$((passed + ok))
  failed=$((failed + total - ok))
  if [ "$total" -eq 0 ]; then
    echo "$label: no test ran." >&2
    failed=$((failed + 1))
  elif [ "$status" -ne 0 ] && [ "$total" -eq "$ok" ]; then
    echo "$label: the test run ended with status $status." >&2
    failed=$((failed + 1))
  elif [ "$total" -ne "$ok" ]; then
    echo "$label: $((total - ok)) of $total tests failed or were skipped." >&2
  fi
}

install_needs

step "Restoring"
dotnet restore PublicVoice.sln --locked-mode -v q || give_up "Packages could not be restored as locked."
(cd tests && npm ci --silent --no-audit --no-fund) || give_up "npm ci failed in tests/."

step "Format"
dotnet format whitespace PublicVoice.sln --verify-no-changes --no-restore -v q || give_up "Badly formatted files: run 'dotnet format whitespace'."

step "Building"
dotnet build PublicVoice.sln -c Release --no-restore -v q -warnaserror || give_up "The build failed."

run_tests Reports PublicVoice.Reports.Tests
run_tests Web-SQLite PublicVoice.Web.Tests

if PUBLICVOICE_TEST_POSTGRES=$(tests/postgres.sh start "$work/postgres"); then
  export PUBLICVOICE_TEST_POSTGRES
  run_tests Web-PostgreSQL PublicVoice.Web.Tests
  unset PUBLICVOICE_TEST_POSTGRES
else
  echo "PostgreSQL did not start." >&2
  failed=$((failed + 1))
fi

run_tests Journeys PublicVoice.Journeys

printf '\n'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
