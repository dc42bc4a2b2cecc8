/** Cuts a byte stream into one block of `first` bytes and then blocks of `size`; only the last may be shorter. An empty stream gives none. */
export async function* rechunk(source: AsyncIterable<Buffer>, first: number, size: number): AsyncGenerator<Buffer> {
  let wanted = first;
  let block = Buffer.allocUnsafe(wanted);
  let filled = 0;
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length; ) {
      const copied = chunk.copy(block, filled, from, from + wanted - filled);
      from += copied;
      filled += copied;
      if (filled < wanted) continue;
      yield block;
      wanted = size;
      block = Buffer.allocUnsafe(wanted);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/** Each element with a mark whether it is the last; an empty source gives nothing. */
export async function* markLast(source: AsyncIterable<Buffer>): AsyncGenerator<{ block: Buffer; last: boolean }> {
  let held: Buffer | undefined;
  for await (const block of source) {
    if (held) yield { block: held, last: false };
    held = block;
  }
  if (held) yield { block: held, last: true };
}
