import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '@callmesh/event-sourcing';
import { isInfrastructureFault } from '@callmesh/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { correlationId } from '../logs/correlation.js';
import { rootLogger } from '../logs/logger.js';
import { problem, type Problem } from './problem.js';
import { methodNotAllowed, type RouteMethods } from './route-methods.js';
import { statusOfCode } from './status-of-code.js';

/** Turns whatever a route throws into `application/problem+json`. Faults that are not the caller's are logged, never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly methods: RouteMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const { method, url } = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const found = problemOf(error);
    const allowed = found.code === 'ROUTE.NOT_FOUND' ? this.methods.of(url) : [];
    const problem = { ...(allowed.length > 0 ? methodNotAllowed(method, allowed) : found), correlationId: correlationId() };
    if (problem.status >= 500) rootLogger().error({ err: error, code: problem.code }, 'request failed');
    if (reply.sent) return;
    if (allowed.length > 0) void reply.header('allow', allowed.join(', '));
    if (problem.code === 'SERVICE.UNAVAILABLE') void reply.header('retry-after', '1');
    if (problem.code === 'AUTH.METRICS_TOKEN') void reply.header('www-authenticate', 'Bearer');
    const { retryAfterSeconds } = found as { readonly retryAfterSeconds?: unknown };
    if (problem.status === 429 && typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds));
    void reply.status(problem.status).header('content-type', 'application/problem+json').send(Buffer.from(JSON.stringify(problem)));
  }
}

/** @returns the problem that an error stands for. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) return problem(error.code, error.message, statusOfCode(error.code), error.details);
  if (isUnstorable(error)) return problem('REQUEST.INVALID', 'the request holds a value that cannot be stored: a NUL character, or a time out of range', 400);
  if (isFull(error)) return problem('STORAGE.FULL', 'there is no space left to store this: nothing of it was kept, send it again when there is', 507);
  if (isInfrastructureFault(error)) return problem('SERVICE.UNAVAILABLE', 'the database or the network does not answer just now: nothing of this request was promised, send it again', 503);
  const status = httpStatusOf(error);
  if (status === 404) return problem('ROUTE.NOT_FOUND', 'no such route: GET /api/v1/openapi.json lists them all', status);
  if (status === 413) return problem('REQUEST.TOO_LARGE', 'the body is larger than this route takes', status);
  if (status === 415) return problem('REQUEST.UNSUPPORTED_MEDIA', 'this route does not take that content type', status);
  if (status !== undefined && status < 500) return problem('REQUEST.INVALID', messageOf(error), status);
  return problem('INTERNAL', 'callmesh failed on this request; its log has the reason under the correlation id', 500);
}

/** What Postgres says of a NUL in a text (22021, 22P05) and of impossible times (22007, 22008, 22009): a caller put it there. */
const UNSTORABLE = new Set<unknown>(['22021', '22P05', '22007', '22008', '22009']);

const isUnstorable = (error: unknown): boolean => UNSTORABLE.has((error as { code?: unknown } | null)?.code);

/** What Postgres (disk_full) and the file system say when a disk is full. */
const FULL = new Set<unknown>(['53100', 'ENOSPC', 'EDQUOT']);

const isFull = (error: unknown): boolean => FULL.has((error as { code?: unknown } | null)?.code);

/** Nest's HttpException, or Fastify's own errors, which carry `statusCode`. */
function httpStatusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
