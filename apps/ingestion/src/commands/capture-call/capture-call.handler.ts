import type { Readable } from 'node:stream';
import { phoneForm, VAULT, type Vault } from '@callmesh/claim-check';
import { deterministicId, type ClaimCheck } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { rootLogger, SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { ByteIntake, translateFullDisk, type ReceivedBytes } from '../../adapters/intake/byte-intake.js';
import { KeyedMutex } from '../../adapters/intake/keyed-mutex.js';
import { Connections } from '../../adapters/tables/connections-table.js';
import type { CallKeys } from '../../adapters/tables/identities.js';
import type { Outcome } from '../../domain/call.decider.js';
import type { MappedMetadata } from '../../domain/metadata/call-metadata.js';
import { mapMetadata } from '../../domain/metadata/map-metadata.js';
import { knownParties, partyNumbers } from '../../domain/metadata/parties.js';
import { namesSomebody } from '../../domain/metadata/personal-call-id.js';
import { PrepareCapture } from './prepare-capture.js';
import { AnotherCameFirst, RecordCapture } from './record-capture.js';
import { refusedAnswer, type CaptureAnswer, type CaptureInput, type Submission } from './submission.js';

const ATTEMPTS = 5;

/** Takes a call in: the one road for uploads, folders, and every platform adapter to come. */
@Injectable()
export class CaptureCall {
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly connections: Connections,
    private readonly intake: ByteIntake,
    private readonly preparation: PrepareCapture,
    private readonly records: RecordCapture,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
    @Inject(VAULT) private readonly vault: Pick<Vault, 'pseudonymOf' | 'statementMarking'>,
  ) {}

  /**
   * Captures a recording or a transcript. The same bytes, and the same call id, are one call, however often and however concurrently they come.
   * @throws DomainError CONNECTION.NOT_FOUND, STORAGE.FULL, AUDIO.TOO_LARGE (streams alone): then nothing is stored.
   */
  async capture({ content, ...input }: CaptureInput): Promise<CaptureAnswer> {
    const bytes = await this.receive(content, input);
    try {
      return await this.captureReceived({ ...input, bytes });
    } finally {
      await bytes.close();
    }
  }

  /** Takes the bytes alone, for callers that learn the metadata after them. The caller closes them. */
  async receive(content: Readable | string, known: Pick<CaptureInput, 'tenantId' | 'connection' | 'metadata'> | null): Promise<ReceivedBytes> {
    // A stream may break off before it is read; without a listener that would end the process. Reading it reports the error.
    if (typeof content !== 'string') content.on('error', () => undefined);
    const connection = known && (await this.connections.get(known.tenantId, known.connection));
    const isRefused = connection && mapMetadata(connection, known.metadata, {}, null).metadata.consent === 'refused';
    // Without consent the bytes are not even written down.
    if (isRefused && typeof content !== 'string') return this.intake.hash(content);
    return this.intake.receive(content);
  }

  /** Captures bytes that were received before. */
  async captureReceived({ tenantId, connection: id, bytes, fileName, metadata, unreadable, receivedAt, fileTime = bytes.fileTime ?? receivedAt }: Omit<CaptureInput, 'content'> & { bytes: ReceivedBytes; fileTime?: number | undefined }): Promise<CaptureAnswer> {
    const connection = await this.connections.get(tenantId, id);
    return this.submit({ tenantId, connection, fileName, metadata, unreadable, assumesNothing: unreadable !== undefined, corrections: {}, receivedAt, fileTime, bytes, quarantine: null });
  }

  /** Decides and records a submission, new or again. */
  async submit(submission: Submission): Promise<CaptureAnswer> {
    const { tenantId, bytes, fileTime, assumesNothing } = submission;
    const connection = assumesNothing ? { ...submission.connection, assume: [] } : submission.connection;
    const given = mapMetadata(connection, submission.metadata, submission.corrections, { sha256: bytes.sha256, fileTime });
    const mapped = await this.withoutPersonalId(tenantId, given);
    const { platform, callId } = mapped.metadata;
    const keys: CallKeys = { platform, callId, sha256: bytes.sha256, ...(callId !== given.metadata.callId && { callIdAsGiven: given.metadata.callId }) };
    const locks = [`${tenantId}|bytes|${bytes.sha256}`, ...(callId === null ? [] : [`${tenantId}|call|${platform}|${callId}`])];
    return this.mutex.run(locks, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.attempt(submission, mapped, keys);
        } catch (error) {
          if (!(error instanceof AnotherCameFirst) || attempt >= ATTEMPTS) throw translateFullDisk(error);
        }
      }
    });
  }

  /** An id rides with every event, and is no place for who called: such a one goes by a name that stays the same. */
  private async withoutPersonalId(tenantId: string, mapped: MappedMetadata): Promise<MappedMetadata> {
    const { callId } = mapped.metadata;
    if (callId === null || !namesSomebody(callId, mapped.metadata)) return mapped;
    return { ...mapped, metadata: { ...mapped.metadata, callId: await this.vault.pseudonymOf(tenantId, callId) } };
  }

  /** The parties of an accepted call are indexed where they are stored; in quarantine they are in its metadata alone. */
  private async marking(tenantId: string, conversationId: string, { metadata }: MappedMetadata): Promise<string | undefined> {
    const forms = [...partyNumbers(metadata).flatMap(({ role, value }) => (role === 'line' ? [] : (phoneForm(value) ?? []))), ...knownParties(metadata).flatMap(({ parties }) => parties)];
    return forms.length === 0 ? undefined : this.vault.statementMarking(tenantId, conversationId, forms);
  }

  private async attempt(submission: Submission, mapped: MappedMetadata, keys: CallKeys): Promise<CaptureAnswer> {
    const { tenantId, bytes, quarantine } = submission;
    const { conversationId, state } = await this.records.locate(tenantId, keys, quarantine?.conversationId ?? proposedId(submission, keys));
    if (state.situation === 'erased' && state.refused) return refusedAnswer(conversationId);
    if (state.situation === 'erased') throw new DomainError('CONVERSATION.ERASED', `this call was erased as conversation ${conversationId}: it cannot be taken in again. If it must be, hand it in under another call id`, { conversationId });
    const deleteAfter = mapped.metadata.consent === 'unknown' ? submission.receivedAt + this.config.env.CALLMESH_UNCONSENTED_HOURS * 3_600_000 : null;
    const record = async (outcome: Outcome, stored: readonly ClaimCheck[]): Promise<CaptureAnswer> => {
      const marking = outcome.kind === 'quarantined' ? await this.marking(tenantId, conversationId, mapped) : undefined;
      return this.records.record({ submission, keys, conversationId, outcome, stored, consent: mapped.consent, deleteAfter, marking, time: new Date().toISOString() });
    };

    if (mapped.metadata.consent === 'refused') {
      const refusal = { conversationId, connection: submission.connection.id, platformCallId: keys.callId ?? bytes.sha256, startedAt: mapped.metadata.startedAt ?? submission.receivedAt };
      return record({ kind: 'refused', refusal }, []);
    }
    if (state.situation === 'refused') return refusedAnswer(conversationId);
    if (state.situation === 'recorded' && state.recordings.includes(bytes.sha256)) return this.records.duplicate(submission, keys, conversationId, mapped.consent);

    const stored: ClaimCheck[] = [];
    try {
      const answer = await record(await this.preparation.prepare(submission, mapped, conversationId, stored), stored);
      if (answer.status === 'refused') await this.preparation.discard(tenantId, stored);
      return answer;
    } catch (error) {
      await this.discardUnlessRecorded(tenantId, keys, conversationId, stored);
      throw error;
    }
  }

  /** Another process may have recorded the same bytes under the same names in the meantime: then they are its objects. */
  private async discardUnlessRecorded(tenantId: string, keys: CallKeys, conversationId: string, stored: readonly ClaimCheck[]): Promise<void> {
    try {
      const located = await this.records.locate(tenantId, keys, conversationId);
      if (located.conversationId !== conversationId || located.state.situation === 'nothing') await this.preparation.discard(tenantId, stored);
    } catch (error) {
      // When the database cannot be asked, an encrypted object too many does less harm than one too few.
      rootLogger().warn({ err: error, conversationId }, 'objects of a failed capture were left in the store');
    }
  }
}

/** The same call gets the same conversation wherever it comes in first. Empty files have nothing in common but their emptiness. */
function proposedId({ tenantId, bytes, fileName }: Submission, { platform, callId, sha256 }: CallKeys): string {
  if (callId !== null) return deterministicId('call', tenantId, platform, callId);
  return bytes.size === 0 ? deterministicId('empty', tenantId, fileName ?? '') : deterministicId('bytes', tenantId, sha256);
}
