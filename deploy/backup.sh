#!/usr/bin/env bash
# Backs up a running PublicVoice: its database and the receipt key, in one archive that only its owner can read.
#   deploy/backup.sh DIRECTORY     writes DIRECTORY/publicvoice-TIME.tar
# SQLite (default):
#   PUBLICVOICE_DATA=./data               the data directory
#   PUBLICVOICE_SERVER=./artifacts/server the published server
# PostgreSQL, instead of the file:
#   PUBLICVOICE_POSTGRES=postgresql://publicvoice@localhost/publicvoice   (password in PGPASSWORD or ~/.pgpass)
set -euo pipefail
umask 077
root=$(cd "$(dirname "$0")/.." && pwd)
target=${1:?Usage: deploy/backup.sh DIRECTORY}
data=$(realpath -m "${PUBLICVOICE_DATA:-$root/data}")
server=$(realpath -m "${PUBLICVOICE_SERVER:-$root/artifacts/server}")

mkdir -p "$target"
work=$(mktemp -d -p "$target" .backup-XXXXXX)
trap 'rm -rf "$work"' EXIT

if [ -n "${PUBLICVOICE_POSTGRES:-}" ]; then
  pg_dump --format=custom --no-owner --no-privileges --file="$work/publicvoice.dump" "$PUBLICVOICE_POSTGRES"
else
  [ -e "$data/publicvoice.db" ] || { echo "There is no publicvoice.db in $data." >&2; exit 1; }
  (cd "$server" && PublicVoice__DataDirectory=$data dotnet PublicVoice.Web.dll database backup "$work/publicvoice.db")
fi
if [ -e "$data/receipt.key" ]; then cp "$data/receipt.key" "$work/"; fi

archive=$target/publicvoice-$(date -u +%Y%m%dT%H%M%SZ).tar
tar -cf "$work/archive.tar" -C "$work" $(cd "$work" && ls)
sync "$work/archive.tar"
mv "$work/archive.tar" "$archive"
echo "$archive"
