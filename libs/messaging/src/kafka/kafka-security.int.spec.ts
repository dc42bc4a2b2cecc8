import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kafkaMissing, startKafka, type TestKafka } from '@callmesh/testing';
import type { Bus } from '../bus.port.js';
import { makeCertificates, type TestCertificates } from '../testing/certificates.js';
import { until } from '../testing/consumer-harness.js';
import { startTokenServer, type TokenServer } from '../testing/token-server.js';
import { createKafkaBus } from './kafka-bus.adapter.js';
import type { KafkaConnectionOptions } from './kafka-connection.js';

const missing = kafkaMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
const MODULES = 'org.apache.kafka.common.security';
const SCRAM = { mechanism: 'scram-sha-512', username: 'sally', password: 'scram secret' } as const;
const PLAIN = { mechanism: 'plain', username: 'paul', password: 'plain secret' } as const;

tier(`a Kafka that asks who we are${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'callmesh-tls-'));
  let certificates: TestCertificates;
  let tokens: TokenServer;
  let kafka: TestKafka;
  const buses: Bus[] = [];

  const connect = (options: KafkaConnectionOptions): Bus => {
    const bus = createKafkaBus(options);
    buses.push(bus);
    return bus;
  };

  beforeAll(async () => {
    if (missing) throw new Error(missing);
    certificates = makeCertificates(dir);
    tokens = await startTokenServer('callmesh', 'oauth secret');
    const tls = {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': certificates.serverFile,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': certificates.caFile,
    };
    kafka = await startKafka({
      version: '4.1.1',
      scramUsers: { [SCRAM.username]: SCRAM.password },
      java: ['-Xms128m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${tokens.jwksUrl}`],
      listeners: [
        { name: 'MUTUAL', protocol: 'SSL', settings: { ...tls, 'ssl.client.auth': 'required' } },
        {
          name: 'PLAIN',
          protocol: 'SASL_SSL',
          settings: { ...tls, 'sasl.enabled.mechanisms': 'PLAIN', 'plain.sasl.jaas.config': `${MODULES}.plain.PlainLoginModule required user_${PLAIN.username}="${PLAIN.password}";` },
        },
        {
          name: 'SCRAM',
          protocol: 'SASL_PLAINTEXT',
          settings: { 'sasl.enabled.mechanisms': 'SCRAM-SHA-512', 'scram-sha-512.sasl.jaas.config': `${MODULES}.scram.ScramLoginModule required;` },
        },
        {
          name: 'OAUTH',
          protocol: 'SASL_SSL',
          settings: {
            ...tls,
            'sasl.enabled.mechanisms': 'OAUTHBEARER',
            'oauthbearer.sasl.jaas.config': `${MODULES}.oauthbearer.OAuthBearerLoginModule required;`,
            'oauthbearer.sasl.server.callback.handler.class': `${MODULES}.oauthbearer.OAuthBearerValidatorCallbackHandler`,
            'sasl.oauthbearer.jwks.endpoint.url': tokens.jwksUrl,
            'sasl.oauthbearer.expected.audience': 'kafka',
          },
        },
      ],
    });
  }, 120_000);
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(async () => {
    await kafka?.close();
    tokens?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each<[string, () => KafkaConnectionOptions]>([
    ['TLS with certificates on both sides', () => ({ brokers: [kafka.brokersOf('MUTUAL')], tls: { ca: certificates.ca, ...certificates.client } })],
    ['PLAIN over TLS', () => ({ brokers: [kafka.brokersOf('PLAIN')], tls: { ca: certificates.ca }, sasl: PLAIN })],
    ['SCRAM-SHA-512', () => ({ brokers: [kafka.brokersOf('SCRAM')], sasl: SCRAM })],
    [
      'OAUTHBEARER with tokens of a real server, whose signature Kafka checks',
      () => ({ brokers: [kafka.brokersOf('OAUTH')], tls: { ca: certificates.ca }, sasl: { mechanism: 'oauthbearer', tokenUrl: tokens.tokenUrl, clientId: 'callmesh', clientSecret: 'oauth secret' } }),
    ],
  ])('is satisfied by %s', async (_, options) => {
    const bus = connect(options());
    const topic = `secured-${buses.length}-${Date.now()}`;
    await bus.ensureTopics([topic]);
    await bus.publish([{ topic, key: 'k', value: Buffer.from('seen'), headers: {} }]);
    const got: string[] = [];
    await bus.consume({
      group: topic,
      topics: [topic],
      onBatch: ({ messages }) => {
        got.push(...messages.map(({ value }) => value.toString()));
        return Promise.resolve();
      },
    });
    await until(() => got.length === 1);
    expect(got).toEqual(['seen']);
  });

  it.each<[string, () => KafkaConnectionOptions, RegExp]>([
    ['a wrong password', () => ({ brokers: [kafka.brokersOf('SCRAM')], sasl: { ...SCRAM, password: 'wrong' } }), /SASL SCRAM SHA512 authentication failed/],
    ['a certificate of an authority that we do not know', () => ({ brokers: [kafka.brokersOf('PLAIN')], tls: {}, sasl: PLAIN }), /certificate/],
    [
      'a secret that the token server does not know',
      () => ({ brokers: [kafka.brokersOf('OAUTH')], tls: { ca: certificates.ca }, sasl: { mechanism: 'oauthbearer', tokenUrl: tokens.tokenUrl, clientId: 'callmesh', clientSecret: 'wrong' } }),
      /it answered 401/,
    ],
  ])('stops us with %s, in words', async (_, options, words) => {
    await expect(connect(options()).ensureTopics(['calls'])).rejects.toThrow(words);
  });
});
