import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { problem, type Problem } from './problem.js';

/** Answers a request whose address Fastify refuses before there is a route. The address is not repeated: a caller may have written anything into it. */
export function answerBrokenAddress(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const found = error.statusCode === 414
    ? problem('REQUEST.INVALID', 'a part of the address is too long to name anything', 414)
    : problem('REQUEST.INVALID', 'the address cannot be read: check how its characters are escaped', 400);
  void reply.status(found.status).header('content-type', 'application/problem+json').send(JSON.stringify(found));
}

/** Answers what is no HTTP request at all, as Node's parser tells it. There is no request to reply to, so the answer is written by hand. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const found = parserProblem(error.code);
  const body = JSON.stringify(found);
  socket.end(`HTTP/1.1 ${found.status} ${STATUS_CODES[found.status] ?? 'Error'}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}

function parserProblem(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return problem('REQUEST.INVALID', 'the request\'s headers are too large', 431);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem('REQUEST.INVALID', 'the request was not complete in time', 408);
  return problem('REQUEST.INVALID', 'this is no HTTP request that can be read', 400);
}
