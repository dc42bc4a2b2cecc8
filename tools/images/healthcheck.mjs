// The container's own health check: 0 when the process in it says that it may be sent work.
const port = process.env.HEALTH_PORT ?? process.env.CALLMESH_PORT ?? '8400';
const path = process.env.HEALTH_PATH ?? '/health/ready';
const healthy = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(8_000) }).then(
  (answer) => answer.ok,
  () => false,
);
process.exitCode = healthy ? 0 : 1;
