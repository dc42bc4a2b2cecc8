/** @returns the 1-based line of a position in a text. */
export function lineOf(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * Where the elements of a JSON array begin; `JSON.parse` does not tell.
 * @param key name of the array within the outermost object; null when the outermost value is the array.
 * @returns positions in the text; the text must be valid JSON.
 */
export function elementPositions(text: string, key: string | null): number[] {
  const positions: number[] = [];
  const arrayDepth = key === null ? 1 : 2;
  let depth = 0;
  let inside = key === null;
  let expectsElement = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (/[\s,:]/.test(character)) {
      if (character === ',' && inside && depth === arrayDepth) expectsElement = true;
      continue;
    }
    if (character === ']' || character === '}') {
      depth -= 1;
      if (key !== null && depth < arrayDepth) inside = false;
      expectsElement = false;
      continue;
    }
    if (expectsElement && depth === arrayDepth) {
      positions.push(at);
      expectsElement = false;
    }
    if (character === '"') {
      const end = endOfString(text, at);
      if (key !== null && depth === 1 && text.slice(at + 1, end) === key && /^\s*:\s*\[/.test(text.slice(end + 1, end + 50))) inside = true;
      at = end;
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (inside && depth === arrayDepth && character === '[') expectsElement = true;
    }
  }
  return positions;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
