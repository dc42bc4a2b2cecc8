/** Where a secret may still be found once everything is opened with its key. */
type Kept = 'vault' | 'never';

/** One secret of a call. */
export interface Secret {
  readonly what: string;
  /** The utterance that tells it. */
  readonly said: string;
  /** How it is recognised: as said, and as somebody might write it. At least six characters each, in small letters. */
  readonly forms: readonly string[];
  readonly kept: Kept;
}

const secret = (what: string, said: string, kept: Kept, ...forms: string[]): Secret => ({ what, said, kept, forms });

/** What callers say, in the ways they say it. None of it is anybody's. */
export const spoken: readonly Secret[] = [
  secret('card, written', 'The card number is 4000 0566 5566 5556.', 'never', '4000 0566 5566 5556', '4000056655665556'),
  secret('card, with dashes', 'My credit card is 5105-1051-0510-5100.', 'never', '5105-1051-0510-5100', '5105105105105100'),
  secret('card, American Express', 'It is an American Express card, 3714 496353 98431.', 'never', '3714 496353 98431', '371449635398431'),
  secret('card, as words', 'The card number is six zero one one, one one one one, one one one one, one one one seven.', 'never', 'six zero one one', '6011111111111117'),
  secret('card, doubled digits', 'Card number four triple two, four double two two, four two two two, four two two two.', 'never', 'four triple two', 'four double two two'),
  secret('card, not a valid one', 'My card number is 4929 1234 5678 9015.', 'never', '4929 1234 5678', '4929123456789015'),
  secret('security code, as words', 'The security code on the back is nine four seven.', 'never', 'nine four seven'),
  secret('security code, as CVV', 'And the CVV is five one six.', 'never', 'five one six'),
  secret('PIN', 'My PIN is seven three nine one.', 'never', 'seven three nine one'),
  secret('password', 'My password is Tr0ub4dor-Kestrel.', 'never', 'tr0ub4dor', 'kestrel'),
  secret('social security number', 'My social security number is 536-90-4399.', 'vault', '536-90-4399', '536904399'),
  secret('social security number, as words', 'My social security number is two one nine, oh nine, nine nine eight eight.', 'vault', 'two one nine, oh nine', '219099988'),
  secret('national insurance number', 'My national insurance number is QQ 12 34 56 C.', 'vault', 'qq 12 34 56', 'qq123456'),
  secret('phone', 'My phone number is (415) 555-0132.', 'vault', '(415) 555-0132', '4155550132'),
  secret('phone, international', 'My mobile number is +44 7700 900482.', 'vault', '7700 900482', '447700900482'),
  secret('phone, London', 'Call me on 020 7946 0958.', 'vault', '7946 0958', '02079460958'),
  secret('password, as words', 'The password is marmalade sunrise.', 'never', 'marmalade sunrise'),
  secret('phone, as words', 'My phone number is six five oh, five five five, oh one seven three.', 'vault', 'five five five, oh one seven three', '6505550173'),
  secret('phone, dotted', 'My callback number is 212.555.0164.', 'vault', '212.555.0164', '2125550164'),
  secret('phone, plain', 'The number is 3125550119.', 'vault', '3125550119'),
  secret('phone, second', 'My work phone is 646-555-0188.', 'vault', '646-555-0188', '6465550188'),
  secret('e-mail', 'My email is violet.kingsolver@example.com.', 'vault', 'violet.kingsolver@', 'kingsolver@example'),
  secret('e-mail, as words', 'My email address is harold dot pemberton at gmail dot com.', 'vault', 'harold dot pemberton', 'harold.pemberton@'),
  secret('e-mail, with a plus', 'Write to oriana+billing@example.org please.', 'vault', 'oriana+billing', 'oriana+'),
  secret('e-mail, of a domain', 'Send it to bartholomew@fennimore.example.', 'vault', 'bartholomew@fennimore'),
  secret('e-mail, underscored', 'It is tamsin_oakes88@example.net.', 'vault', 'tamsin_oakes88'),
  secret('e-mail, spelled', 'My email is z u l u nine at outlook dot com.', 'vault', 'z u l u nine', 'zulu9@outlook'),
  secret('address', 'I live at 1842 Alderwood Crescent, Springfield, IL 62704.', 'vault', '1842 alderwood', 'alderwood crescent'),
  secret('address, British', 'My address is 17 Rosebank Gardens, Bristol BS6 5TR.', 'vault', '17 rosebank', 'rosebank gardens', 'bs6 5tr'),
  secret('address, avenue', 'Ship it to 2209 Thistledown Avenue, Portland, OR 97209.', 'vault', '2209 thistledown', 'thistledown avenue'),
  secret('address, as words', 'My address is forty two Juniperberry Lane, Austin, Texas 78701.', 'vault', 'juniperberry lane'),
  secret('IBAN', 'My IBAN is GB82 WEST 1234 5698 7654 32.', 'vault', 'gb82 west', 'gb82west12345698765432'),
  secret('IBAN, German', 'The IBAN is DE89 3704 0044 0532 0130 00.', 'vault', '3704 0044 0532', 'de89370400440532013000'),
  secret('passcode', 'My passcode is Quokka4471.', 'never', 'quokka4471'),
  secret('bank account', 'My bank account number is 4829103655.', 'vault', '4829103655'),
  secret('routing number', 'The routing number is 021000021.', 'vault', '021000021'),
  secret('sort code', 'The sort code is 20-45-53.', 'vault', '20-45-53'),
  secret('date of birth', 'My date of birth is March 14th, 1978.', 'vault', 'march 14th, 1978', '1978-03-14'),
  secret('date of birth, numeric', 'I was born on 11/23/1985.', 'vault', '11/23/1985', '1985-11-23'),
  secret('passport', 'My passport number is 533401289.', 'vault', '533401289'),
  secret('driver\'s licence', 'My driver\'s license number is D40817256.', 'vault', 'd40817256'),
];

