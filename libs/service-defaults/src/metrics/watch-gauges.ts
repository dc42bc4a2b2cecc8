import { gauge } from './metrics.js';

/** Labels take values from the code and the configuration alone, so that their number is bounded: services, topics, kinds, codes. */

export const stuckGauge = gauge('callmesh_stuck', '1 while something does not move: see what, service, subject', ['what', 'service', 'subject']);
export const lookedAt = gauge('callmesh_watch_last_look_timestamp_seconds', 'when this was last looked at with success; older figures are stale', ['look', 'service']);

export const relayLag = gauge('callmesh_relay_lag_events', 'events in the store that are not published yet', ['service']);
export const relayLagReadable = gauge('callmesh_relay_lag_readable_events', 'of these, events that no open transaction holds back', ['service']);
export const relayLagAge = gauge('callmesh_relay_lag_seconds', 'age of the oldest event that is not published yet', ['service']);
export const relayFailing = gauge('callmesh_relay_failing', '1 while the relay of this process fails', ['service']);

export const consumerLag = gauge('callmesh_consumer_lag_messages', 'messages that the group has not committed', ['group', 'topic']);
export const consumerLagAge = gauge('callmesh_consumer_lag_seconds', 'age of the oldest message that the group has not committed', ['group', 'topic']);

export const parkedMessages = gauge('callmesh_parked_messages', 'messages that are parked now, by reason; state failed blocks its key, waiting is behind one', ['group', 'topic', 'code', 'state']);
export const parkedAge = gauge('callmesh_parked_oldest_seconds', 'since the longest parked message parked', ['group', 'topic', 'code', 'state']);

export const jobsInState = gauge('callmesh_jobs', 'jobs that are not completed', ['service', 'kind', 'state']);
export const jobsAge = gauge('callmesh_jobs_oldest_due_seconds', 'since the longest waiting job was due', ['service', 'kind']);

export const queueDepth = gauge('callmesh_queue_items', 'items that wait for a person', ['service', 'queue', 'kind']);
export const queueAge = gauge('callmesh_queue_oldest_seconds', 'since the longest waiting item waits', ['service', 'queue', 'kind']);

export const horizonAge = gauge('callmesh_horizon_age_seconds', 'age of the open write transaction that holds back what readers may read; 0 without one');
export const horizonHolder = gauge('callmesh_horizon_holder_info', 'which session holds the horizon: value is its process id', ['database', 'application', 'state']);

export const dependencyUp = gauge('callmesh_dependency_up', '1 when a dependency answers', ['dependency']);
export const dependencySeconds = gauge('callmesh_dependency_answer_seconds', 'how long its last answer took', ['dependency']);

export const auditStored = gauge('callmesh_audit_stored_events', 'events in the store of the service that says them', ['service', 'family']);
export const auditPublished = gauge('callmesh_audit_published_events', 'events that the relay of the service has published', ['service', 'family']);
export const auditSeen = gauge('callmesh_audit_seen_events', 'events that a group has processed or parked', ['group', 'family']);

export const unsealedEntries = gauge('callmesh_access_audit_unsealed_entries', 'entries of the access audit that its chain does not hold yet');
export const unsealedSeconds = gauge('callmesh_access_audit_unsealed_seconds', 'age of the oldest of them; 0 without one');

export const poolConnections = gauge('callmesh_database_pool_connections', 'connections to the database by role and state', ['service', 'role', 'state']);
export const poolWaiting = gauge('callmesh_database_pool_waiting', 'work that waits for a connection', ['service', 'role']);
