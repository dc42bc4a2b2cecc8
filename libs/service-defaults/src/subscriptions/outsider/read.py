"""An outsider: has the broker, its own login and the schema registry, and nothing of callmesh. Prints what it reads as JSON lines."""
import io
import json
import os
import sys
import urllib.request

import fastavro
from kafka import KafkaConsumer
from kafka.errors import TopicAuthorizationFailedError

given = json.loads(sys.argv[1])
schemas = {}


def schema_of(schema_id):
    if schema_id not in schemas:
        with urllib.request.urlopen(f"{given['registry']}/schemas/ids/{schema_id}", timeout=20) as answer:
            schemas[schema_id] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
    return schemas[schema_id]


consumer = KafkaConsumer(
    bootstrap_servers=given["brokers"],
    security_protocol="SASL_PLAINTEXT",
    sasl_mechanism="PLAIN",
    sasl_plain_username=given["username"],
    sasl_plain_password=given["password"],
    group_id=given["group"],
    auto_offset_reset="earliest",
)
consumer.subscribe([given["topic"]])
left = given["count"]
try:
    while left > 0:
        # This client notes a refused topic and goes on asking.
        if given["topic"] in consumer._client.cluster.unauthorized_topics:
            raise TopicAuthorizationFailedError(given["topic"])
        for batch in consumer.poll(timeout_ms=500).values():
            for message in batch:
                # Confluent framing: a zero byte, the schema's id, the Avro body.
                assert message.value[0] == 0
                schema = schema_of(int.from_bytes(message.value[1:5], "big"))
                data = fastavro.schemaless_reader(io.BytesIO(message.value[5:]), schema)
                headers = {name: value.decode() for name, value in message.headers}
                print(json.dumps({"key": message.key.decode(), "headers": headers, "data": data}, default=str), flush=True)
                left -= 1
except TopicAuthorizationFailedError:
    print(json.dumps({"refused": given["topic"]}), flush=True)
# What follows the last message is of no interest; leaving the group may be refused too.
sys.stdout.flush()


os._exit(0)
