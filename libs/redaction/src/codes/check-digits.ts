/** Check digit of ISO/IEC 7812-1 (Luhn). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** Verhoeff's check digit, the one of Aadhaar numbers: products and powers of the dihedral group of ten. */
export function passesVerhoeff(digits: string): boolean {
  const times = (a: number, b: number): number => (a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 10) % 5);
  const power = (n: number, value: number): number => (n === 0 ? value : power(n - 1, [1, 5, 7, 6, 2, 8, 3, 0, 9, 4][value] ?? 0));
  return [...digits].reverse().reduce((sum, digit, at) => times(sum, power(at % 8, Number(digit))), 0) === 0;
}

/** Mod 97 of ISO 13616. */
export function isIban(value: string): boolean {
  const plain = value.replace(/[\s-]/g, '');
  let rest = 0;
  for (const char of plain.slice(4) + plain.slice(0, 4)) for (const digit of /\d/.test(char) ? char : String(char.charCodeAt(0) - 55)) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

const weighted = (digits: string, weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

/** Brazil's CPF: two check digits mod 11. */
export function isCpf(digits: string): boolean {
  if (digits.length !== 11 || /^(\d)\1*$/.test(digits)) return false;
  const check = (length: number): number => {
    const rest = (weighted(digits, Array.from({ length }, (_, at) => length + 1 - at)) * 10) % 11;
    return rest === 10 ? 0 : rest;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

/** Poland's PESEL: a birth date and a check digit. */
export function isPesel(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  return digits.length === 11 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10]);
}

/** Spain's DNI and NIE: the letter is the number mod 23. */
export function isDni(value: string): boolean {
  const plain = value.replace(/[\s.-]/g, '').toUpperCase();
  const number = Number(plain.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === plain.at(-1);
}
