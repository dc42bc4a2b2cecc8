import type { KafkaConfig } from 'kafkajs';
import { oauthTokens } from './oauth-tokens.js';

/** TLS to the brokers; PEM texts. */
export interface KafkaTls {
  /** Who signed the brokers' certificates; absent: the authorities that Node knows. */
  readonly ca?: string;
  /** Own certificate and key, where the brokers ask for them. */
  readonly cert?: string;
  readonly key?: string;
}

/** Who we are to the brokers. */
export type KafkaSasl =
  | { readonly mechanism: 'plain' | 'scram-sha-512'; readonly username: string; readonly password: string }
  | {
      readonly mechanism: 'oauthbearer';
      /** Token endpoint, OAuth 2.0 client credentials grant (RFC 6749 §4.4). */
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
    };

/** Both as kafkajs takes them. */
export function kafkaSecurity({ tls, sasl }: { readonly tls?: KafkaTls; readonly sasl?: KafkaSasl }): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return { ...(tls ? { ssl: { ...tls } } : {}), ...(sasl ? { sasl: saslOf(sasl) } : {}) };
}

function saslOf(sasl: KafkaSasl): NonNullable<Exclude<KafkaConfig['sasl'], string>> {
  if (sasl.mechanism !== 'oauthbearer') {
    const { mechanism, username, password } = sasl;
    return mechanism === 'plain' ? { mechanism, username, password } : { mechanism, username, password };
  }
  return { mechanism: 'oauthbearer', oauthBearerProvider: oauthTokens(sasl) };
}
