import { chmod, mkdtemp, readdir, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { fieldCipher, type FieldCipher } from './field-cipher.ts';
import { openFieldKeys } from './field-keys.ts';

let now = Temporal.Instant.from('2026-11-02T09:00:00Z');
const clock = { now: () => now };
const place = { column: 'access.person.phone', rowId: '7' };
const phone = '+380 50 123-45-67 Ґанок';
let folder: string;
let cipher: FieldCipher;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fields-'));
  cipher = fieldCipher(await openFieldKeys(folder, clock));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a sealed field', () => {
  lawTest(['1039:53.3'], 'holds nothing of its value, and opens where it stands', async () => {
    const sealed = await cipher.seal(place, phone);
    expect(sealed.includes(Buffer.from(phone))).toBe(false);
    expect(await cipher.open(place, sealed)).toBe(phone);
    expect(await cipher.open(place, await cipher.seal(place, ''))).toBe('');
    expect((await cipher.seal(place, phone)).equals(sealed)).toBe(false);
  });

  test('opens in no other row and no other column', async () => {
    const sealed = await cipher.seal(place, phone);
    for (const other of [
      { ...place, rowId: '8' },
      { ...place, column: 'access.person.email' },
    ]) {
      await expect(cipher.open(other, sealed)).rejects.toMatchObject({ kind: 'changed' });
    }
  });

  test('with any bit changed or any part cut off opens no more', async () => {
    const sealed = await cipher.seal(place, 'x');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      const byte = Math.floor(bit / 8);
      changed[byte] = (changed[byte] ?? 0) ^ (1 << (bit % 8));
      await expect(cipher.open(place, changed), `bit ${bit}`).rejects.toThrow('does not open');
    }
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.subarray(0, length);
      await expect(cipher.open(place, cut), `${length} bytes`).rejects.toThrow('does not open');
    }
  });

  test('is found by a hash that says nothing without the key', async () => {
    const again = fieldCipher(await openFieldKeys(folder, clock));
    const index = cipher.blindIndex(place.column, phone);
    expect(again.blindIndex(place.column, phone)).toEqual(index);
    expect(cipher.blindIndex('access.person.email', phone)).not.toEqual(index);
    const elsewhere = await mkdtemp(join(tmpdir(), 'fields-'));
    const other = fieldCipher(await openFieldKeys(elsewhere, clock));
    expect(other.blindIndex(place.column, phone)).not.toEqual(index);
    await rm(elsewhere, { recursive: true });
  });
});

describe('a new key', () => {
  test('seals from now on here and within a minute elsewhere; older values go on opening', async () => {
    const [keys, others] = [await openFieldKeys(folder, clock), await openFieldKeys(folder, clock)];
    const [here, there] = [fieldCipher(keys), fieldCipher(others)];
    const old = await there.seal(place, phone);
    expect(await here.reseal(place, old)).toBeUndefined();
    const number = await keys.make();
    const fresh = await here.reseal(place, old);
    expect(fresh?.readUInt32BE(1)).toBe(number);
    expect(await there.open(place, fresh ?? Buffer.alloc(0))).toBe(phone);
    expect(await here.open(place, old)).toBe(phone);
    expect((await there.seal(place, phone)).readUInt32BE(1)).toBe(number - 1);
    now = now.add({ minutes: 1 });
    expect((await there.seal(place, phone)).readUInt32BE(1)).toBe(number);
  });

  test('made by two processes at once is one or two, never a file half written', async () => {
    const rings = await Promise.all([1, 2, 3].map(() => openFieldKeys(folder, clock)));
    const numbers = await Promise.all(rings.map((ring) => ring.make()));
    const sealed = await Promise.all(rings.map((ring) => fieldCipher(ring).seal(place, phone)));
    for (const value of sealed) expect(await cipher.open(place, value)).toBe(phone);
    expect(await readdir(folder)).toContain(`${String(Math.max(...numbers)).padStart(8, '0')}.key`);
  });

  test('that others may read is refused, and one that is gone is said to be', async () => {
    const lost = await mkdtemp(join(tmpdir(), 'fields-'));
    const sealed = await fieldCipher(await openFieldKeys(lost, clock)).seal(place, phone);
    await chmod(join(lost, '00000001.key'), 0o644);
    const careless = fieldCipher(await openFieldKeys(lost, clock));
    await expect(careless.open(place, sealed)).rejects.toThrow('may be read by others');
    await unlink(join(lost, '00000001.key'));
    const without = fieldCipher(await openFieldKeys(lost, clock));
    await expect(without.open(place, sealed)).rejects.toMatchObject({ kind: 'key-missing' });
    await expect(without.seal(place, phone)).rejects.toThrow('is gone');
    await rm(lost, { recursive: true });
  });
});
