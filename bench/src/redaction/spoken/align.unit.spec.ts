import { align } from './align.js';

/** Who was heard for whom: "lindqvist=lynn+quist", "‑" where one side has nothing. */
const shown = (said: string, heard: string): string[] => {
  const [a, b] = [said.split(' '), heard.split(' ')];
  return align(a, b).map((link) => `${link.said.map((at) => a[at]).join('+') || '-'}${link.how === 'other' ? '~' : '='}${link.heard.map((at) => b[at]).join('+') || '-'}`);
};

describe('what was heard held against what was said', () => {
  it('finds a word again behind one that was lost and one that was put in', () => {
    expect(shown('my name is omar haddad', 'name is uh omar haddad')).toEqual(['my=-', 'name=name', 'is=is', '-=uh', 'omar=omar', 'haddad=haddad']);
  });

  it('takes close spelling and like sound for the word, and any other word for another', () => {
    expect(shown('this is okafor calling', 'this is okaphor calling')).toContain('okafor=okaphor');
    expect(shown('this is okafor calling', 'this is great calling')).toContain('okafor~great');
  });

  it('takes several words for one, and one for several', () => {
    expect(shown('with lindqvist please', 'with lynn quist please')).toEqual(['with=with', 'lindqvist=lynn+quist', 'please=please']);
    expect(shown('to mary dot quill now', 'to marydotquill now')).toEqual(['to=to', 'mary+dot+quill=marydotquill', 'now=now']);
  });

  it('hears the figure in a word that sounds like it, and never a figure in another', () => {
    expect(shown('visa 4 0 9', 'visa for 0 9')).toEqual(['visa=visa', '4=for', '0=0', '9=9']);
    expect(shown('4 1 7', '4 5 7')).toContain('1~5');
  });

  it('names every word of both sides once, also where nothing was heard', () => {
    expect(align(['one', 'name'], []).flatMap((link) => link.said)).toEqual([0, 1]);
    expect(align([], ['noise']).flatMap((link) => link.heard)).toEqual([0]);
  });
});
