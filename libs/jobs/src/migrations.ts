import { JobTables1764000000400 } from './job-tables.js';
import { JobTraces1764000000410 } from './job-traces.js';
import { JobWaits1764100000420 } from './job-waits.js';
import { PeriodicWork1764300000430 } from './periodic-tables.js';

/** The queue's tables in a service's schema. */
export const jobMigrations = [JobTables1764000000400, JobTraces1764000000410, JobWaits1764100000420, PeriodicWork1764300000430] as const;
