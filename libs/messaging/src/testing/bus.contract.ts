import { BusBench, type Broker } from './bus-contract/bus-bench.js';
import { deliversWhatIsPublished } from './bus-contract/delivery.contract.js';
import { sharesAmongGroups } from './bus-contract/groups.contract.js';
import { replaysFromAnyPoint } from './bus-contract/replay.contract.js';

/** What every adapter of the bus must keep. */
export function busContract(start: () => Promise<Broker>): void {
  const bench = new BusBench(start);
  deliversWhatIsPublished(bench);
  sharesAmongGroups(bench);
  replaysFromAnyPoint(bench);
}
