export { runCli } from './cli/program.js';
