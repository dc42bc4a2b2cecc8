/** Fourier transform in place (Cooley and Tukey 1965). @param re @param im as long as each other, a power of two. */
export function fft(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  reorder(re, im);
  for (let length = 2; length <= size; length <<= 1) {
    const half = length >> 1;
    const angle = (-2 * Math.PI) / length;
    for (let k = 0; k < half; k += 1) {
      const [cos, sin] = [Math.cos(angle * k), Math.sin(angle * k)];
      for (let start = k; start < size; start += length) {
        const end = start + half;
        const [r, i] = [re[end] ?? 0, im[end] ?? 0];
        const tr = r * cos - i * sin;
        const ti = r * sin + i * cos;
        const [ur, ui] = [re[start] ?? 0, im[start] ?? 0];
        re[end] = ur - tr;
        im[end] = ui - ti;
        re[start] = ur + tr;
        im[start] = ui + ti;
      }
    }
  }
}

/** Each value to the place whose bits are its own reversed. */
function reorder(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i += 1) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [re[i], re[j]] = [re[j] ?? 0, re[i] ?? 0];
    [im[i], im[j]] = [im[j] ?? 0, im[i] ?? 0];
  }
}
