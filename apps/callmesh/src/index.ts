export { runCli } from './cli/program.js';
export { startStack, type Stack, type StackOptions } from './stack/stack.js';
