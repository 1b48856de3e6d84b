#!/usr/bin/env bash
# Builds PublicVoice and serves it with its embedded database and a demonstration city. A second run keeps the data.
#   PORT=5000                 loopback port
#   PUBLICVOICE_DATA=./data   where the database and the receipt key live
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

fail() {
  echo "$*" >&2
  exit 1
}

port=${PORT:-5000}
data=$(realpath -m "${PUBLICVOICE_DATA:-data}")
server=$PWD/artifacts/server

[[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "PORT must be a number from 1 to 65535, not \"$port\"."
command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: see https://dotnet.microsoft.com/download."
dotnet --version >/dev/null 2>&1 || fail "The .NET 10 SDK is missing; this machine has: $(dotnet --list-sdks | tr '\n' ' ')"
command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 with npm is missing."
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or newer is needed; this machine has $(node --version)."
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then fail "Port $port is taken: choose another, such as PORT=5001 deploy/run.sh"; fi

echo "Building …"
deploy/publish.sh "$server" || fail "The build failed."

# The server finds its settings and its pages in its working directory.
cd "$server"
mkdir -p -m 700 "$data"
export PublicVoice__DataDirectory=$data
dotnet PublicVoice.Web.dll database migrate
if [ ! -e "$data/demonstration" ]; then
  echo "Seeding the demonstration city …"
  dotnet PublicVoice.Web.dll seed demo --city plg || fail "The demonstration city could not be seeded."
  date -u +%FT%TZ >"$data/demonstration"
fi

address=http://127.0.0.1:$port
cat <<TEXT

PublicVoice serves $address (stop it with Ctrl-C; the data stays in $data)

  Units          $address/
  Survey         $address/s/plg-disdukcapil
  Its QR code    $address/s/plg-disdukcapil/qr.svg
  Results        $address/hasil/plg-disdukcapil
  Forum          $address/forum/plg-disdukcapil

The leader's report of last month, from another terminal:

  cd $server && PublicVoice__DataDirectory=$data \\
    dotnet PublicVoice.Web.dll report --unit plg-disdukcapil --month $(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m) --out /tmp/report.pdf

A link to sign in with as the moderator of the demonstration (nobody has a password yet), from another terminal:

  cd $server && PublicVoice__DataDirectory=$data PublicVoice__PublicAddress=$address \\
    dotnet PublicVoice.Web.dll user add --admin --email moderator@plg.example

TEXT
ASPNETCORE_URLS=$address exec dotnet PublicVoice.Web.dll serve
