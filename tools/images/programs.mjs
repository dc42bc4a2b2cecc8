// Programs of the container tier that come as Go modules.
import path from 'node:path';
import { goProgram } from '../setup/go-program.mjs';

const COMPOSE = 'v2.40.3';
const VERSITYGW = 'v1.8.0';

/** @returns Compose v2, usable as a plugin of docker, built once. */
export async function composeProgram() {
  const flags = [`-ldflags=-s -w -X github.com/docker/compose/v2/internal.Version=${COMPOSE}`];
  return path.join(await goProgram({ module: 'github.com/docker/compose/v2', version: COMPOSE, packages: ['./cmd'], flags }), 'cmd');
}

/** @returns the S3 server, linked to nothing, so that it runs in any image; built once. */
export async function versitygwProgram() {
  return path.join(await goProgram({ module: 'github.com/versity/versitygw', version: VERSITYGW, packages: ['./cmd/versitygw'], flags: ['-ldflags=-s -w'] }), 'versitygw');
}
