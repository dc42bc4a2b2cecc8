export * from './bus.port.js';
export * from './reactor.js';
export { On } from './decorators/on.decorator.js';
export { Reactor, heardTypes } from './decorators/reactor.decorator.js';
export { transportOf } from './decorators/transport.js';
export { MessagingTables1764000000200 as MessagingTables } from './tables/messaging-tables.js';
export { BusTables1764000000300 as BusTables } from './tables/bus-tables.js';
