import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, type Play } from '#counterparts/certification-authority/play.ts';
import {
  documentFiles,
  signedContainer,
  simpleContainer,
} from '#test/signature/signed-container.ts';
import { toHex } from '../der/bytes.ts';
import { readZip } from './read-zip.ts';
import { verifyAsic, type AsicReport } from './verify.ts';
import { writeZip } from './write-zip.ts';

const minutes = 3;
const timeoutMs = minutes * 60_000;
const blindMutants = 4_000;
const shapedMutants = 2_000;

let play: Play;
let containers: readonly Uint8Array[];
let genuine: readonly string[];
beforeAll(async () => {
  play = await openPlay('ecdsa');
  const official = await play.authority.issue(people.official);
  const person = await play.authority.issue(people.person);
  containers = [
    await signedContainer(documentFiles, [{ signer: official }, { signer: person }]),
    await simpleContainer({ name: 'a.txt', bytes: Uint8Array.of(1, 2, 3) }, official),
  ];
  genuine = await Promise.all(
    containers.map(async (bytes) => facts(await verifyAsic(bytes, play.context()))),
  );
});

/** What somebody relies on; the name of the one file of a simple container is signed by nobody. */
function facts({ verdict, kind, files, signatures }: AsicReport): string {
  return JSON.stringify([
    verdict,
    kind,
    files.map(({ name, bytes }) => [kind === 'asic-e' ? name : '', toHex(bytes)]),
    signatures.flatMap(({ signature }) =>
      signature.signers.map(({ identity, level, time }) => [identity, level, time]),
    ),
  ]);
}

async function expectNoForgery(bytes: Uint8Array, which: number): Promise<'valid' | 'not'> {
  const report = await verifyAsic(bytes, play.context());
  if (report.verdict !== 'valid') return 'not';
  expect(facts(report)).toBe(genuine[which]);
  return 'valid';
}

test('the containers that are changed below are valid', () => {
  for (const told of genuine) expect(told).toMatch(/^\["valid"/);
});

const which = fc.nat({ max: 1 });

test(
  `of ${blindMutants} containers with bytes changed anywhere none is valid with other contents`,
  async () => {
    const seen = { valid: 0, not: 0 };
    const change = fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }) });
    const changes = fc.array(change, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(which, changes, async (index, places) => {
        const bytes = containers[index]?.slice() ?? new Uint8Array();
        for (const { at, byte } of places) bytes[at % bytes.length] = byte;
        seen[await expectNoForgery(bytes, index)] += 1;
      }),
      { numRuns: blindMutants },
    );
    expect(seen.valid + seen.not).toBe(blindMutants);
    expect(seen.not).toBeGreaterThan(blindMutants / 2);
  },
  timeoutMs,
);

/** Changes inside of files after which the archive is whole again: they come past its reader. */
type Shape = 'flip' | 'cut' | 'grow' | 'drop' | 'double' | 'swap' | 'rename';
const shapes: readonly Shape[] = ['flip', 'cut', 'grow', 'drop', 'double', 'swap', 'rename'];

test(
  `of ${shapedMutants} containers packed again with other files none is valid`,
  async () => {
    const seen = { valid: 0, not: 0 };
    const edit = fc.record({
      shape: fc.constantFrom(...shapes),
      file: fc.nat(),
      other: fc.nat(),
      at: fc.nat(),
      bit: fc.nat({ max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(which, edit, async (index, made) => {
        const files = await readZip(containers[index] ?? new Uint8Array());
        const changed = reshape(files, made);
        const bytes = writeZip(changed);
        seen[await expectNoForgery(bytes, index)] += 1;
      }),
      { numRuns: shapedMutants },
    );
    expect(seen.not).toBeGreaterThan(shapedMutants / 2);
  },
  timeoutMs,
);

interface Edit {
  readonly shape: Shape;
  readonly file: number;
  readonly other: number;
  readonly at: number;
  readonly bit: number;
}

interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function reshape(files: readonly Packed[], { shape, file, other, at, bit }: Edit): Packed[] {
  const index = file % files.length;
  const one = files[index];
  const two = files[other % files.length];
  if (one === undefined || two === undefined) return [...files];
  const put = (...instead: readonly Packed[]) => files.toSpliced(index, 1, ...instead);
  const { name, bytes } = one;
  switch (shape) {
    case 'flip': {
      const copy = bytes.slice();
      copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 << bit);
      return put({ name, bytes: copy });
    }
    case 'cut':
      return put({ name, bytes: bytes.subarray(0, at % bytes.length) });
    case 'grow':
      return put({ name, bytes: Uint8Array.of(...bytes, at & 0xff) });
    case 'drop':
      return put();
    case 'double':
      return put(one, { name: `${name}${bit}`, bytes });
    case 'swap':
      return files
        .map((each) => (each === one ? { name, bytes: two.bytes } : each))
        .map((each) => (each === two ? { name: two.name, bytes } : each));
    case 'rename':
      return put({ name: `${name.slice(0, at % name.length)}x${name.slice(1)}`, bytes });
  }
}
