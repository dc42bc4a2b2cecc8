/** Something that was found where it must not be. */
export interface Hit {
  readonly needle: string;
  readonly encoding: string;
}

const PREFIX = 4;
const BITS = 20;
/** Small letters for capital ones, every other byte as it is. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
const lower = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => LOWER[byte] ?? byte));
// Taken out of the global scope once: a test's own is slow to look into, and this is asked of every byte.
const { imul } = Math;
const slotOf = (word: number): number => imul(word, 0x9e3779b1) >>> (32 - BITS);

/** Looks for many texts at once, each in every encoding in which it might lie around; in time linear in what is searched. Letter case does not count. */
export class Needles {
  private readonly slots = new Map<number, { readonly bytes: Buffer; readonly hit: Hit }[]>();
  private readonly used = new Uint8Array(1 << BITS);

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      if (text.length < 6) throw new Error(`"${text}" is too short to be found by chance never`);
      for (const [encoding, bytes] of encodingsOf(text)) this.add(lower(bytes), { needle: text, encoding });
    }
  }

  /** @returns each needle once per encoding in which it occurs. */
  in(content: Buffer | string): Hit[] {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
    const found = new Set<Hit>();
    // The last four bytes, as one number.
    for (let at = 0, word = 0; at < bytes.length; at += 1) {
      word = (word << 8) | (LOWER[bytes[at] as number] as number);
      const slot = slotOf(word);
      if (this.used[slot] === 0 || at < PREFIX - 1) continue;
      for (const needle of this.slots.get(slot) ?? []) if (startsAt(bytes, at - PREFIX + 1, needle.bytes)) found.add(needle.hit);
    }
    return [...found];
  }

  private add(bytes: Buffer, hit: Hit): void {
    const slot = slotOf(bytes.readInt32BE(0));
    this.used[slot] = 1;
    this.slots.set(slot, [...(this.slots.get(slot) ?? []), { bytes, hit }]);
  }
}

function startsAt(bytes: Buffer, from: number, needle: Buffer): boolean {
  if (from + needle.length > bytes.length) return false;
  for (let at = 0; at < needle.length; at += 1) if (LOWER[bytes[from + at] as number] !== needle[at]) return false;
  return true;
}

/** Digits alone where there are enough of them, and each text as UTF-8, UTF-16, hexadecimal, percent-encoded and in the three phases of base64. */
function* encodingsOf(text: string): Generator<[encoding: string, bytes: Buffer]> {
  const digits = text.replace(/\D/g, '');
  const forms = [['as it is', text], ...(digits.length >= 9 && digits !== text ? [['its digits', digits]] : [])] as const;
  for (const [form, value] of forms) {
    const utf8 = Buffer.from(value, 'utf8');
    yield [form, utf8];
    yield [`${form}, UTF-16`, Buffer.from(value, 'utf16le')];
    yield [`${form}, hexadecimal`, Buffer.from(utf8.toString('hex'))];
    if (encodeURIComponent(value) !== value) yield [`${form}, percent-encoded`, Buffer.from(encodeURIComponent(value))];
    for (const phase of [0, 1, 2]) {
      // The characters at both ends depend on what stands beside them.
      const encoded = Buffer.concat([Buffer.alloc(phase), utf8]).toString('base64').replace(/=+$/, '');
      yield [`${form}, base64`, Buffer.from(encoded.slice(phase === 0 ? 0 : phase + 1, (phase + utf8.length) % 3 === 0 ? undefined : -1))];
    }
  }
}
