import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '@callmesh/event-sourcing';

/** What is known of who asks for metrics. */
export interface Scraper {
  readonly headers: IncomingHttpHeaders;
  /** Address of the other end of the connection. */
  readonly ip: string;
}

/**
 * Metrics tell how much business is done and what is broken: they are for whoever has the scrape token, and where none is set for this machine alone.
 * What a proxy on this machine hands on comes from elsewhere.
 * @param token `CALLMESH_METRICS_TOKEN`
 * @throws DomainError AUTH.METRICS_TOKEN, METRICS.FORBIDDEN
 */
export function assertMayScrape({ headers, ip }: Scraper, token: string | undefined): void {
  if (token !== undefined) {
    const [, given = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    if (isSame(given, token)) return;
    throw new DomainError('AUTH.METRICS_TOKEN', 'metrics take the scrape token: send `Authorization: Bearer …` with what CALLMESH_METRICS_TOKEN says');
  }
  const isHandedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  if (isLoopback(ip) && !isHandedOn) return;
  throw new DomainError('METRICS.FORBIDDEN', 'metrics are shown to this machine alone: set CALLMESH_METRICS_TOKEN, and let Prometheus send it');
}

const isLoopback = (ip: string): boolean => ip === '::1' || /^(::ffff:)?127\./i.test(ip);

/** Hashes have one length, and take the same time to compare wherever they differ. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
