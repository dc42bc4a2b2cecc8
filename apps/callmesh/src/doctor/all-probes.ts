import type { Probe } from './probe.js';
import { configurationProbe } from './probes/configuration.probe.js';
import { crmProbe } from './probes/crm.probe.js';
import { dataDirectoryProbe } from './probes/data-directory.probe.js';
import { instanceProbe } from './probes/instance.probe.js';
import { kafkaProbe } from './probes/kafka.probe.js';
import { languageModelProbe } from './probes/language-model.probe.js';
import { masterKeyProbe } from './probes/master-key.probe.js';
import { nodeProbe } from './probes/node.probe.js';
import { postgresProbe } from './probes/postgres.probe.js';
import { registryProbe } from './probes/registry.probe.js';
import { schemasProbe } from './probes/schemas.probe.js';
import { speechProbe } from './probes/speech.probe.js';
import { storageProbe } from './probes/storage.probe.js';

/** Everything that callmesh stands on, in the order in which one would mend it. */
export const allProbes: readonly Probe[] = [nodeProbe, configurationProbe, dataDirectoryProbe, postgresProbe, schemasProbe, masterKeyProbe, kafkaProbe, registryProbe, storageProbe, speechProbe, languageModelProbe, crmProbe, instanceProbe];
