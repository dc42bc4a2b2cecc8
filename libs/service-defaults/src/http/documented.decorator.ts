import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

/** Metadata key of {@link Documented}. */
export const ROUTE_DOCUMENT = 'callmesh:document';

/** What the OpenAPI document says of a route; its shapes are the zod schemas that the route validates with. */
export interface RouteDocument {
  /** One sentence, imperative: "List the actions that wait for review". */
  readonly summary: string;
  readonly description?: string;
  readonly body?: z.ZodType;
  /** An object schema; each property becomes a query parameter. */
  readonly query?: z.ZodType;
  /** Shape of the success answer. */
  readonly response?: z.ZodType;
  /** Media type of the request, default `application/json`. */
  readonly consumes?: string;
  /** Media type of the success answer, default `application/json`. */
  readonly produces?: string;
}

/** Describes a route for `/api/v1/openapi.json`. */
export const Documented = (document: RouteDocument): MethodDecorator => SetMetadata(ROUTE_DOCUMENT, document);
