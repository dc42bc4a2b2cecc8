export * from './bus.port.js';
export * from './reactor.js';
