export { startDemoCrm, type DemoCrm, type DemoCrmOptions } from './server.js';
export { demoHabits, goodManners, type BadHabits } from './habits.js';
export type { CrmRecord, ObjectType } from './records.js';