/** Names are looked for where the pipeline's own policy redacts them. */
export const names: readonly Secret[] = [
  secret('name, said', 'This is Violet Kingsolver speaking.', 'vault', 'violet kingsolver'),
  secret('name, given', 'My name is Harold Pemberton.', 'vault', 'harold pemberton'),
  secret('name, of another', 'My husband Bartholomew Fennimore placed it.', 'vault', 'bartholomew fennimore'),
];

/** What comes beside the recording and not in it. */
export const beside = {
  customer: { number: '+1 415 555 0187', forms: ['415 555 0187', '4155550187'] },
  line: { number: '+1 800 555 0142', forms: ['800 555 0142', '8005550142'] },
  named: { customerName: 'Philippa Underwood-Marsh', forms: ['philippa underwood'] },
  unmapped: { customerEmail: 'p.underwood@example.com', forms: ['p.underwood@'] },
  callId: { id: '+1 628 555 0171/2026-11-04', forms: ['628 555 0171', '6285550171'] },
  fileName: { name: 'call 628-555-0155 meredith.vane@example.com.wav', forms: ['628-555-0155', '6285550155', 'meredith.vane@'] },
  inTheFile: { comment: 'recorded for Leopold Ashcombe, 510-555-0161', forms: ['leopold ashcombe', '510-555-0161'] },
  vocabulary: { words: ['Larkfield', 'vaughan.ellery@example.com'], forms: ['vaughan.ellery', 'ellery@example'] },
  garbage: { text: 'Unreadable: Cornelia Wexford, 4242 4242 4242 4242', forms: ['cornelia wexford', '4242 4242 4242'] },
  request: { text: 'thaddeus.lockridge@example.com 707-555-0199', forms: ['thaddeus.lockridge', '707-555-0199'] },
  vendor: { text: 'cannot read the call of Rosalind Merriweather, 503-555-0126', forms: ['rosalind merriweather', '503-555-0126'] },
} as const;
