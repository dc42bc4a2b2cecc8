import type { Command } from 'commander';

/** `callmesh demo` */
export function demoCommand(program: Command): void {
  program.command('demo');
}
