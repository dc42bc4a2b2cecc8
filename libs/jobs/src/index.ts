export * from './jobs.port.js';
export { createJobs, type ObservableJobs } from './create-jobs.js';
export { listJobs, retryJob } from './operate-jobs.js';
export { startWorkers, type Workers, type WorkersOptions } from './start-workers.js';
export { JobTables1764000000400 as JobTables } from './job-tables.js';
