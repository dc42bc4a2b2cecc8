/** Where FNV-1a begins (32 bits). */
const FNV_START = 0x811c9dc5;

/** A number for a text, with its sign (FNV-1a over its UTF-16 code units). */
export function fnv(text: string, start: number = FNV_START): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
