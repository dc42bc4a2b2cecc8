/** A mono recording of noise, 8 kHz, 16 bits, with a comment in its file, as recorders leave them (RIFF INFO, ICMT). */
export function wavWithComment(seconds: number, comment: string): Buffer {
  const samples = Buffer.alloc(seconds * 16_000);
  for (let at = 0, noise = 1; at < samples.length; at += 2) {
    noise = (Math.imul(noise, 1_103_515_245) + 12_345) & 0x7fffffff;
    samples.writeInt16LE(((noise >>> 16) % 6_000) - 3_000, at);
  }
  const format = Buffer.alloc(16);
  for (const [value, at, bytes] of [[1, 0, 2], [1, 2, 2], [8_000, 4, 4], [16_000, 8, 4], [2, 12, 2], [16, 14, 2]] as const) format.writeUIntLE(value, at, bytes);
  const text = Buffer.from(comment.length % 2 === 0 ? `${comment}\0\0` : `${comment}\0`);
  const chunks = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), chunk('LIST', Buffer.concat([Buffer.from('INFO'), chunk('ICMT', text)])), chunk('data', samples)]);
  return chunk('RIFF', chunks);
}

function chunk(name: string, content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(name), size, content]);
}
