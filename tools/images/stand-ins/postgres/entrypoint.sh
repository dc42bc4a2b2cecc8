#!/bin/sh
# POSTGRES_USER, POSTGRES_PASSWORD_FILE and POSTGRES_DB make the cluster at the first start, as in the image that this one stands in for.
set -eu
bin=/usr/lib/postgresql/18/bin
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql && chown -R postgres "$(dirname "$PGDATA")" /var/run/postgresql && chmod 700 "$PGDATA"
  if [ ! -s "$PGDATA/PG_VERSION" ]; then cp "$POSTGRES_PASSWORD_FILE" /tmp/password && chown postgres /tmp/password; fi
  exec gosu postgres sh "$0" "$@"
fi
user=${POSTGRES_USER:-postgres}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  "$bin/initdb" --pgdata "$PGDATA" --username "$user" --pwfile /tmp/password --auth-local trust --auth-host scram-sha-256 --encoding UTF8 > /dev/null
  rm -f /tmp/password
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  if [ "${POSTGRES_DB:-$user}" != postgres ]; then
    "$bin/pg_ctl" --pgdata "$PGDATA" --options "-c listen_addresses='' -c unix_socket_directories=/var/run/postgresql" --wait start > /dev/null
    psql --quiet --host /var/run/postgresql --username "$user" --dbname postgres --command "create database \"${POSTGRES_DB:-$user}\""
    "$bin/pg_ctl" --pgdata "$PGDATA" --mode fast --wait stop > /dev/null
  fi
fi
command="$1"; shift
exec "$bin/$command" -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql "$@"
