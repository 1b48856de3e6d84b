#!/usr/bin/env bash
# Restores what deploy/backup.sh wrote. Stop PublicVoice first.
#   deploy/restore.sh ARCHIVE [--replace]    --replace: an existing SQLite file is set aside, an existing PostgreSQL schema is replaced
# PUBLICVOICE_DATA and PUBLICVOICE_POSTGRES as for deploy/backup.sh.
set -euo pipefail
umask 077
root=$(cd "$(dirname "$0")/.." && pwd)
archive=$(realpath "${1:?Usage: deploy/restore.sh ARCHIVE [--replace]}")
replace=${2:-}
data=$(realpath -m "${PUBLICVOICE_DATA:-$root/data}")

fail() {
  echo "$*" >&2
  exit 1
}

[ -z "$replace" ] || [ "$replace" = --replace ] || fail "Unknown option $replace."
mkdir -p "$data"
work=$(mktemp -d -p "$data" .restore-XXXXXX)
trap 'rm -rf "$work"' EXIT
tar -xf "$archive" -C "$work"

if [ -n "${PUBLICVOICE_POSTGRES:-}" ]; then
  [ -e "$work/publicvoice.dump" ] || fail "$archive holds no PostgreSQL dump."
  options=(--no-owner --no-privileges --single-transaction --exit-on-error)
  [ -z "$replace" ] || options+=(--clean --if-exists)
  pg_restore "${options[@]}" --dbname="$PUBLICVOICE_POSTGRES" "$work/publicvoice.dump" \
    || fail "Nothing was restored. Where the database is not empty, stop PublicVoice and add --replace."
else
  [ -e "$work/publicvoice.db" ] || fail "$archive holds no SQLite database."
  if [ -e "$data/publicvoice.db" ]; then
    [ -n "$replace" ] || fail "$data/publicvoice.db exists. Stop PublicVoice and add --replace to set it aside."
    aside=$data/replaced-$(date -u +%Y%m%dT%H%M%SZ)
    mkdir "$aside"
    # The write-ahead log belongs to the old file and would damage the new one.
    for file in publicvoice.db publicvoice.db-wal publicvoice.db-shm; do
      if [ -e "$data/$file" ]; then mv "$data/$file" "$aside/"; fi
    done
    echo "The database that was there is now in $aside."
  fi
  mv "$work/publicvoice.db" "$data/publicvoice.db"
fi

if [ -e "$work/receipt.key" ]; then
  # Receipts that citizens hold are found only with the key they were made with.
  if [ -e "$data/receipt.key" ] && ! cmp -s "$work/receipt.key" "$data/receipt.key"; then
    mv "$data/receipt.key" "$data/receipt.key.replaced-$(date -u +%Y%m%dT%H%M%SZ)"
  fi
  mv -f "$work/receipt.key" "$data/receipt.key"
fi
if [ "$(id -u)" = 0 ]; then chown --reference="$data" "$data"/publicvoice.db "$data"/receipt.key 2>/dev/null || true; fi
echo "Restored into ${PUBLICVOICE_POSTGRES:+the PostgreSQL database and }$data."
