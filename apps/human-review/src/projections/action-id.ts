import { z } from 'zod';

/** An action's id in a path. */
export const actionIdParam = z.guid('an action id is a UUID: GET /api/v1/queue lists them');
