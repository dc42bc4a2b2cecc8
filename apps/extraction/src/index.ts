export { service } from './extraction.module.js';
