import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = path.join(process.cwd(), 'deploy/observability/prometheus');

function promtoolMissing(): string | undefined {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'promtool is not installed: Debian has it in the package prometheus';
  }
}

const missing = promtoolMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;

tier(`alert rules under promtool${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('Prometheus takes the configuration and every rule', async () => {
    // The scrape token's file is there in the container alone.
    const { stdout } = await run('promtool', ['check', 'config', '--syntax-only', path.join(folder, 'prometheus.yml')]);
    expect(stdout).toContain('is valid prometheus config file syntax');
    await run('promtool', ['check', 'rules', ...['alerts', 'recording'].map((name) => path.join(folder, `${name}.rules.yml`))]);
  });

  it('each alert fires for its fault after its time, and none when all is well', async () => {
    const { stdout } = await run('promtool', ['test', 'rules', path.join(folder, 'alerts.test.yml')]);
    expect(stdout).toContain('SUCCESS');
  });
});
