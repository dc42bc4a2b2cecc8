import { DomainError } from '@callmesh/event-sourcing';

/** Why received bytes or their metadata cannot be processed as they are. Stable: quarantine entries, events and operators' scripts carry them. */
export type QuarantineCode =
  | 'AUDIO.EMPTY'
  | 'AUDIO.UNREADABLE'
  | 'AUDIO.TRUNCATED'
  | 'AUDIO.TOO_LONG'
  | 'AUDIO.TOO_SHORT'
  | 'AUDIO.TOO_LARGE'
  | 'AUDIO.NO_AUDIO_STREAM'
  | 'AUDIO.TOO_MANY_CHANNELS'
  | 'TRANSCRIPT.UNREADABLE'
  | 'METADATA.MISSING'
  | 'METADATA.INVALID'
  | 'METADATA.UNREADABLE'
  | 'CONSENT.UNKNOWN';

/** The received bytes cannot be processed; the capture goes to quarantine with this code and these words. */
export class Unprocessable extends DomainError {
  constructor(
    override readonly code: QuarantineCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code, message, details);
    this.name = 'Unprocessable';
  }
}
