export { checkHistory } from './history/check-history.js';
export { nothingSilent } from './history/seen-and-equal.js';
export type { Acknowledged, Consumed, DecidedEffect, History, OutsideEffect, PublishedMessage, RebuiltProjection, Standstill, StoredEvent, Violation } from './history/history.js';
export { startHttpFront, type FaultRule, type HttpFront } from './http-front.js';
export type { HttpFault } from './http-faults.js';
export { seeded } from './seeded.js';
export { startTcpProxy, type ProxyFault, type TcpProxy } from './tcp-proxy.js';
