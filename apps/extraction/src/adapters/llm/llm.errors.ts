import { TransientError } from '@callmesh/messaging';

/** The language model cannot answer now; another try may succeed. */
export class LlmUnavailable extends TransientError {
  constructor(
    readonly code: 'LLM.UNREACHABLE' | 'LLM.BUSY' | 'LLM.TIMED_OUT' | 'LLM.BROKEN' | 'LLM.CUT_OFF',
    message: string,
    /** How long the server asks to be left alone, in ms. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'LlmUnavailable';
  }
}

/** The language model refuses us for good: wrong key, wrong model, wrong address. */
export class LlmRejected extends Error {
  readonly code: string;
  constructor(code: 'LLM.UNAUTHORISED' | 'LLM.REJECTED' | 'LLM.BAD_ANSWER', message: string) {
    super(message);
    this.code = code;
    this.name = 'LlmRejected';
  }
}
