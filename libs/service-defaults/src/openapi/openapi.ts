import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { PUBLIC_ROUTE } from '../http/access.decorators.js';
import { ROUTE_DOCUMENT, type RouteDocument } from '../http/documented.decorator.js';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = OpenAPIObject;

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schema = Record<string, unknown>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM = { type: 'object', required: ['type', 'title', 'status', 'code', 'detail'], properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string' }, correlationId: { type: 'string' } } };

/** Renders the OpenAPI document: routes from Nest's own metadata, shapes from the zod schemas that the routes validate with. */
export function openApiDocument(app: INestApplication, controllers: readonly Type[]): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('callmesh')
    .setDescription('Phone calls into domain events, escrowed actions and CRM changes. Errors are problem+json (RFC 9457) with a stable `code`.')
    // The zod schemas are JSON Schema 2020-12, which OpenAPI speaks from 3.1 on.
    .setOpenAPIVersion('3.1.0')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'cm_<prefix>_<secret>' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${controller}.${method}` });
  const routes = describedRoutes(controllers);
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) describe(operation, routes.get(operation.operationId ?? ''));
    }
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM } } as OpenAPIObject['components'];
  return document;
}

interface RouteDescription {
  readonly document: RouteDocument | undefined;
  readonly open: boolean;
}

function describedRoutes(controllers: readonly Type[]): Map<string, RouteDescription> {
  const routes = new Map<string, RouteDescription>();
  for (const controller of controllers) {
    const prototype = controller.prototype as Record<string, unknown>;
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const handler = prototype[method];
      if (typeof handler !== 'function' || method === 'constructor') continue;
      const document = Reflect.getMetadata(ROUTE_DOCUMENT, handler) as RouteDocument | undefined;
      const open = Boolean(Reflect.getMetadata(PUBLIC_ROUTE, handler) ?? Reflect.getMetadata(PUBLIC_ROUTE, controller));
      routes.set(`${controller.name}.${method}`, { document, open });
    }
  }
  return routes;
}

function describe(operation: Operation, route: RouteDescription | undefined): void {
  const [controller = '', method = ''] = (operation.operationId ?? '').split('.');
  const document = route?.document;
  operation.tags = [controller.replace(/Controller$/, '')];
  operation.summary = document?.summary ?? sentence(method);
  if (document?.description) operation.description = document.description;
  if (!route?.open) operation.security = [{ apiKey: [] }];
  if (document?.body) operation.requestBody = { required: true, content: { [document.consumes ?? 'application/json']: { schema: jsonSchema(document.body, 'input') } } };
  if (document?.query) operation.parameters = [...(operation.parameters ?? []).filter((p) => !('in' in p) || p.in !== 'query'), ...queryParameters(document.query)];
  const [success = '200'] = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
  operation.responses = {
    [success]: document?.response
      ? { description: 'done', content: { [document.produces ?? 'application/json']: { schema: jsonSchema(document.response, 'output') } } }
      : { description: 'done' },
    default: { description: 'what was wrong, and what to do next', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  };
}

function queryParameters(query: z.ZodType): NonNullable<Operation['parameters']> {
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  return rest;
}

/** `listParked` → `List parked`; what a route is called when nobody described it. */
function sentence(method: string): string {
  const words = method.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
