export * from './jobs.port.js';
export { createJobs, type ObservableJobs } from './create-jobs.js';
export { JobTables1764000000400 as JobTables } from './job-tables.js';
