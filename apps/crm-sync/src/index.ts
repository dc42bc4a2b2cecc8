export { service } from './crm-sync.module.js';
