/** A number from 0 to below `n`, the same for the same place in the same call. */
function pick(seed: number, place: number, n: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % n;
}

const openings = ['Larkfield Outdoor, you are through to Dana, how can I help?', 'Good morning, Larkfield Outdoor, this is Dana speaking.', 'Thank you for calling Larkfield Outdoor, my name is Dana.'];

/** What the caller came for; nothing to act on in every fourth call. */
const concerns: readonly (readonly string[])[] = [
  ['Hi, I would like to cancel my order, please.', 'The order number is four eight two one three.', 'I found the same tent in a shop around the corner, so I do not need it any more.'],
  ['I am calling about a complaint.', 'The stove that you sent me leaks gas and nobody has answered my two e-mails.', 'This is really not acceptable, I want that on file.'],
  ['Could somebody call me back next Tuesday at ten in the morning?', 'It is about the sleeping bags that I wanted to ask for a school trip.', 'Yes, on this number, please.'],
  ['I only wanted to know how long the shop in Bergen Street is open on Saturdays.', 'And whether you have parking there.', 'That is all, really.'],
];

const agentTalk = [
  'Let me have a look at that for you.', 'I can see the account here in front of me.', 'One moment, the system is a little slow today.', 'Right, I have it now.', 'Thank you for waiting.',
  'I understand, that makes sense.', 'Let me just read that back to you.', 'We usually answer within two working days.', 'The warehouse packs until four in the afternoon.', 'I will put a note on the account.',
];
const customerTalk = [
  'Sure, take your time.', 'Yes, that is right.', 'No, I have not tried that yet.', 'I bought it for a trip to the lakes in June.', 'The weather was dreadful, but we had fun anyway.',
  'My brother recommended your shop to me.', 'Okay, I see.', 'It came in a large brown box.', 'I think it was a Thursday.', 'That sounds fine to me.',
];

/** A transcript of so many utterances as a telephone platform hands it over, different for each number. */
export function callScript(seed: number, utterances: number): string {
  const concern = concerns[pick(seed, 0, concerns.length)] ?? [];
  // The concern comes in the caller's first sentences, as it does in real calls; the rest is the talk around it.
  const lines = Array.from({ length: utterances }, (_, at) => {
    const speaker = at % 2 === 0 ? 'agent' : 'customer';
    if (at === 0) return { speaker, text: openings[pick(seed, at, openings.length)] };
    const said = at % 2 === 1 ? concern[(at - 1) / 2] : undefined;
    const talk = speaker === 'agent' ? agentTalk : customerTalk;
    return { speaker, text: said ?? talk[pick(seed, at, talk.length)] };
  });
  return JSON.stringify({ language: 'en', utterances: lines.map((line, at) => ({ ...line, startMs: at * 4_000, endMs: at * 4_000 + 3_500 })) });
}

/** Customers whom the demo CRM knows, each by a number of their own. */
const callers = ['+14155550101', '+14155550102', '+14155550103', '+14155550104', '+14155550105', '+14155550106', '+14155550107', '+14155550108'];

/** What the platform says beside it. */
export function callMetadata(seed: number): object {
  return {
    callId: `throughput-${seed}`,
    agentId: `a-${100 + (seed % 20)}`,
    startedAt: new Date(Date.UTC(2026, 10, 2, 16, 0, seed)).toISOString(),
    timeZone: 'America/Los_Angeles',
    direction: 'inbound',
    from: callers[seed % callers.length],
    to: '+14155550100',
    consent: 'granted',
    language: 'en',
  };
}
