export { service } from './human-review.module.js';
