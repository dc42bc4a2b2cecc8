import { contactForm, emailForm, phoneForm, readPerson } from './party-forms.js';
import { canonical, createReceiptSigner, isSigned, type Signed } from './signatures.js';

describe('a person is found', () => {
  const finds = (given: string, form: string | null): boolean => form !== null && readPerson(given).forms.includes(form);

  it.each([
    ['+1 (415) 555-0101', '+14155550101'],
    ['+14155550101', '415 555 0101'],
    ['+14155550101', '1-415-555-0101'],
    ['+442079460123', '020 7946 0123'],
    ['415-555-0101', '4155550101'],
  ])('by %s in a call that named %s', (asked, named) => expect(finds(asked, phoneForm(named))).toBe(true));

  it.each([
    ['+14155550101', '+14155550102'],
    ['4155550101', '+14155550101'],
    ['+14155550101', '+4414155550101'],
    ['+14155550101', '5550101'],
  ])('not by %s in a call that named %s', (asked, named) => expect(finds(asked, phoneForm(named))).toBe(false));

  it('by address in any case, and by the contact of a destination', () => {
    expect(finds(' Zeb@Example.COM', emailForm('zeb@example.com'))).toBe(true);
    expect(finds('contact:hubspot:101', contactForm('hubspot', '101'))).toBe(true);
    expect(finds('101', contactForm('hubspot', '101'))).toBe(true);
    expect(() => readPerson('Zeb Quartermain')).toThrow(expect.objectContaining({ code: 'PERSON.UNREADABLE' }) as Error);
  });

  it('never by what could be anybody’s', () => expect([phoneForm(''), phoneForm('911'), phoneForm('n/a')]).toEqual([null, null, null]));
});

describe('a signature', () => {
  const master = Buffer.alloc(32, 3).toString('base64');
  const signer = createReceiptSigner(master);
  const signed = signer.sign({ b: 1, a: { d: ['x', null], c: 'é' } });

  it('holds for the document in any order of its names, and by the installation’s key alone', () => {
    const { signature } = signed;
    expect(isSigned({ a: { c: 'é', d: ['x', null] }, signature, b: 1 } as typeof signed, [signer.publicKey])).toBe(true);
    expect(isSigned(signed, [createReceiptSigner(Buffer.alloc(32, 4).toString('base64')).publicKey])).toBe(false);
    expect(createReceiptSigner(master).publicKey).toBe(signer.publicKey);
  });

  it('does not hold for anything else, nor for one made with a key that the document brings along', () => {
    const changed: Signed<{ b: number }> = { ...signed, b: 2 };
    expect(isSigned(changed, [signer.publicKey])).toBe(false);
    const forger = createReceiptSigner(Buffer.alloc(32, 5).toString('base64'));
    expect(isSigned(forger.sign({ b: 1 }), [signer.publicKey])).toBe(false);
  });

  it('holds after a rotation of the master key, by the key before it', () => {
    const rotated = createReceiptSigner(Buffer.alloc(32, 6).toString('base64'), [master]);
    expect(rotated.publicKey).not.toBe(signer.publicKey);
    expect(isSigned(signed, [rotated.publicKey, ...rotated.former])).toBe(true);
  });

  it('is over one text for one document', () => expect(canonical({ b: [1, { z: 0, y: undefined }], a: 'q' })).toBe('{"a":"q","b":[1,{"z":0}]}'));
});
