import { mapMetadata } from '../../domain/metadata/map-metadata.js';
import { shownFileName, shownVocabulary } from '../../domain/shown-file-name.js';
import type { Submission } from './submission.js';

/**
 * What stays of a delivery beside its call: the metadata in our own fields, and the file's name as others may see it. Numbers and names are in the
 * vault; whatever else a source adds may name a person, and nobody reads it: it goes.
 * @param callId as the call is known by: the platform's own may be made of a number.
 */
export function keptOfDelivery({ connection, metadata: source, corrections, fileName, fileTime, bytes: { sha256 } }: Submission, callId: string | null): object {
  const { metadata: mapped } = mapMetadata(connection, source, corrections, { sha256, fileTime });
  const { from: _from, to: _to, customerName: _name, customerEmail: _email, agentName: _agent, ...metadata } = mapped;
  return { fileName: shownFileName(fileName, mapped), metadata: { ...metadata, callId, vocabulary: shownVocabulary(metadata.vocabulary, mapped) } };
}
