import { aloud } from './aloud.js';

it.each([
  ['Send it to tom.becker@example.org please.', 'Send it to tom dot becker at example dot org please.'],
  ['the router is 10.0.4.17', 'the router is one zero dot zero dot four dot one seven'],
  ['https://example.net/albums', 'https colon slash slash example dot net slash albums'],
  ['that is K-I-N-G', 'that is K I N G'],
  ['j a n e', 'j ay n e'],
  ['Erik with a K', 'Erik with a K'],
  ['GB29 NWBK', 'GB29 N W B K'],
  ['+49 30', 'plus 49 30'],
  ['To Köln', 'To Koln'],
])('"%s" is given to a voice as "%s"', (text, said) => {
  expect(aloud(text)).toBe(said);
});
