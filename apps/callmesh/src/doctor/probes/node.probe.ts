import { fault, ok } from '../finding.js';
import type { Probe } from '../probe.js';

export const nodeProbe: Probe = {
  name: 'Node',
  look() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const fits = major > 20 || (major === 20 && minor >= 19);
    return Promise.resolve([fits ? ok('Node', process.versions.node) : fault('Node', process.versions.node, 'install Node 20.19 or newer')]);
  },
};
