#!/bin/sh
# Makes what docker-compose.yml mounts as secrets, each in a file of its own: `sh deploy/compose/secrets.sh [folder]`.
# What is there already stays. The folder is closed to others; a container sees the files that it is given, and no more.
set -eu
folder=${1:-deploy/compose/secrets}
umask 077
mkdir -p "$folder/passwords"

put() { # name, value: kept when it exists
  [ -s "$folder/$1" ] || printf '%s' "$2" > "$folder/$1"
  # Containers run as other users than this one; the closed folder is what keeps people out.
  chmod 0444 "$folder/$1"
}
random() { openssl rand -hex 24; }

put postgres_password "$(random)"
put database_url "postgres://postgres:$(cat "$folder/postgres_password")@postgres:5432/callmesh"
put master_key "$(openssl rand -base64 32)"
put s3_access_key_id callmesh
put s3_secret_access_key "$(random)"
put crm_token "$(random)"
# What Prometheus sends to read /metrics.
put metrics_token "$(random)"
# Empty until somebody writes the key of a language model server into it.
put llm_api_key ""

for service in ingestion transcription extraction human_review crm_sync insights; do
  for role in "callmesh_$service" "callmesh_${service}_worker"; do
    put "passwords/$role" "$(random)"
    case $role in *_worker) name=worker ;; *) name=app ;; esac
    put "${service}_${name}_url" "postgres://$role:$(cat "$folder/passwords/$role")@postgres:5432/callmesh?options=-c%20search_path%3D$service"
  done
done
chmod 0755 "$folder/passwords"
echo "secrets: $folder"
