import { heardBy } from '@callmesh/contracts';
import { service as crmSync } from '@callmesh/crm-sync';
import { service as extraction } from '@callmesh/extraction';
import { service as humanReview } from '@callmesh/human-review';
import { service as ingestion } from '@callmesh/ingestion';
import { service as insights } from '@callmesh/insights';
import { heardTypes } from '@callmesh/messaging';
import { service as transcription } from '@callmesh/transcription';

it.each([ingestion, transcription, extraction, humanReview, crmSync, insights])('$name reacts to exactly what the flow says that it hears', ({ name, reactors }) => {
  expect(reactors.flatMap((reactor) => heardTypes(reactor)).sort()).toEqual([...heardBy(name)].sort());
});
