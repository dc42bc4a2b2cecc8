/** What the bench fits and measures the models with. */
export { askedBefore } from '../asked.js';
export { CITIES } from '../data/cities.js';
export { FIRST_NAMES } from '../data/first-names.js';
export { LAST_NAMES } from '../data/last-names.js';
export { asUtterances, splitText } from '../document/split-text.js';
export { BRAND, COMMON, DOUBLE, FIRST, flagsOf, LAST, NEVER, PLACE } from '../lexicon.js';
export { masked } from '../mask.js';
export { tokensOf } from '../tokens.js';
export { joinsNames, joinsPlaces, possibleName, possiblePlace } from './candidates.js';
export { BITS, featuresOf, followingOf, lineOf, tokenWord, type Line } from './features.js';
export { chancesOf, SIZE, type TaggerWeights } from './tagger.js';
export { describe, isStreet, type Word } from './words.js';
export { MODELS, readTaggers, writeTaggers, type Taggers } from './weights-file.js';
