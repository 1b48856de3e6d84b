#!/usr/bin/env bash
# Makes the pictures of the README from a freshly seeded server. Needs what tests/run.sh installs.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=$PWD/docs/pictures
unit=plg-disdukcapil
month=$(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m)

dotnet build tests/PublicVoice.Journeys -c Release -v q
built=$PWD/tests/PublicVoice.Journeys/bin/Release/net10.0
work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

export PublicVoice__DataDirectory=$work/data Logging__LogLevel__Default=Warning
cd "$built/server"
dotnet PublicVoice.Web.dll seed demo --city plg
dotnet PublicVoice.Web.dll report --unit $unit --month "$month" --out "$work/report.pdf"
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
dotnet PublicVoice.Web.dll serve --urls "http://127.0.0.1:$port" &
server=$!
for _ in $(seq 100); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
  sleep 0.1
done

PLAYWRIGHT=$built/.playwright/package CHROMIUM=${CHROMIUM:-/usr/bin/chromium} \
  node "$pictures/make.mjs" "http://127.0.0.1:$port" $unit "$pictures"
pdftoppm -png -r 65 -f 1 -l 1 -singlefile "$work/report.pdf" "$pictures/report"
ls -l "$pictures"/*.png
