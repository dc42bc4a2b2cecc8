import type http from 'node:http';

/** What a server in front of a real one does to a request instead of passing it through. */
export type HttpFault =
  /** Answered by the front; the real server never hears of it. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Passed through, but so much later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Taken and never answered. */
  | { readonly kind: 'never' }
  /** The connection is cut before the real server hears of it. */
  | { readonly kind: 'cut-before' }
  /** The real server has done it; then the connection is cut. */
  | { readonly kind: 'cut-after-commit' }
  /** The answer's body ends early, and the connection with it. Default: half of it. */
  | { readonly kind: 'truncate'; readonly bytes?: number }
  /** The answer's body has the right length and other bytes. */
  | { readonly kind: 'wrong-bytes' };

/** Hands the request to the real server. */
type Pass = (onAnswer: (answer: http.IncomingMessage) => void) => void;

/** Does the fault. */
export function misanswer(fault: HttpFault, request: http.IncomingMessage, response: http.ServerResponse, pass: Pass): void {
  switch (fault.kind) {
    case 'status':
      request.resume();
      request.on('end', () => response.writeHead(fault.status, fault.headers).end(fault.body ?? ''));
      return;
    case 'slow':
      setTimeout(() => pass((answer) => relay(answer, response)), fault.ms);
      return;
    case 'never':
      request.resume();
      return;
    case 'cut-before':
      request.socket.resetAndDestroy();
      return;
    case 'cut-after-commit':
      pass((answer) => {
        answer.resume();
        answer.on('end', () => request.socket.resetAndDestroy());
      });
      return;
    case 'truncate':
      pass((answer) => whole(answer, (body) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        response.write(body.subarray(0, fault.bytes ?? Math.floor(body.length / 2)), () => request.socket.destroy());
      }));
      return;
    case 'wrong-bytes':
      pass((answer) => whole(answer, (body) => response.writeHead(answer.statusCode ?? 502, answer.rawHeaders).end(body.map((byte) => byte ^ 0x5a))));
  }
}

function relay(answer: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
  answer.pipe(response);
}

function whole(answer: http.IncomingMessage, then: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  answer.on('data', (part: Buffer) => parts.push(part));
  answer.on('end', () => then(Buffer.concat(parts)));
}
