// Generated from schemas/ by `npm run contracts:generate`. Do not edit.
import type { SchemaVersion } from '../schema-versions.js';

/** Every published event schema with its common records written out; within a type the newest minor is last. */
export const schemaVersions: readonly SchemaVersion[] = [
 {
  "type": "action.application-failed.v1",
  "minor": 0,
  "id": 1,
  "sha256": "29008a9f681bd22d57ff4dde4ca6a5e39a5800e6c191308a122e40829129a665",
  "schema": {
   "type": "record",
   "name": "ActionApplicationFailed",
   "namespace": "callmesh.action.v1",
   "doc": "The action ended without its change; a person sees a new draft that supersedes it.",
   "fields": [
    {
     "name": "actionId",
     "type": "string",
     "doc": "The action."
    },
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "cancel-order, open-case, call-back, dispute-hold or call-note."
    },
    {
     "name": "code",
     "type": "string",
     "doc": "Stable reason code."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "What the destination said and what to do next.",
     "personal": true
    },
    {
     "name": "supersededBy",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The new draft."
    }
   ]
  }
 },
 {
  "type": "action.applied.v1",
  "minor": 0,
  "id": 2,
  "sha256": "8b308cd4c611faec1afb1610dab7950e154a8712901ce32f70a938075377c264",
  "schema": {
   "type": "record",
   "name": "ActionApplied",
   "namespace": "callmesh.action.v1",
   "doc": "The destination holds the change.",
   "fields": [
    {
     "name": "actionId",
     "type": "string",
     "doc": "The action."
    },
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "cancel-order, open-case, call-back, dispute-hold or call-note."
    },
    {
     "name": "destination",
     "type": "string",
     "doc": "Destination connection, e.g. hubspot."
    },
    {
     "name": "object",
     "type": "string",
     "doc": "Object type at the destination."
    },
    {
     "name": "objectId",
     "type": "string",
     "doc": "Its id there."
    }
   ]
  }
 },
 {
  "type": "action.drafted.v1",
  "minor": 0,
  "id": 3,
  "sha256": "ac9fd58534ac91da45922cc1630f13f3bde6f17d84b51f4758f93d9ffcfd4e26",
  "schema": {
   "type": "record",
   "name": "ActionDrafted",
   "namespace": "callmesh.action.v1",
   "doc": "An action was drafted from an insight; nothing changes before it is reviewed.",
   "fields": [
    {
     "name": "actionId",
     "type": "string",
     "doc": "The action."
    },
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "cancel-order, open-case, call-back, dispute-hold or call-note."
    },
    {
     "name": "target",
     "type": {
      "type": "record",
      "name": "ActionTarget",
      "namespace": "callmesh.common.v1",
      "doc": "What an action changes, in callmesh's terms; the destination adapter translates.",
      "fields": [
       {
        "name": "object",
        "type": "string",
        "doc": "order, case, task, invoice or note."
       },
       {
        "name": "key",
        "type": [
         "null",
         "string"
        ],
        "default": null,
        "doc": "Business key of the object, e.g. the order id; null when a new object is made."
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "FieldChange",
          "namespace": "callmesh.common.v1",
          "doc": "One field of a destination object, before and after.",
          "fields": [
           {
            "name": "field",
            "type": "string",
            "doc": "Field name at the destination."
           },
           {
            "name": "before",
            "type": [
             "null",
             "string"
            ],
            "default": null,
            "doc": "Value found before the write; null when there was none.",
            "personal": true
           },
           {
            "name": "after",
            "type": [
             "null",
             "string"
            ],
            "default": null,
            "doc": "Value written; null when cleared.",
            "personal": true
           }
          ]
         }
        },
        "doc": "Wanted values; before is null until the destination was read."
       }
      ]
     },
     "doc": "What is to change."
    },
    {
     "name": "customer",
     "type": [
      "null",
      {
       "type": "record",
       "name": "Party",
       "namespace": "callmesh.common.v1",
       "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
       "fields": [
        {
         "name": "placeholder",
         "type": "string",
         "doc": "Typed placeholder, e.g. [PHONE_1]."
        },
        {
         "name": "reference",
         "type": "string",
         "doc": "vault://<tenant>/<conversation>/<placeholder>"
        }
       ]
      }
     ],
     "default": null,
     "doc": "The customer concerned."
    },
    {
     "name": "dueAt",
     "type": [
      "null",
      {
       "type": "long",
       "logicalType": "timestamp-millis"
      }
     ],
     "default": null,
     "doc": "When it is due, for tasks."
    },
    {
     "name": "factId",
     "type": "string",
     "doc": "The business fact it rests on; effects are deduplicated by it."
    },
    {
     "name": "callStartedAt",
     "type": {
      "type": "long",
      "logicalType": "timestamp-millis"
     },
     "doc": "Start of the call."
    },
    {
     "name": "summary",
     "type": "string",
     "doc": "What would happen, in one redacted sentence.",
     "personal": true
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "Confidence of the insight it rests on, 0–1."
    },
    {
     "name": "threshold",
     "type": "double",
     "doc": "Confidence the policy asks for to go unattended, 0–1."
    },
    {
     "name": "doubt",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Why a person has to look; null when policy may decide.",
     "personal": true
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "The words it rests on."
    },
    {
     "name": "sourceType",
     "type": "string",
     "doc": "Type of the event it came from."
    },
    {
     "name": "supersedes",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The failed action it replaces."
    },
    {
     "name": "reverts",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The applied action it compensates."
    }
   ]
  }
 },
 {
  "type": "action.reviewed.v1",
  "minor": 0,
  "id": 4,
  "sha256": "f232dc00cbc1b87a6a072c5e35719bc058182e0662a24238ebb96238ea18d425",
  "schema": {
   "type": "record",
   "name": "ActionReviewed",
   "namespace": "callmesh.action.v1",
   "doc": "A policy or a person decided on a drafted action.",
   "fields": [
    {
     "name": "actionId",
     "type": "string",
     "doc": "The action."
    },
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "cancel-order, open-case, call-back, dispute-hold or call-note."
    },
    {
     "name": "decision",
     "type": "string",
     "doc": "approved, amended or rejected."
    },
    {
     "name": "decidedBy",
     "type": "string",
     "doc": "policy:<kind>@<version> or the reviewer's key name."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "Why.",
     "personal": true
    },
    {
     "name": "target",
     "type": {
      "type": "record",
      "name": "ActionTarget",
      "namespace": "callmesh.common.v1",
      "doc": "What an action changes, in callmesh's terms; the destination adapter translates.",
      "fields": [
       {
        "name": "object",
        "type": "string",
        "doc": "order, case, task, invoice or note."
       },
       {
        "name": "key",
        "type": [
         "null",
         "string"
        ],
        "default": null,
        "doc": "Business key of the object, e.g. the order id; null when a new object is made."
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "FieldChange",
          "namespace": "callmesh.common.v1",
          "doc": "One field of a destination object, before and after.",
          "fields": [
           {
            "name": "field",
            "type": "string",
            "doc": "Field name at the destination."
           },
           {
            "name": "before",
            "type": [
             "null",
             "string"
            ],
            "default": null,
            "doc": "Value found before the write; null when there was none.",
            "personal": true
           },
           {
            "name": "after",
            "type": [
             "null",
             "string"
            ],
            "default": null,
            "doc": "Value written; null when cleared.",
            "personal": true
           }
          ]
         }
        },
        "doc": "Wanted values; before is null until the destination was read."
       }
      ]
     },
     "doc": "What is to change."
    },
    {
     "name": "customer",
     "type": [
      "null",
      {
       "type": "record",
       "name": "Party",
       "namespace": "callmesh.common.v1",
       "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
       "fields": [
        {
         "name": "placeholder",
         "type": "string",
         "doc": "Typed placeholder, e.g. [PHONE_1]."
        },
        {
         "name": "reference",
         "type": "string",
         "doc": "vault://<tenant>/<conversation>/<placeholder>"
        }
       ]
      }
     ],
     "default": null,
     "doc": "The customer concerned."
    },
    {
     "name": "dueAt",
     "type": [
      "null",
      {
       "type": "long",
       "logicalType": "timestamp-millis"
      }
     ],
     "default": null,
     "doc": "When it is due, for tasks."
    },
    {
     "name": "factId",
     "type": "string",
     "doc": "The business fact it rests on; effects are deduplicated by it."
    },
    {
     "name": "callStartedAt",
     "type": {
      "type": "long",
      "logicalType": "timestamp-millis"
     },
     "doc": "Start of the call."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "The words it rests on."
    }
   ]
  }
 },
 {
  "type": "agent.commitment-made.v1",
  "minor": 0,
  "id": 20,
  "sha256": "9b8e27103714098617424abd64bcf54a0dccaac1ffa9736964e4035418cf829f",
  "schema": {
   "type": "record",
   "name": "AgentCommitmentMade",
   "namespace": "callmesh.agent.v1",
   "doc": "The agent promised something that is to happen after the call.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "action",
     "type": "string",
     "doc": "call-back, send, refund, replace, credit, check, escalate, schedule, change or other."
    },
    {
     "name": "commitment",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The promise in the agent's redacted words.",
     "personal": true
    },
    {
     "name": "due",
     "type": [
      "null",
      {
       "type": "record",
       "name": "SpokenTime",
       "namespace": "callmesh.common.v1",
       "doc": "A time named on the call, as it was said and as it was understood.",
       "fields": [
        {
         "name": "at",
         "type": [
          "null",
          {
           "type": "long",
           "logicalType": "timestamp-millis"
          }
         ],
         "default": null,
         "doc": "The moment it was resolved to; null when the words left it open."
        },
        {
         "name": "iso",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "The same as precisely as it was said: an ISO 8601 date when only a day was named, date and time with offset otherwise; null when the engine did not tell."
        },
        {
         "name": "timeZone",
         "type": "string",
         "doc": "IANA zone in which it was resolved."
        },
        {
         "name": "phrase",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "The words that gave the time.",
         "personal": true
        }
       ]
      }
     ],
     "default": null,
     "doc": "By when; null when no time was said."
    }
   ]
  }
 },
 {
  "type": "call.analysed.v1",
  "minor": 0,
  "id": 5,
  "sha256": "d5c3a816f5d62e7d91fc7a3e0983a193bae5d5881d91519aaeda4e66b21e100a",
  "schema": {
   "type": "record",
   "name": "CallAnalysed",
   "namespace": "callmesh.call.v1",
   "doc": "The analysis of the whole call; a field is null where there was too little to say.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "The transcript it rests on; the same version analysed twice publishes nothing new."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "summary",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Two or three redacted sentences.",
     "personal": true
    },
    {
     "name": "intent",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Main intent, e.g. cancel-order."
    },
    {
     "name": "topics",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Key topics."
    },
    {
     "name": "sentiment",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "positive, neutral or negative."
    },
    {
     "name": "satisfaction",
     "type": [
      "null",
      "int"
     ],
     "default": null,
     "doc": "1–10."
    },
    {
     "name": "escalationRisk",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "low, medium or high."
    },
    {
     "name": "insights",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Types of the insight events of the same analysis."
    }
   ]
  }
 },
 {
  "type": "call.analysed.v1",
  "minor": 1,
  "id": 21,
  "sha256": "a15274422ed8a6116d4fae977acdbf322a3f67a907f9cdba2efaa5581e32c8b5",
  "schema": {
   "type": "record",
   "name": "CallAnalysed",
   "namespace": "callmesh.call.v1",
   "doc": "The analysis of the whole call; a field is null where there was too little to say.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "The transcript it rests on; the same version analysed twice publishes nothing new."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "summary",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Two or three redacted sentences.",
     "personal": true
    },
    {
     "name": "intent",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Main intent, e.g. cancel-order."
    },
    {
     "name": "topics",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Key topics."
    },
    {
     "name": "sentiment",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "positive, neutral or negative."
    },
    {
     "name": "satisfaction",
     "type": [
      "null",
      "int"
     ],
     "default": null,
     "doc": "1–10."
    },
    {
     "name": "escalationRisk",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "low, medium or high."
    },
    {
     "name": "insights",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Types of the insight events of the same analysis."
    },
    {
     "name": "nature",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "conversation, voicemail, menu, wrong-number, silence, music, other-language, crosstalk or too-short; null when nobody looked."
    },
    {
     "name": "emotion",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The customer's strongest emotion: anger, frustration, disappointment, worry, confusion, relief, gratitude or joy."
    },
    {
     "name": "agentScore",
     "type": [
      "null",
      "double"
     ],
     "default": null,
     "doc": "1–10: how the agent handled the call."
    },
    {
     "name": "agentScoreUtterances",
     "type": {
      "type": "array",
      "items": "string"
     },
     "default": [],
     "doc": "What it rests on."
    },
    {
     "name": "satisfactionUtterances",
     "type": {
      "type": "array",
      "items": "string"
     },
     "default": [],
     "doc": "What the satisfaction rests on."
    },
    {
     "name": "escalationUtterances",
     "type": {
      "type": "array",
      "items": "string"
     },
     "default": [],
     "doc": "What the escalation risk rests on."
    },
    {
     "name": "sentiments",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "SentimentOf",
       "namespace": "callmesh.common.v1",
       "doc": "The sentiment of a part of a call.",
       "fields": [
        {
         "name": "scope",
         "type": "string",
         "doc": "speaker, utterance, topic or time."
        },
        {
         "name": "of",
         "type": "string",
         "doc": "The speaker role, utterance id, topic, or the start of the window in ms."
        },
        {
         "name": "sentiment",
         "type": "string",
         "doc": "positive, neutral or negative."
        },
        {
         "name": "score",
         "type": "double",
         "doc": "−1 to 1."
        },
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "What it rests on."
        }
       ]
      }
     },
     "default": [],
     "doc": "Per speaker, topic and window of time; per utterance where it is not neutral."
    },
    {
     "name": "processIssues",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Observation",
       "namespace": "callmesh.common.v1",
       "doc": "Something noticed on a call, and where.",
       "fields": [
        {
         "name": "label",
         "type": "string",
         "doc": "What it is, a short stable name."
        },
        {
         "name": "text",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "The redacted words it rests on.",
         "personal": true
        },
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Where it was said."
        }
       ]
      }
     },
     "default": [],
     "doc": "Where the process failed: transfers, repeated explanations, missing information, long holds."
    },
    {
     "name": "repeatedProblems",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "RepeatedProblem",
       "namespace": "callmesh.common.v1",
       "doc": "A problem that an earlier call of the same customer was about.",
       "fields": [
        {
         "name": "topic",
         "type": "string",
         "doc": "Topic of the problem."
        },
        {
         "name": "conversationId",
         "type": "string",
         "doc": "The earlier conversation."
        },
        {
         "name": "startedAt",
         "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
         },
         "doc": "When that call began."
        }
       ]
      }
     },
     "default": [],
     "doc": "Problems that this customer's earlier calls were about."
    },
    {
     "name": "marketingMentions",
     "type": {
      "type": "array",
      "items": "callmesh.common.v1.Observation"
     },
     "default": [],
     "doc": "Campaigns, offers and advertisements named."
    },
    {
     "name": "actionItems",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "ActionItem",
       "namespace": "callmesh.common.v1",
       "doc": "Something that somebody is to do after the call.",
       "fields": [
        {
         "name": "owner",
         "type": "string",
         "doc": "agent, customer or company."
        },
        {
         "name": "action",
         "type": "string",
         "doc": "call-back, send, refund, replace, credit, check, escalate, schedule, change or other."
        },
        {
         "name": "text",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "The redacted words.",
         "personal": true
        },
        {
         "name": "due",
         "type": [
          "null",
          {
           "type": "record",
           "name": "SpokenTime",
           "namespace": "callmesh.common.v1",
           "doc": "A time named on the call, as it was said and as it was understood.",
           "fields": [
            {
             "name": "at",
             "type": [
              "null",
              {
               "type": "long",
               "logicalType": "timestamp-millis"
              }
             ],
             "default": null,
             "doc": "The moment it was resolved to; null when the words left it open."
            },
            {
             "name": "iso",
             "type": [
              "null",
              "string"
             ],
             "default": null,
             "doc": "The same as precisely as it was said: an ISO 8601 date when only a day was named, date and time with offset otherwise; null when the engine did not tell."
            },
            {
             "name": "timeZone",
             "type": "string",
             "doc": "IANA zone in which it was resolved."
            },
            {
             "name": "phrase",
             "type": [
              "null",
              "string"
             ],
             "default": null,
             "doc": "The words that gave the time.",
             "personal": true
            }
           ]
          }
         ],
         "default": null,
         "doc": "By when; null when no time was said."
        },
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Where it was said."
        }
       ]
      }
     },
     "default": [],
     "doc": "Who is to do what by when."
    },
    {
     "name": "competitors",
     "type": {
      "type": "array",
      "items": "string"
     },
     "default": [],
     "doc": "Competitors named."
    },
    {
     "name": "talk",
     "type": [
      "null",
      {
       "type": "record",
       "name": "TalkMetrics",
       "namespace": "callmesh.common.v1",
       "doc": "Who spoke how much, from word times where the speech engine gave them.",
       "fields": [
        {
         "name": "basis",
         "type": "string",
         "doc": "words or utterances: what the times were taken from."
        },
        {
         "name": "speakers",
         "type": {
          "type": "array",
          "items": {
           "type": "record",
           "name": "SpeakerTalk",
           "namespace": "callmesh.common.v1",
           "doc": "One side of the call.",
           "fields": [
            {
             "name": "speaker",
             "type": "string",
             "doc": "customer, agent or unknown."
            },
            {
             "name": "talkMs",
             "type": "long",
             "doc": "Time speaking, milliseconds."
            },
            {
             "name": "share",
             "type": "double",
             "doc": "Of all speaking time, 0–1."
            },
            {
             "name": "words",
             "type": "int",
             "doc": "Words said."
            },
            {
             "name": "wordsPerMinute",
             "type": [
              "null",
              "double"
             ],
             "default": null,
             "doc": "Pace while speaking; null below ten words."
            },
            {
             "name": "interruptions",
             "type": "int",
             "doc": "Times this side began while the other was speaking and went on."
            },
            {
             "name": "longestTurnMs",
             "type": "long",
             "doc": "Longest turn, milliseconds."
            }
           ]
          }
         },
         "doc": "One for each side."
        },
        {
         "name": "silenceMs",
         "type": "long",
         "doc": "Nobody spoke, milliseconds."
        },
        {
         "name": "longestSilenceMs",
         "type": "long",
         "doc": "Longest silence, milliseconds."
        },
        {
         "name": "overlapMs",
         "type": "long",
         "doc": "Both spoke, milliseconds."
        },
        {
         "name": "holdMs",
         "type": "long",
         "doc": "On hold: announced, or silent for long, milliseconds."
        },
        {
         "name": "holds",
         "type": "int",
         "doc": "Number of holds."
        }
       ]
      }
     ],
     "default": null,
     "doc": "Who spoke how much; null without times."
    }
   ]
  }
 },
 {
  "type": "call.quarantined.v1",
  "minor": 0,
  "id": 6,
  "sha256": "053124b7173aebda230c34640f08f26a416900bf48bae4e6127d06312fa95f1b",
  "schema": {
   "type": "record",
   "name": "CallQuarantined",
   "namespace": "callmesh.call.v1",
   "doc": "A capture could not be processed; it waits, with its reason, for a person to fix and re-submit it.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "quarantineId",
     "type": "string",
     "doc": "Id of the quarantine entry."
    },
    {
     "name": "connection",
     "type": "string",
     "doc": "The connection it came through."
    },
    {
     "name": "code",
     "type": "string",
     "doc": "Stable reason code, e.g. AUDIO.UNREADABLE."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "What was wrong and what to do next.",
     "personal": true
    },
    {
     "name": "missing",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Names of required metadata fields that are missing."
    },
    {
     "name": "fileName",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Name of the received file.",
     "personal": true
    }
   ]
  }
 },
 {
  "type": "call.recorded.v1",
  "minor": 0,
  "id": 7,
  "sha256": "42a3ed47d3b362414874923f65b2a4b762d41a538668ea17e67a9cb2e625f3ae",
  "schema": {
   "type": "record",
   "name": "CallRecorded",
   "namespace": "callmesh.call.v1",
   "doc": "A call recording (or its transcript) was captured, identified and stored.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata in callmesh's schema."
    },
    {
     "name": "receivedAt",
     "type": {
      "type": "long",
      "logicalType": "timestamp-millis"
     },
     "doc": "When callmesh received it: the clock of the stages starts here."
    },
    {
     "name": "connection",
     "type": "string",
     "doc": "The connection it came through."
    },
    {
     "name": "fileName",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Name of the received file.",
     "personal": true
    },
    {
     "name": "original",
     "type": [
      "null",
      {
       "type": "record",
       "name": "ClaimCheck",
       "namespace": "callmesh.common.v1",
       "doc": "A reference to an encrypted object; reading it needs a role or a grant and is audited.",
       "fields": [
        {
         "name": "uri",
         "type": "string",
         "doc": "claim://<tenant>/<conversation>/<artifact>"
        },
        {
         "name": "sha256",
         "type": "string",
         "doc": "Hex SHA-256 of the clear bytes, verified on every read."
        },
        {
         "name": "bytes",
         "type": "long",
         "doc": "Size of the clear bytes."
        },
        {
         "name": "mediaType",
         "type": "string",
         "doc": "IANA media type of the clear bytes."
        }
       ]
      }
     ],
     "default": null,
     "doc": "The bytes as received, encrypted."
    },
    {
     "name": "audio",
     "type": [
      "null",
      "callmesh.common.v1.ClaimCheck"
     ],
     "default": null,
     "doc": "Normalised audio: WAV, 16 kHz, signed 16 bit, channels kept."
    },
    {
     "name": "transcript",
     "type": [
      "null",
      "callmesh.common.v1.ClaimCheck"
     ],
     "default": null,
     "doc": "A transcript that came instead of audio, as received."
    },
    {
     "name": "channelRoles",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Who is on each audio channel, in order: customer, agent or unknown."
    },
    {
     "name": "language",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "BCP 47 tag when the source named it."
    },
    {
     "name": "vocabulary",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Words the engine should expect."
    },
    {
     "name": "audioVersion",
     "type": "int",
     "doc": "1 for the first recording of this call; later bytes for the same call id count up.",
     "default": 1
    }
   ]
  }
 },
 {
  "type": "call.refused-no-consent.v1",
  "minor": 0,
  "id": 8,
  "sha256": "0c77b92db99f0514bab117f4c85522e1408ff84edda91120a0b5614c3f571746",
  "schema": {
   "type": "record",
   "name": "CallRefusedNoConsent",
   "namespace": "callmesh.call.v1",
   "doc": "A party refused recording: nothing but this fact is kept.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "connection",
     "type": "string",
     "doc": "The connection it came through."
    },
    {
     "name": "platformCallId",
     "type": "string",
     "doc": "The call id the platform uses."
    },
    {
     "name": "startedAt",
     "type": {
      "type": "long",
      "logicalType": "timestamp-millis"
     },
     "doc": "Start of the call."
    }
   ]
  }
 },
 {
  "type": "call.retranscribed.v1",
  "minor": 0,
  "id": 22,
  "sha256": "223af6a96343273a2f4d003cd88c95f000c0aa6017042546a46d65ab87b0aaab",
  "schema": {
   "type": "record",
   "name": "CallRetranscribed",
   "namespace": "callmesh.call.v1",
   "doc": "A call was transcribed again, or its transcript mended: a new version of the transcript.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "1 for the first transcript; a re-transcription counts up."
    },
    {
     "name": "transcript",
     "type": {
      "type": "record",
      "name": "ClaimCheck",
      "namespace": "callmesh.common.v1",
      "doc": "A reference to an encrypted object; reading it needs a role or a grant and is audited.",
      "fields": [
       {
        "name": "uri",
        "type": "string",
        "doc": "claim://<tenant>/<conversation>/<artifact>"
       },
       {
        "name": "sha256",
        "type": "string",
        "doc": "Hex SHA-256 of the clear bytes, verified on every read."
       },
       {
        "name": "bytes",
        "type": "long",
        "doc": "Size of the clear bytes."
       },
       {
        "name": "mediaType",
        "type": "string",
        "doc": "IANA media type of the clear bytes."
       }
      ]
     },
     "doc": "Redacted transcript, application/vnd.callmesh.transcript+json."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Speech engine or import that made it."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and model."
    },
    {
     "name": "language",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "BCP 47 tag given or detected."
    },
    {
     "name": "durationMs",
     "type": "long",
     "doc": "Length of the conversation in milliseconds."
    },
    {
     "name": "speakers",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Roles present: customer, agent, unknown."
    },
    {
     "name": "utterances",
     "type": "int",
     "doc": "Number of utterances."
    },
    {
     "name": "words",
     "type": "int",
     "doc": "Number of words."
    },
    {
     "name": "confidence",
     "type": [
      "null",
      "double"
     ],
     "default": null,
     "doc": "Mean word probability 0–1; null when the engine gives none."
    },
    {
     "name": "redactions",
     "type": "int",
     "doc": "Number of spans redacted."
    },
    {
     "name": "replaces",
     "type": "int",
     "doc": "The transcript version before."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "requested, better-engine, clean-up, resegmentation or correction."
    },
    {
     "name": "source",
     "type": "string",
     "doc": "raw-audio, redacted-audio, import or transcript: what it was made of."
    }
   ]
  }
 },
 {
  "type": "call.scored.v1",
  "minor": 0,
  "id": 23,
  "sha256": "b07d76e1f5d5cb04bb3af5012d097c505f344e27a7ffcde831c47e34e35d2f55",
  "schema": {
   "type": "record",
   "name": "CallScored",
   "namespace": "callmesh.call.v1",
   "doc": "A call was scored with one version of a scorecard.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "The transcript it rests on."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1: the least of the criteria that were scored, 0 when none was."
    },
    {
     "name": "scorecard",
     "type": "string",
     "doc": "Id of the scorecard."
    },
    {
     "name": "scorecardVersion",
     "type": "int",
     "doc": "Its frozen version."
    },
    {
     "name": "callType",
     "type": "string",
     "doc": "Type of call the scorecard is for."
    },
    {
     "name": "mode",
     "type": "string",
     "doc": "pilot (no CRM write, no alert) or live."
    },
    {
     "name": "score",
     "type": [
      "null",
      "double"
     ],
     "default": null,
     "doc": "0–100 over the criteria that apply; null when too few were scored."
    },
    {
     "name": "criteria",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "CriterionScore",
       "namespace": "callmesh.common.v1",
       "doc": "One criterion of a scorecard, judged on one call.",
       "fields": [
        {
         "name": "criterion",
         "type": "string",
         "doc": "Its id in the scorecard."
        },
        {
         "name": "title",
         "type": "string",
         "doc": "Its title."
        },
        {
         "name": "weight",
         "type": "int",
         "doc": "Share of the whole, percent."
        },
        {
         "name": "score",
         "type": [
          "null",
          "int"
         ],
         "default": null,
         "doc": "1–5; null when not applicable or not sure enough."
        },
        {
         "name": "outcome",
         "type": "string",
         "doc": "scored, not-applicable or unsure (a person is asked)."
        },
        {
         "name": "confidence",
         "type": "double",
         "doc": "0–1."
        },
        {
         "name": "reason",
         "type": "string",
         "doc": "Why, in a few words of the engine."
        },
        {
         "name": "evidence",
         "type": {
          "type": "array",
          "items": {
           "type": "record",
           "name": "Evidence",
           "namespace": "callmesh.common.v1",
           "doc": "Where in the conversation a statement rests.",
           "fields": [
            {
             "name": "utteranceIds",
             "type": {
              "type": "array",
              "items": "string"
             },
             "doc": "Ids of the utterances quoted, in order."
            },
            {
             "name": "startMs",
             "type": "long",
             "doc": "Start of the first word, ms from the start of the recording."
            },
            {
             "name": "endMs",
             "type": "long",
             "doc": "End of the last word, ms from the start of the recording."
            },
            {
             "name": "quote",
             "type": "string",
             "doc": "Redacted words, in the transcript's own characters.",
             "personal": true
            },
            {
             "name": "speaker",
             "type": "string",
             "doc": "customer, agent or unknown."
            }
           ]
          }
         },
         "doc": "What it rests on."
        }
       ]
      }
     },
     "doc": "One for each criterion, in the order of the scorecard."
    },
    {
     "name": "needsPerson",
     "type": "boolean",
     "doc": "A criterion was unsure: a person is asked."
    }
   ]
  }
 },
 {
  "type": "call.transcribed.v1",
  "minor": 0,
  "id": 9,
  "sha256": "3a5add640eb92e1c1b67b34896b4cf4a4ea15ee2dbdb0333eb6d2363f9e82e9d",
  "schema": {
   "type": "record",
   "name": "CallTranscribed",
   "namespace": "callmesh.call.v1",
   "doc": "The call was transcribed and redacted; the transcript lies behind the claim check.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "1 for the first transcript; a re-transcription counts up."
    },
    {
     "name": "transcript",
     "type": {
      "type": "record",
      "name": "ClaimCheck",
      "namespace": "callmesh.common.v1",
      "doc": "A reference to an encrypted object; reading it needs a role or a grant and is audited.",
      "fields": [
       {
        "name": "uri",
        "type": "string",
        "doc": "claim://<tenant>/<conversation>/<artifact>"
       },
       {
        "name": "sha256",
        "type": "string",
        "doc": "Hex SHA-256 of the clear bytes, verified on every read."
       },
       {
        "name": "bytes",
        "type": "long",
        "doc": "Size of the clear bytes."
       },
       {
        "name": "mediaType",
        "type": "string",
        "doc": "IANA media type of the clear bytes."
       }
      ]
     },
     "doc": "Redacted transcript, application/vnd.callmesh.transcript+json."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Speech engine or import that made it."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and model."
    },
    {
     "name": "language",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "BCP 47 tag given or detected."
    },
    {
     "name": "durationMs",
     "type": "long",
     "doc": "Length of the conversation in milliseconds."
    },
    {
     "name": "speakers",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "Roles present: customer, agent, unknown."
    },
    {
     "name": "utterances",
     "type": "int",
     "doc": "Number of utterances."
    },
    {
     "name": "words",
     "type": "int",
     "doc": "Number of words."
    },
    {
     "name": "confidence",
     "type": [
      "null",
      "double"
     ],
     "default": null,
     "doc": "Mean word probability 0–1; null when the engine gives none."
    },
    {
     "name": "redactions",
     "type": "int",
     "doc": "Number of spans redacted."
    }
   ]
  }
 },
 {
  "type": "call.transcription-failed.v1",
  "minor": 0,
  "id": 10,
  "sha256": "96fae2da1199dec2e26f0a930a074ded6188ff5b7adb24c388cd41bbc94882be",
  "schema": {
   "type": "record",
   "name": "CallTranscriptionFailed",
   "namespace": "callmesh.call.v1",
   "doc": "No engine could transcribe the call.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "code",
     "type": "string",
     "doc": "Stable reason code."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "What was wrong and what to do next.",
     "personal": true
    },
    {
     "name": "attempts",
     "type": "int",
     "doc": "How many times it was tried."
    }
   ]
  }
 },
 {
  "type": "callback.requested.v1",
  "minor": 0,
  "id": 11,
  "sha256": "15cb339422c4d9d046d6b1e315315b2748c8b8006c08f662e359b429d608719d",
  "schema": {
   "type": "record",
   "name": "CallbackRequested",
   "namespace": "callmesh.callback.v1",
   "doc": "A call back was asked for or promised.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "requestedBy",
     "type": "string",
     "doc": "customer (asked for it) or agent (promised it)."
    },
    {
     "name": "dueAt",
     "type": [
      "null",
      {
       "type": "long",
       "logicalType": "timestamp-millis"
      }
     ],
     "default": null,
     "doc": "When, resolved in the call's zone; null when no time was said."
    },
    {
     "name": "duePhrase",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The words that gave the time.",
     "personal": true
    }
   ]
  }
 },
 {
  "type": "callback.requested.v2",
  "minor": 0,
  "id": 18,
  "sha256": "3c124b61cd2cddfedf3c623eba68b7eb068554011cee4dc7bfb2e5e8ba579e76",
  "schema": {
   "type": "record",
   "name": "CallbackRequested",
   "namespace": "callmesh.callback.v2",
   "doc": "A call back was asked for or promised.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "origin",
     "type": "string",
     "doc": "asked (the customer asked for it) or promised (the agent offered it)."
    },
    {
     "name": "due",
     "type": [
      "null",
      {
       "type": "record",
       "name": "SpokenTime",
       "namespace": "callmesh.common.v1",
       "doc": "A time named on the call, as it was said and as it was understood.",
       "fields": [
        {
         "name": "at",
         "type": [
          "null",
          {
           "type": "long",
           "logicalType": "timestamp-millis"
          }
         ],
         "default": null,
         "doc": "The moment it was resolved to; null when the words left it open."
        },
        {
         "name": "iso",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "The same as precisely as it was said: an ISO 8601 date when only a day was named, date and time with offset otherwise; null when the engine did not tell."
        },
        {
         "name": "timeZone",
         "type": "string",
         "doc": "IANA zone in which it was resolved."
        },
        {
         "name": "phrase",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "The words that gave the time.",
         "personal": true
        }
       ]
      }
     ],
     "default": null,
     "doc": "When; null when no time was said."
    }
   ]
  }
 },
 {
  "type": "competitor.mentioned.v1",
  "minor": 0,
  "id": 24,
  "sha256": "8d4b0697a2d8e892f9966b97e9fee9c7b37a3fcda18efc852f238f69a7b2ed7a",
  "schema": {
   "type": "record",
   "name": "CompetitorMentioned",
   "namespace": "callmesh.competitor.v1",
   "doc": "Another company was named as an alternative, a comparison, an origin or a destination.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "competitor",
     "type": "string",
     "doc": "Its name as it was said, or as the tenant lists it."
    },
    {
     "name": "relation",
     "type": "string",
     "doc": "alternative, comparison, leaving-to, came-from or other."
    }
   ]
  }
 },
 {
  "type": "conversation.erased.v1",
  "minor": 0,
  "id": 32,
  "sha256": "fbc4da877c28d01f2a4220dd8fac9f44c17eeeb77effc1defc28dcabaf69568f",
  "schema": {
   "type": "record",
   "name": "ConversationErased",
   "namespace": "callmesh.conversation.v1",
   "doc": "A conversation was erased: its key is destroyed. Whoever keeps anything of it deletes that now.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: nothing but this fact is left of it."
    },
    {
     "name": "erasureId",
     "type": "string",
     "doc": "The request it belongs to; its receipt says what was done."
    },
    {
     "name": "erasedAt",
     "type": {
      "type": "long",
      "logicalType": "timestamp-millis"
     },
     "doc": "When the key was destroyed."
    },
    {
     "name": "topicsUntil",
     "type": {
      "type": "long",
      "logicalType": "timestamp-millis"
     },
     "doc": "When the last topic has deleted what was published of it before."
    }
   ]
  }
 },
 {
  "type": "crm.outcome-uncertain.v1",
  "minor": 0,
  "id": 12,
  "sha256": "2f0cd909d34da697d346dbd7b9ad02936990b8e8a7c2e6902ab7be0c061f8f7d",
  "schema": {
   "type": "record",
   "name": "CrmOutcomeUncertain",
   "namespace": "callmesh.crm.v1",
   "doc": "It could not be learned whether the destination made the change; a person has to look.",
   "fields": [
    {
     "name": "actionId",
     "type": "string",
     "doc": "The action."
    },
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "cancel-order, open-case, call-back, dispute-hold or call-note."
    },
    {
     "name": "destination",
     "type": "string",
     "doc": "Destination connection."
    },
    {
     "name": "code",
     "type": "string",
     "doc": "Stable reason code."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "What is known.",
     "personal": true
    }
   ]
  }
 },
 {
  "type": "crm.record-updated.v1",
  "minor": 0,
  "id": 13,
  "sha256": "413c2eb1aebf94bbe70c84ee83d3d1f1f1bb721ab1994357b5ffbb36bcefadba",
  "schema": {
   "type": "record",
   "name": "CrmRecordUpdated",
   "namespace": "callmesh.crm.v1",
   "doc": "A destination record holds the change, once.",
   "fields": [
    {
     "name": "actionId",
     "type": "string",
     "doc": "The action."
    },
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "cancel-order, open-case, call-back, dispute-hold or call-note."
    },
    {
     "name": "destination",
     "type": "string",
     "doc": "Destination connection."
    },
    {
     "name": "object",
     "type": "string",
     "doc": "Object type at the destination."
    },
    {
     "name": "objectId",
     "type": "string",
     "doc": "Its id there."
    },
    {
     "name": "operation",
     "type": "string",
     "doc": "created, updated or unchanged."
    },
    {
     "name": "changes",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "FieldChange",
       "namespace": "callmesh.common.v1",
       "doc": "One field of a destination object, before and after.",
       "fields": [
        {
         "name": "field",
         "type": "string",
         "doc": "Field name at the destination."
        },
        {
         "name": "before",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Value found before the write; null when there was none.",
         "personal": true
        },
        {
         "name": "after",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Value written; null when cleared.",
         "personal": true
        }
       ]
      }
     },
     "doc": "Fields before and after."
    },
    {
     "name": "factId",
     "type": "string",
     "doc": "The business fact it rests on."
    }
   ]
  }
 },
 {
  "type": "crm.update-refused.v1",
  "minor": 0,
  "id": 14,
  "sha256": "be90431e170774871732213beb6896e8f15f48675d4e084a79ef8eda56dbcc44",
  "schema": {
   "type": "record",
   "name": "CrmUpdateRefused",
   "namespace": "callmesh.crm.v1",
   "doc": "The destination, or the search for the right record, refused the change for good.",
   "fields": [
    {
     "name": "actionId",
     "type": "string",
     "doc": "The action."
    },
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "cancel-order, open-case, call-back, dispute-hold or call-note."
    },
    {
     "name": "destination",
     "type": "string",
     "doc": "Destination connection."
    },
    {
     "name": "code",
     "type": "string",
     "doc": "Stable reason code, e.g. CRM.NO_CONTACT, CRM.SEVERAL_CONTACTS."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "What was found, in the vendor's words where it spoke.",
     "personal": true
    }
   ]
  }
 },
 {
  "type": "customer.complaint-logged.v1",
  "minor": 0,
  "id": 15,
  "sha256": "9dad4c6ce5680db3d5c2548a712f1a8dd94bbecb65ba26d40d79f0fd2c6d1113",
  "schema": {
   "type": "record",
   "name": "CustomerComplaintLogged",
   "namespace": "callmesh.customer.v1",
   "doc": "The customer complained.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "topic",
     "type": "string",
     "doc": "delivery, product, service, billing, staff or other."
    },
    {
     "name": "severity",
     "type": "string",
     "doc": "low, medium or high."
    }
   ]
  }
 },
 {
  "type": "customer.complaint-logged.v1",
  "minor": 1,
  "id": 19,
  "sha256": "92587de32cb94391a79edde67638272cb463d4b6a25e2d08046017b138f6fd04",
  "schema": {
   "type": "record",
   "name": "CustomerComplaintLogged",
   "namespace": "callmesh.customer.v1",
   "doc": "The customer complained.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "topic",
     "type": "string",
     "doc": "delivery, product, service, billing, staff or other."
    },
    {
     "name": "severity",
     "type": "string",
     "doc": "low, medium or high."
    },
    {
     "name": "orderId",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The one order complained of; null when none or several could be meant."
    }
   ]
  }
 },
 {
  "type": "customer.dispute-raised.v1",
  "minor": 0,
  "id": 16,
  "sha256": "99b90f37d04c92b44e5338bba688101abdecd1ad6687b95dc32122a7c454a207",
  "schema": {
   "type": "record",
   "name": "CustomerDisputeRaised",
   "namespace": "callmesh.customer.v1",
   "doc": "The customer disputes a charge or an invoice.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "invoiceId",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The one invoice meant; null when none or several could be meant."
    },
    {
     "name": "amount",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Disputed amount, a decimal number; null when not said."
    },
    {
     "name": "currency",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "ISO 4217 code; null when not said."
    }
   ]
  }
 },
 {
  "type": "customer.issue-identified.v1",
  "minor": 0,
  "id": 25,
  "sha256": "b556466138c5df57fa9d97e0f6244818aa4c58ec333bf5660d50af8d5c6d1801",
  "schema": {
   "type": "record",
   "name": "CustomerIssueIdentified",
   "namespace": "callmesh.customer.v1",
   "doc": "The customer reported a concrete problem that stands.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "topic",
     "type": "string",
     "doc": "delivery, product, billing, account, technical, service or other."
    },
    {
     "name": "severity",
     "type": "string",
     "doc": "low, medium or high."
    },
    {
     "name": "orderId",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The one order meant; null when none or several could be meant."
    },
    {
     "name": "product",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The product or service it is about, as named; null when not said."
    },
    {
     "name": "description",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The problem in the customer's redacted words.",
     "personal": true
    }
   ]
  }
 },
 {
  "type": "escalation.risk-raised.v1",
  "minor": 0,
  "id": 26,
  "sha256": "38efb201438708cd1a89bfec530b1c8bef12751c9f7c069bea62f07a15b4cacc",
  "schema": {
   "type": "record",
   "name": "EscalationRiskRaised",
   "namespace": "callmesh.escalation.v1",
   "doc": "The customer may take the matter further, or leave.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "risk",
     "type": "string",
     "doc": "medium or high."
    },
    {
     "name": "signals",
     "type": {
      "type": "array",
      "items": "string"
     },
     "doc": "What tells: manager, legal, regulator, publicity, churn."
    }
   ]
  }
 },
 {
  "type": "insight.confirmed.v1",
  "minor": 0,
  "id": 27,
  "sha256": "c4be3b09c3c7eec0cbb4debacda0642297dad5091e33071a241352f98762c5ab",
  "schema": {
   "type": "record",
   "name": "InsightConfirmed",
   "namespace": "callmesh.insight.v1",
   "doc": "A later analysis found a fact again.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "The analysis that says so."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "The transcript it rests on."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "factId",
     "type": "string",
     "doc": "The fact: `ce_factid` of the insight."
    },
    {
     "name": "insight",
     "type": "string",
     "doc": "Event type of the insight, with its major."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, of the later analysis."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, in the later transcript."
    }
   ]
  }
 },
 {
  "type": "insight.custom-identified.v1",
  "minor": 0,
  "id": 28,
  "sha256": "cb653ad0edfe19ba1a8f43df05c941afdf53f0bfdb877712ce410e2e8921c1f7",
  "schema": {
   "type": "record",
   "name": "InsightCustomIdentified",
   "namespace": "callmesh.insight.v1",
   "doc": "A fact of a tenant's own kind was found.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "kind",
     "type": "string",
     "doc": "The tenant's name of the kind, kebab-case."
    },
    {
     "name": "kindVersion",
     "type": "int",
     "doc": "Version of its definition."
    },
    {
     "name": "title",
     "type": "string",
     "doc": "Its title for people."
    },
    {
     "name": "orderId",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The one order meant; null when none or several could be meant."
    }
   ]
  }
 },
 {
  "type": "insight.withdrawn.v1",
  "minor": 0,
  "id": 29,
  "sha256": "d5166326af8a418da3403c5e1193f78cbf495750c62fcc3c59e78d27a8bfa16d",
  "schema": {
   "type": "record",
   "name": "InsightWithdrawn",
   "namespace": "callmesh.insight.v1",
   "doc": "A later analysis did not find a fact again.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "The analysis that says so."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "The transcript it rests on."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "factId",
     "type": "string",
     "doc": "The fact: `ce_factid` of the insight."
    },
    {
     "name": "insight",
     "type": "string",
     "doc": "Event type of the insight, with its major."
    },
    {
     "name": "reason",
     "type": "string",
     "doc": "not-found-again, replaced or transcript-corrected."
    },
    {
     "name": "replacedBy",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The fact that stands in its place; null when none does."
    }
   ]
  }
 },
 {
  "type": "order.cancellation-requested.v1",
  "minor": 0,
  "id": 17,
  "sha256": "c7a00a4a9b356c08f72cd30c22dbc6c5fcfb003e9342d5c44b279e101891f81f",
  "schema": {
   "type": "record",
   "name": "OrderCancellationRequested",
   "namespace": "callmesh.order.v1",
   "doc": "The customer asked for an order to be cancelled.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version and rule pack."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "orderId",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The one order meant; null when none or several could be meant."
    },
    {
     "name": "reason",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Why, in the customer's redacted words.",
     "personal": true
    }
   ]
  }
 },
 {
  "type": "refund.requested.v1",
  "minor": 0,
  "id": 30,
  "sha256": "91ac0e131f820290b2768b366897018bbc4bb4891f16710a6405ca9a49a1cf25",
  "schema": {
   "type": "record",
   "name": "RefundRequested",
   "namespace": "callmesh.refund.v1",
   "doc": "The customer asked for money back.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "analysisVersion",
     "type": "int",
     "doc": "1 for the first analysis; a later one counts up."
    },
    {
     "name": "engine",
     "type": "string",
     "doc": "Extraction engine."
    },
    {
     "name": "engineVersion",
     "type": "string",
     "doc": "Its version, rule packs and calibration."
    },
    {
     "name": "confidence",
     "type": "double",
     "doc": "0–1, calibrated by the engine."
    },
    {
     "name": "entities",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Entity",
       "namespace": "callmesh.common.v1",
       "doc": "A thing named on the call.",
       "fields": [
        {
         "name": "kind",
         "type": "string",
         "doc": "order, invoice, product, amount, date, phone, …"
        },
        {
         "name": "value",
         "type": [
          "null",
          "string"
         ],
         "default": null,
         "doc": "Normalised business value in clear (order id, ISO date, decimal amount); null for personal values."
        },
        {
         "name": "party",
         "type": [
          "null",
          "callmesh.common.v1.Party"
         ],
         "default": null,
         "doc": "For personal values: placeholder and vault reference."
        },
        {
         "name": "text",
         "type": "string",
         "doc": "As spoken, redacted.",
         "personal": true
        },
        {
         "name": "utteranceId",
         "type": "string",
         "doc": "Utterance in which it was said."
        }
       ]
      }
     },
     "doc": "Things named with it."
    },
    {
     "name": "evidence",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "Evidence",
       "namespace": "callmesh.common.v1",
       "doc": "Where in the conversation a statement rests.",
       "fields": [
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Ids of the utterances quoted, in order."
        },
        {
         "name": "startMs",
         "type": "long",
         "doc": "Start of the first word, ms from the start of the recording."
        },
        {
         "name": "endMs",
         "type": "long",
         "doc": "End of the last word, ms from the start of the recording."
        },
        {
         "name": "quote",
         "type": "string",
         "doc": "Redacted words, in the transcript's own characters.",
         "personal": true
        },
        {
         "name": "speaker",
         "type": "string",
         "doc": "customer, agent or unknown."
        }
       ]
      }
     },
     "doc": "Where it was said, and by whom."
    },
    {
     "name": "orderId",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The one order meant; null when none or several could be meant."
    },
    {
     "name": "invoiceId",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "The one invoice meant; null when none or several could be meant."
    },
    {
     "name": "amount",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Amount asked for, a decimal number; null when not said."
    },
    {
     "name": "currency",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "ISO 4217 code; null when not said."
    },
    {
     "name": "reason",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "Why, in the customer's redacted words.",
     "personal": true
    }
   ]
  }
 },
 {
  "type": "transcript.flagged.v1",
  "minor": 0,
  "id": 31,
  "sha256": "07b7e566faffe95bbfae75b15b4218162ed8dcf242bee29860ee2e2a2059f63f",
  "schema": {
   "type": "record",
   "name": "TranscriptFlagged",
   "namespace": "callmesh.transcript.v1",
   "doc": "A transcript has faults that could not be mended: a person should look.",
   "fields": [
    {
     "name": "conversationId",
     "type": "string",
     "doc": "The conversation: correlation id of everything that follows from this call."
    },
    {
     "name": "call",
     "type": {
      "type": "record",
      "name": "CallContext",
      "namespace": "callmesh.common.v1",
      "doc": "What every later step needs to know of the call, so that no consumer has to join.",
      "fields": [
       {
        "name": "platform",
        "type": "string",
        "doc": "Telephony platform or connection kind, e.g. upload, folder, demo."
       },
       {
        "name": "platformCallId",
        "type": "string",
        "doc": "The call id the platform uses."
       },
       {
        "name": "startedAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Start of the call, milliseconds since the epoch (UTC)."
       },
       {
        "name": "timeZone",
        "type": "string",
        "doc": "IANA zone in which spoken dates are resolved."
       },
       {
        "name": "direction",
        "type": "string",
        "doc": "inbound, outbound or unknown."
       },
       {
        "name": "agentId",
        "type": "string",
        "doc": "Platform agent id; \"unknown\" when assumed."
       },
       {
        "name": "durationMs",
        "type": [
         "null",
         "long"
        ],
        "default": null,
        "doc": "Length of the recording in milliseconds."
       },
       {
        "name": "customer",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Party",
          "namespace": "callmesh.common.v1",
          "doc": "A person on the call, named by a placeholder; the value is resolved from the vault with authorisation.",
          "fields": [
           {
            "name": "placeholder",
            "type": "string",
            "doc": "Typed placeholder, e.g. [PHONE_1]."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "vault://<tenant>/<conversation>/<placeholder>"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The customer's number, when the metadata gave one."
       },
       {
        "name": "consent",
        "type": "string",
        "doc": "granted, assumed-by-operator, …"
       },
       {
        "name": "assumed",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Names of metadata fields that the connection assumed because the source did not give them."
       }
      ]
     },
     "doc": "The call's metadata."
    },
    {
     "name": "transcriptVersion",
     "type": "int",
     "doc": "The transcript."
    },
    {
     "name": "language",
     "type": [
      "null",
      "string"
     ],
     "default": null,
     "doc": "BCP 47 tag given or detected."
    },
    {
     "name": "flags",
     "type": {
      "type": "array",
      "items": {
       "type": "record",
       "name": "TranscriptFlag",
       "namespace": "callmesh.common.v1",
       "doc": "A check that a transcript did not pass.",
       "fields": [
        {
         "name": "check",
         "type": "string",
         "doc": "punctuation, casing, speakers, timestamps, coverage, language, confidence or repetition."
        },
        {
         "name": "severity",
         "type": "string",
         "doc": "notice or review."
        },
        {
         "name": "detail",
         "type": "string",
         "doc": "What was found, in figures; no words of the call."
        },
        {
         "name": "utteranceIds",
         "type": {
          "type": "array",
          "items": "string"
         },
         "doc": "Where; the first twenty."
        }
       ]
      }
     },
     "doc": "What was found."
    }
   ]
  }
 }
];
