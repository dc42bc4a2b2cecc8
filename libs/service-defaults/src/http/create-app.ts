import multipart from '@fastify/multipart';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { API_KEYS, type ApiKeys } from '../access/api-keys.js';
import { KeysController } from '../access/keys.controller.js';
import { HealthController, METRICS_TOKEN } from '../health/health.controller.js';
import { READINESS, type Readiness } from '../health/readiness.js';
import { nestLogger } from '../logs/nest-logger.js';
import { openApiDocument } from '../openapi/openapi.js';
import { docsPage } from '../openapi/docs-page.js';
import { auditRefusals, ChangeAudit, type RecorderOf } from '../audit/change-audit.js';
import { auditQuotes } from '../audit/read-audit.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { answerBrokenAddress, answerBrokenRequest } from './broken-requests.js';
import { ProblemFilter } from './problem.filter.js';
import { closedUntilStarted } from './closed-until-started.js';
import { addRequestHooks } from './request-hooks.js';
import { RouteMethods } from './route-methods.js';

const PREFIX = 'api/v1';
const JSON_LIMIT_BYTES = 4 * 1024 * 1024;
const UPLOAD_LIMIT_BYTES = 2 * 1024 ** 3;

/** What the HTTP side is made of. */
export interface AppParts {
  readonly services: readonly DynamicModule[];
  readonly keys: ApiKeys;
  /** Whether keys are made and revoked here: false for a service whose database role may only ask whose a key is. */
  readonly keepsKeys: boolean;
  readonly readiness: Readiness;
  /** What a scrape of `/metrics` has to send; undefined shows them to this machine alone. */
  readonly metricsToken?: string | undefined;
  /** Controllers of all services, for the OpenAPI document. */
  readonly controllers: readonly Type[];
  /** Controllers that belong to no single service. */
  readonly operations: DynamicModule;
  /** Who records changes by API; default: nobody. */
  readonly recorderOf?: RecorderOf;
}

@Module({})
class RootModule {}

/** Builds the one Nest application of a process: closed routes, problem answers, uploads, OpenAPI. It does not listen yet. */
export async function createApp({ services, keys, keepsKeys, readiness, metricsToken, controllers, operations, recorderOf = () => undefined }: AppParts): Promise<NestFastifyApplication> {
  const own = [HealthController, ...(keepsKeys ? [KeysController] : [])];
  const root: DynamicModule = {
    module: RootModule,
    imports: [...services, operations],
    controllers: own,
    providers: [
      { provide: API_KEYS, useValue: keys },
      { provide: READINESS, useValue: readiness },
      { provide: METRICS_TOKEN, useValue: metricsToken ?? null },
    ],
  };
  const adapter = new FastifyAdapter({ bodyLimit: JSON_LIMIT_BYTES, forceCloseConnections: 'idle', frameworkErrors: answerBrokenAddress, clientErrorHandler: answerBrokenRequest });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger: nestLogger, abortOnError: false });
  const fastify = adapter.getInstance();
  addRequestHooks(fastify);
  closedUntilStarted(fastify, readiness);
  const methods = new RouteMethods().watch(fastify);
  // Files are streamed by the routes that take them; these limits are the fence behind the routes' own.
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 2, fields: 50, fieldSize: 256 * 1024 } });
  app.setGlobalPrefix(PREFIX, { exclude: ['health/live', 'health/ready', 'metrics'] });
  const changes = new ChangeAudit(app.get(Reflector), recorderOf);
  app.useGlobalGuards(new ApiKeyGuard(app.get(Reflector), keys, changes), changes);
  auditRefusals(fastify);
  auditQuotes(fastify);
  app.useGlobalFilters(new ProblemFilter(methods));
  const document = openApiDocument(app, [...own, ...(operations.controllers ?? []), ...controllers]);
  fastify.get(`/${PREFIX}/openapi.json`, () => document);
  fastify.get(`/${PREFIX}/docs`, (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(document)));
  return app;
}
