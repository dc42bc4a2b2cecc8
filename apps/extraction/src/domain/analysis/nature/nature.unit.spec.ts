import type { Utterance } from '@callmesh/contracts';
import { transcriptOf } from '../../../testing/conversations.js';
import { analyseTurns } from '../../../testing/local-engine.js';
import { readConversation } from '../../language/tokens.js';
import { natureOf, type Nature } from './nature.js';

const nature = (turns: readonly string[], language = 'en'): Nature => {
  const transcript = transcriptOf(turns, { language });
  return natureOf(readConversation(transcript.utterances), transcript.language).nature;
};

const CASES: readonly (readonly [Nature, string, readonly string[]])[] = [
  ['silence', 'what a small model writes on silence', ['U: you']],
  ['silence', 'a subtitle that nobody said', ['U: Thanks for watching!']],
  ['silence', 'marks of noise alone', ['C: [BLANK_AUDIO]', 'A: (silence)', 'C: [inaudible]']],
  ['silence', 'several subtitles', ['U: Thank you for watching. Please subscribe to my channel.', 'U: Subtitles by the Amara.org community']],
  ['music', 'music by its mark', ['U: [Music]', 'U: ♪ ♪ ♪']],
  ['music', 'a phrase that is looped', ['U: I want to be with you. I want to be with you. I want to be with you. I want to be with you. I want to be with you.']],
  ['music', 'words that are looped', ['U: la la la la la la la la la la la la']],
  ['voicemail', 'a greeting of a mailbox', ['U: Hi, you have reached the voicemail of Sam.', "U: I can't take your call right now, please leave a message after the tone."]],
  ['voicemail', 'an agent who speaks to a mailbox', ['C: The person you are calling is not available. Please record your message after the beep.', 'A: Hello, this is Ruth from Larkfield, we will call you again tomorrow about your refund.']],
  ['menu', 'a menu', ['A: Welcome to Larkfield. For orders, press one. To cancel an order, press two.', 'A: All of our agents are busy. Your call is important to us.', 'C: Two.', "A: I'm sorry, I didn't get that."]],
  ['wrong-number', 'a wrong number', ['A: Larkfield Outdoor, how can I help?', "C: Oh, is that not the dentist? Sorry, I've got the wrong number.", 'A: No problem, bye.']],
  ['too-short', 'a breath', ['C: Hello? Hello?']],
  ['too-short', 'ten seconds of nobody answering', ['C: Hello? Is anyone there? Hello?']],
  ['other-language', 'Spanish', ['A: Larkfield, buenos días.', 'C: Buenos días, quería cancelar mi pedido, el cuatro ocho dos uno tres, por favor.', 'A: Claro, ya está cancelado.', 'C: Muchas gracias.']],
  ['other-language', 'German', ['A: Guten Tag, was kann ich für Sie tun?', 'C: Ich möchte meine Bestellung stornieren, sie ist noch nicht angekommen.']],
  ['other-language', 'French', ["C: Bonjour, je n'ai pas reçu ma commande et je voudrais être remboursé, c'est très long."]],
  ['other-language', 'Italian', ['C: Buongiorno, vorrei sapere perché non ho ancora ricevuto il mio ordine.', 'A: Mi dica il numero della fattura.']],
  ['other-language', 'Portuguese', ['C: Bom dia, eu queria cancelar o meu pedido porque não chegou.', 'A: Sim senhora, qual é o número?']],
  ['other-language', 'Dutch', ['C: Goedemorgen, ik heb een vraag over mijn bestelling, die is nog niet aangekomen.']],
  ['other-language', 'Polish', ['C: Dzień dobry, chciałbym anulować zamówienie, bo jeszcze nie przyszło.', 'A: Proszę podać numer, tak.']],
  ['other-language', 'another script', ['C: Здравствуйте, я хочу отменить свой заказ, он не пришёл.']],
  ['conversation', 'a call', ['A: Larkfield Outdoor, how can I help?', "C: I'd like to cancel my order, number 48213.", 'A: Done.']],
  ['conversation', 'an announcement before a call', ['A: Calls may be recorded.', 'A: Good morning, Ruth speaking.', 'C: Hi, my parcel is late, order 48213.', 'A: Let me look, one moment.', 'C: Thank you.', 'A: It arrives tomorrow before noon, sorry for the delay.', 'C: All right, thanks.']],
  ['conversation', 'somebody who says that they had the wrong number before', ['A: Larkfield Outdoor.', 'C: Hello, I tried three times and got the wrong number, but now I have you. My tent came without poles, and I would like the poles or my money back.', 'A: What is the order number?', 'C: It is four eight two one three, ordered in May, a two-person tent in green, paid by card, and delivered last Thursday by your own van.', 'A: I can send the poles today by courier.', 'C: That would be lovely, and then I keep the tent. I was looking forward to the weekend, you see, and the forecast is good for once.', 'A: They will be with you tomorrow.', 'C: Wonderful, thank you.']],
];

describe('the nature of a call', () => {
  it.each(CASES)('%s: %s', (expected, _what, turns) => {
    expect(nature(turns)).toBe(expected);
  });

  it('is another language whether the recogniser or the words say so', () => {
    expect(nature(['C: Ich möchte meine Bestellung stornieren, sie ist noch nicht angekommen.'], 'en')).toBe('other-language');
    expect(nature(['C: 48213 48213 Larkfield'], 'fr')).toBe('other-language');
    expect(nature(["C: I'd like to cancel my order, it has not come yet."], 'en-GB')).toBe('conversation');
  });

  it.each(CASES.filter(([expected]) => expected !== 'conversation'))('%s states no facts: %s', (expected, _what, turns) => {
    expect(analyseTurns(turns)).toMatchObject({ insights: [], analysis: { nature: expected, summary: null, satisfaction: null, topics: [] } });
  });

  it('a message that a customer leaves is a voicemail and states facts', () => {
    const answer = analyseTurns(['U: Hello, this is a message for Larkfield Outdoor, my name is [PERSON_1].', 'U: Please cancel my order 48213, I no longer need it.']);
    expect(answer.analysis.nature).toBe('voicemail');
    expect(answer.insights).toMatchObject([{ type: 'order.cancellation-requested.v1', data: { orderId: '48213' } }]);
  });

  it('and so is one after the tone of a mailbox, by somebody who wants to be called', () => {
    const answer = analyseTurns(['U: You have reached Larkfield Outdoor. Please leave a message after the tone.', 'U: hi it is [PERSON_1] about the two lamps', 'U: can somebody ring me on Friday at ten please']);
    expect(answer.analysis.nature).toBe('voicemail');
    expect(answer.insights).toMatchObject([{ type: 'callback.requested.v1' }]);
  });

  it('two who only speak across each other have no conversation', () => {
    const said = ['and then I told her that it was over by nine', 'if you turn it left the light should come on again', 'no the other one with the red door by the river', 'that is where the second cable goes in from behind'];
    const utterances = [...said, ...said.map((text) => `${text} so there`)].map((text, i): Utterance => ({ id: `u${i + 1}`, speaker: i % 2 ? 'agent' : 'customer', channel: i % 2, text, startMs: i * 3_000, endMs: i * 3_000 + 5_500, confidence: null, words: [] }));
    expect(natureOf(readConversation(utterances), 'en').nature).toBe('crosstalk');
  });
});
