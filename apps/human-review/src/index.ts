export { service } from './human-review.module.js';
export type { QueueItem } from './projections/queue.query.js';
