// Programs of the container tier that come as Go modules: Compose, and the S3 server for its stand-in image.
import path from 'node:path';
import { goProgram } from '../setup/go-program.mjs';

/** @returns Compose v2 as a program of its own (`compose up` …), built once. */
export async function composeProgram() {
  const folder = await goProgram({ module: 'github.com/docker/compose/v2', version: 'v2.40.3', packages: ['./cmd'], flags: ['-ldflags=-s -w -X github.com/docker/compose/v2/internal.Version=v2.40.3'] });
  return path.join(folder, 'cmd');
}
