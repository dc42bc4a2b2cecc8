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
  "readOnly": true,
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
 }
];
