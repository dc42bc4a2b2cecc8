import { DomainError } from '@callmesh/contracts';
import { request } from 'undici';

/** A token is replaced when less than this is left of it, ms. */
const SPARE_MS = 30_000;
const ANSWER_MS = 5_000;

/** Where tokens come from: OAuth 2.0 client credentials grant (RFC 6749 §4.4), the client's secret in the Authorization header. */
export interface OauthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
}

interface TokenAnswer {
  readonly access_token?: unknown;
  /** Seconds. */
  readonly expires_in?: unknown;
}

/**
 * Gives access tokens, each used until shortly before it ends, asked for once however many connections open at the same time.
 * @throws DomainError `KAFKA.NO_TOKEN` when the server gives none.
 */
export function oauthTokens(client: OauthClient, now: () => number = Date.now): () => Promise<{ value: string }> {
  let current: { readonly value: string; readonly until: number } | undefined;
  let asking: Promise<{ value: string; until: number }> | undefined;
  return async () => {
    if (current && now() < current.until - SPARE_MS) return { value: current.value };
    asking ??= askFor(client, now).finally(() => {
      asking = undefined;
    });
    current = await asking;
    return { value: current.value };
  };
}

async function askFor({ tokenUrl, clientId, clientSecret, scope }: OauthClient, now: () => number): Promise<{ value: string; until: number }> {
  const fail = (why: string): DomainError => new DomainError('KAFKA.NO_TOKEN', `${new URL(tokenUrl).origin} gave no token for client ${clientId}: ${why}. Check KAFKA_OAUTH_TOKEN_URL, KAFKA_OAUTH_CLIENT_ID and KAFKA_OAUTH_CLIENT_SECRET`);
  const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }).toString();
  const headers = { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const answer = await request(tokenUrl, { method: 'POST', headers, body, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS }).catch((error: unknown) => {
    throw fail((error as NodeJS.ErrnoException).code ?? 'it does not answer');
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw fail(`it answered ${answer.statusCode}`);
  const { access_token: token, expires_in: seconds } = parsed(text);
  if (typeof token !== 'string' || token === '') throw fail('its answer holds no access_token');
  return { value: token, until: now() + (typeof seconds === 'number' ? seconds : 60) * 1_000 };
}

function parsed(text: string): TokenAnswer {
  try {
    return (JSON.parse(text) ?? {}) as TokenAnswer;
  } catch {
    return {};
  }
}
