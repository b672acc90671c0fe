/**
 * Fast Fourier transform in place (Cooley and Tukey, radix 2); the length is a power of two. The inverse
 * one is not divided by the length.
 */
function transform(real: Float64Array, imaginary: Float64Array, inverse = false): void {
  const size = real.length;
  reorder(real, imaginary);
  for (let half = 1; half < size; half *= 2) {
    const angle = ((inverse ? 1 : -1) * Math.PI) / half;
    for (let offset = 0; offset < half; offset += 1) {
      const cos = Math.cos(angle * offset);
      const sin = Math.sin(angle * offset);
      for (let low = offset; low < size; low += 2 * half) {
        const high = low + half;
        const re = at(real, high) * cos - at(imaginary, high) * sin;
        const im = at(real, high) * sin + at(imaginary, high) * cos;
        real[high] = at(real, low) - re;
        imaginary[high] = at(imaginary, low) - im;
        real[low] = at(real, low) + re;
        imaginary[low] = at(imaginary, low) + im;
      }
    }
  }
}

/** Puts each value where its index with the bits turned round says. */
function reorder(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let index = 1, other = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; (other & bit) !== 0; bit >>= 1) other ^= bit;
    other ^= bit;
    if (index >= other) continue;
    for (const values of [real, imaginary]) {
      const value = at(values, index);
      values[index] = at(values, other);
      values[other] = value;
    }
  }
}

/**
 * For each start from 0 on at which `sound` still fits: the sum of its products with what stands in
 * `recording` from there. Later starts are not meant: there the recording's beginning follows its end.
 */
export function slidingProducts(recording: Float32Array, sound: Float32Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(recording.length));
  const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];
  // Two real signals go through one complex transform.
  real.set(recording);
  imaginary.set(sound);
  transform(real, imaginary);
  const [productRe, productIm] = [new Float64Array(size), new Float64Array(size)];
  for (let index = 0; index < size; index += 1) {
    const mirror = (size - index) % size;
    const a = {
      re: at(real, index) + at(real, mirror),
      im: at(imaginary, index) - at(imaginary, mirror),
    };
    const b = {
      re: at(imaginary, index) + at(imaginary, mirror),
      im: at(real, mirror) - at(real, index),
    };
    // recording · conjugate of sound; both were doubled by the split.
    productRe[index] = (a.re * b.re + a.im * b.im) / (4 * size);
    productIm[index] = (a.im * b.re - a.re * b.im) / (4 * size);
  }
  transform(productRe, productIm, true);
  return productRe.subarray(0, recording.length - sound.length + 1);
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;
