import { TransientError } from '@callmesh/messaging';

/** The speech server cannot take work now; another try may succeed. */
export class SpeechUnavailable extends TransientError {
  constructor(
    readonly code: 'SPEECH.UNREACHABLE' | 'SPEECH.BUSY' | 'SPEECH.TIMED_OUT' | 'SPEECH.BROKEN' | 'SPEECH.BAD_ANSWER' | 'SPEECH.LOADING',
    message: string,
    /** How long the server asks to be left alone, in ms. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'SpeechUnavailable';
  }
}
