export * from './service.js';
export * from './access.js';
