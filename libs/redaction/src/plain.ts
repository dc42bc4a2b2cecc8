/** Lower case without marks: "José" as "jose", "Søren" as "soren". */
export const plain = (text: string): string => (/^[a-z '-]*$/.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ø/g, 'o').replace(/ł/g, 'l').replace(/ß/g, 'ss').replace(/æ/g, 'ae').replace(/ı/g, 'i').replace(/đ/g, 'd').replaceAll('’', "'"));
