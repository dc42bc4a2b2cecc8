#!/bin/sh
# KAFKA_LOG_DIRS becomes the property log.dirs, as in the image that this one stands in for.
set -eu
config=/opt/kafka/config/server.properties
env | grep '^KAFKA_' | grep -v -e '^KAFKA_HEAP_OPTS=' | while IFS='=' read -r name value; do
  printf '%s=%s\n' "$(printf '%s' "${name#KAFKA_}" | tr 'A-Z_' 'a-z.')" "$value"
done > "$config"
export CLASSPATH='/opt/kafka/libs/*'
heap=${KAFKA_HEAP_OPTS:--Xmx1g}
# shellcheck disable=SC2086 # several options
java $heap kafka.tools.StorageTool format --ignore-formatted -t "$CLUSTER_ID" -c "$config"
# shellcheck disable=SC2086
exec java $heap kafka.Kafka "$config"
