import { CITIES, COUNTRIES, STATES } from '../data/cities.js';

/** Places of several words by the first of them, the longest first, so that most tokens are looked up once. */
export const LONG_PLACES: ReadonlyMap<string, readonly (readonly string[])[]> = longPlaces();

function longPlaces(): Map<string, string[][]> {
  const places = new Map<string, string[][]>();
  for (const place of [...CITIES, ...COUNTRIES, ...STATES]) {
    const first = place.slice(0, place.indexOf(' '));
    if (place.includes(' ')) places.set(first, [...(places.get(first) ?? []), place.split(' ')].sort((a, b) => b.join(' ').length - a.join(' ').length));
  }
  return places;
}
