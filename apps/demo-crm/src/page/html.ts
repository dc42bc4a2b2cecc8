/** Text made safe for HTML; everything a caller said passes through here. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** A link only where the address is plain http(s). */
export function link(href: string | undefined, label: string): string {
  return href && /^https?:\/\//.test(href) ? `<a href="${escape(href)}">${escape(label)}</a>` : '';
}

/** How long ago, in the words of a person. */
export function ago(at: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(at)) / 1_000));
  const shown = seconds < 60 ? `${seconds} s ago` : seconds < 3_600 ? `${Math.floor(seconds / 60)} min ago` : at.slice(0, 16).replace('T', ' ');
  return `<time datetime="${escape(at)}" title="${escape(at)}">${shown}</time>`;
}
