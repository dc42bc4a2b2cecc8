import { loadEnvironment } from '@callmesh/service-defaults';
import { fault, ok } from '../finding.js';
import type { Probe } from '../probe.js';

export const configurationProbe: Probe = {
  name: 'configuration',
  look() {
    try {
      loadEnvironment();
      return Promise.resolve([ok('configuration', 'every variable can be used')]);
    } catch (error) {
      return Promise.resolve([fault('configuration', (error as Error).message, 'set what is named right, or unset it; docs/reference/configuration.md lists every variable')]);
    }
  },
};
