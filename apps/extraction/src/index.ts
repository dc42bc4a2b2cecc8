export { testPacks, type PackTest } from './test-packs.js';
export { service } from './extraction.module.js';
export { bundledCurves, bundledEngine } from './engine.js';
export { scorer } from './scorer.js';
export type { EngineAnswer } from './domain/finding.js';
