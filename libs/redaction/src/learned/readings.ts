import { joinsNames, joinsPlaces, possibleName, possiblePlace } from './candidates.js';
import { featuresOf, followingOf, type Line } from './features.js';
import { possibleSecret, secretFeatures, secretFollowing, type SecretLine } from './secret-features.js';
import type { Reading } from './tagger.js';

const words = { count: ({ tokens }: Line) => tokens.length, features: featuresOf, following: followingOf };

/** How people's names are looked for. */
export const NAMES: Reading<Line> = { ...words, possible: possibleName, joins: joinsNames };
/** How addresses are. */
export const PLACES: Reading<Line> = { ...words, possible: possiblePlace, joins: joinsPlaces };
/** How names of accounts and passwords are. */
export const SECRETS: Reading<SecretLine> = { count: ({ chunks }) => chunks.length, possible: possibleSecret, joins: () => false, features: secretFeatures, following: secretFollowing };
