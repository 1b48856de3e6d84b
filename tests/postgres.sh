#!/usr/bin/env bash
# A PostgreSQL of its own on loopback, for tests and benchmarks.
#   tests/postgres.sh start DIRECTORY   creates and starts a server in DIRECTORY, prints its connection string
#   tests/postgres.sh stop DIRECTORY    stops it and removes DIRECTORY
set -euo pipefail
action=${1:?start or stop}
home=$(realpath -m "${2:?a directory}")

bin=${POSTGRES_BIN:-}
if [ -z "$bin" ]; then
  for candidate in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/x)")"; do
    if [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ]; then bin=$candidate; fi
    case $candidate in */15/bin) [ -x "$candidate/initdb" ] && break ;; esac
  done
fi
[ -n "$bin" ] || { echo "PostgreSQL is missing: install the package postgresql-15." >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

case $action in
  start)
    mkdir -p "$home"
    if [ "$(id -u)" = 0 ]; then chown postgres:postgres "$home"; fi
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM % 20000)))
    (cd / && as_owner "$bin/initdb" -D "$home/data" -U publicvoice --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"/dev/null")
    (cd / && as_owner "$bin/pg_ctl" -D "$home/data" -w -t 60 -l "$home/data/server.log" \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=200 -c synchronous_commit=on" start >/dev/null)
    echo "Host=127.0.0.1;Port=$port;Username=publicvoice;Database=postgres"
    ;;
  stop)
    if [ -d "$home/data" ]; then (cd / && as_owner "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1) || true; fi
    rm -rf "$home"
    ;;
  *)
    echo "start or stop, not $action" >&2
    exit 2
    ;;
esac
