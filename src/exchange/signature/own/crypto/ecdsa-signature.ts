/**
 * ECDSA-Sig-Value (RFC 3279, 2.2.3) as WebCrypto takes it: r and s of `size` octets each. Undefined
 * for anything but DER of two positive numbers that fit.
 */
export function rawEcdsaSignature(der: Uint8Array, size: number): Uint8Array | undefined {
  // Two numbers of at most 49 octets: lengths always take one octet (below 128).
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length - 2 >= 0x80) return undefined;
  const raw = new Uint8Array(2 * size);
  const second = placeNumber(der, 2, raw.subarray(0, size));
  if (second === undefined) return undefined;
  return placeNumber(der, second, raw.subarray(size)) === der.length ? raw : undefined;
}

/** Copies an INTEGER to the end of `out`; returns where the next element begins. */
function placeNumber(der: Uint8Array, at: number, out: Uint8Array): number | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || end > der.length) return undefined;
  const content = der.subarray(at + 2, end);
  const first = content[0] as number;
  const second = content[1] ?? 0;
  // Negative, or with an octet that DER does not have.
  if (first >= 0x80 || (first === 0 && second < 0x80)) return undefined;
  const digits = first === 0 ? content.subarray(1) : content;
  if (digits.length > out.length) return undefined;
  out.set(digits, out.length - digits.length);
  return end;
}
