/** Bytes that can be read anywhere, wherever they lie (memory, an encrypted temporary file). */
export interface RandomAccess {
  readonly size: number;
  /** @returns up to `length` bytes from `position`; fewer at the end, none beyond it. */
  read(position: number, length: number): Promise<Buffer>;
}
