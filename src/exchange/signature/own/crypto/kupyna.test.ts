import { describe, expect, test } from 'vitest';
import { Kupyna, kupyna256, kupyna384, kupyna512 } from './kupyna.ts';
import { octetsInOrder } from './octets.ts';
import { systemRandom } from './random.ts';

/** 00 01 02 … of so many bits, as in DSTU 7564:2014, annex B; or one octet of ones. */
const counting = Uint8Array.from({ length: 256 }, (_, index) => index);
const ones = Uint8Array.of(0xff);

const messageOf = (bits: number): Uint8Array => (bits === 8 ? ones : counting.slice(0, bits / 8));

describe('examples of the standard (DSTU 7564:2014, annex B)', () => {
  test.each([
    [0, 'cd5101d1ccdf0d1d1f4ada56e888cd724ca1a0838a3521e7131d4fb78d0f5eb6'],
    [8, 'ea7677ca4526555680441c117982ea14059ea6d0d7124d6ecdb3deec49e890f4'],
    [512, '08f4ee6f1be6903b324c4e27990cb24ef69dd58dbe84813ee0a52f6631239875'],
    [760, '1075c8b0cb910f116bda5fa1f19c29cf8ecc75caff7208ba2994b68fc56e8d16'],
    [1_024, '0a9474e645a7d25e255e9e89fff42ec7eb31349007059284f0b182e452bda882'],
    [2_048, 'd305a32b963d149dc765f68594505d4077024f836c1bf03806e1624ce176c08f'],
  ])('Kupyna-256 of %i bits', (bits, hash) => {
    expect(kupyna256(messageOf(bits))).toEqual(octetsInOrder(hash));
  });

  test('Kupyna-384 of 760 bits', () => {
    const hash =
      'd9021692d84e5175735654846ba751e6d0ed0fac36dfbc08' +
      '41287dcb0b5584c75016c3decc2a6e47c50b2f3811e351b8';
    expect(kupyna384(messageOf(760))).toEqual(octetsInOrder(hash));
  });

  test.each([
    [
      0,
      '656b2f4cd71462388b64a37043ea55dbe445d452aecd46c3298343314ef04019' +
        'bcfa3f04265a9857f91be91fce197096187ceda78c9c1c021c294a0689198538',
    ],
    [
      8,
      '871b18cf754b72740307a97b449abeb32b64444cc0d5a4d65830ae5456837a72' +
        'd8458f12c8f06c98c616abe11897f86263b5cb77c420fb375374bec52b6d0292',
    ],
    [
      512,
      '3813e2109118cdfb5a6d5e72f7208dccc80a2dfb3afdfb02f46992b5edbe536b' +
        '3560dd1d7e29c6f53978af58b444e37ba685c0dd910533ba5d78efffc13de62a',
    ],
    [
      1_024,
      '76ed1ac28b1d0143013ffa87213b4090b356441263c13e03fa060a8cada32b97' +
        '9635657f256b15d5fca4a174de029f0b1b4387c878fcc1c00e8705d783fd7ffe',
    ],
    [
      1_536,
      'b189bfe987f682f5f167f0d7fa565330e126b6e592b1c55d44299064ef95b1a5' +
        '7f3c2d0ecf17869d1d199ebbd02e8857fb8add67a8c31f56cd82c016cf743121',
    ],
    [
      2_048,
      '0dd03d7350c409cb3c29c25893a0724f6b133fa8b9eb90a64d1a8fa93b565566' +
        '11eb187d715a956b107e3bfc76482298133a9ce8cbc0bd5e1436a5b197284f7e',
    ],
  ])('Kupyna-512 of %i bits', (bits, hash) => {
    expect(kupyna512(messageOf(bits))).toEqual(octetsInOrder(hash));
  });
});

test.each([256, 384, 512] as const)('parts of a message hash as the whole: %i', (bits) => {
  const message = systemRandom(1_000);
  const whole = new Kupyna(bits).update(message).digest();
  expect(whole).toHaveLength(bits / 8);
  for (const size of [1, 13, 63, 64, 65, 127, 128, 129, 999]) {
    const hash = new Kupyna(bits);
    for (let at = 0; at < message.length; at += size) hash.update(message.subarray(at, at + size));
    expect(hash.digest()).toEqual(whole);
  }
});

test('each length around the end of a block has a hash of its own', () => {
  const hashes = Array.from({ length: 260 }, (_, length) =>
    [kupyna256, kupyna512].map((hash) => hash(new Uint8Array(length)).toHex()),
  ).flat();
  expect(new Set(hashes).size).toBe(hashes.length);
});
