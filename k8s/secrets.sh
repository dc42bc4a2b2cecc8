#!/bin/sh
# Secrets for the overlay dev, with random values: `sh k8s/secrets.sh | kubectl apply --namespace callmesh-dev -f -`.
# Values are kept in k8s/.secrets (or the folder given), so that running it again gives the same; k8s/secrets.example.yaml lists what there is.
set -eu
folder=${1:-k8s/.secrets}
sh "$(dirname "$0")/../deploy/compose/secrets.sh" "$folder" >&2

secret() { # name, then key=file
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata: { name: %s }\ndata:\n' "$1"
  shift
  for pair in "$@"; do printf '  %s: %s\n' "${pair%%=*}" "$(base64 < "$folder/${pair#*=}" | tr -d '\n')"; done
}

secret callmesh master-key=master_key metrics-token=metrics_token s3-access-key-id=s3_access_key_id s3-secret-access-key=s3_secret_access_key
secret database-administrator database-url=database_url
secret postgres password=postgres_password
secret crm hubspot-token=crm_token
roles=
for service in ingestion transcription extraction human-review crm-sync insights; do
  schema=$(printf '%s' "$service" | tr - _)
  roles="$roles callmesh_$schema=passwords/callmesh_$schema callmesh_${schema}_worker=passwords/callmesh_${schema}_worker"
  secret "$service-database" "app-url=${schema}_app_url" "worker-url=${schema}_worker_url"
done
# shellcheck disable=SC2086 # one argument a role
secret database-passwords $roles
