export * from './jobs.port.js';
export { createJobs, type ObservableJobs } from './create-jobs.js';
export { cancelJob, countNewJobs, listJobs, retryJob } from './operate-jobs.js';
export { startWorkers, type Workers, type WorkersOptions } from './start-workers.js';
export { jobMigrations } from './migrations.js';
export { jobFigures, type JobFigures } from './job-figures.js';
export { currentJob } from './current-job.js';
export { startPeriodic, type PeriodicWork } from './periodic.js';
