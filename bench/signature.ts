import type { BinaryCurve } from '#exchange/signature/own/crypto/binary-curve.ts';
import {
  generatePrivateKey,
  publicKeyOf,
  signDstu,
  verifyDstu,
} from '#exchange/signature/own/crypto/dstu4145.ts';
import { systemRandom } from '#exchange/signature/own/crypto/random.ts';
import { findStandardCurve } from '#exchange/signature/own/crypto/standard-curves.ts';
import { curveOids } from '#exchange/signature/own/x509/oids.ts';
import { Oracle } from '#test/signature/jkurwa.ts';
import { measurePairs, median, pairsMin, ratioOf, report, type Measured } from './harness.ts';

const hashBytes = 32;
/** Ours are done so many times over, to take as long. */
const rounds = 10;

/** So many operations take about a second of the slower side. */
const curves = [
  { name: 'M431', oid: curveOids.m431, oracle: 'DSTU_PB_431', operations: 12 },
  { name: 'M257', oid: curveOids.m257, oracle: 'DSTU_PB_257', operations: 40 },
] as const;

/**
 * DSTU 4145 on one core: our signing and verifying beside those of the independent library, the
 * same hashes and key, in turn. Verifying is measured last: it is what the platform does most.
 */
export async function signatureBench(): Promise<void> {
  const measured: Measured[] = [];
  for (const act of ['sign', 'verify'] as const) {
    for (const curve of curves) {
      const one = await measure(act, curve);
      console.log(`  ${one.unit}: ${(1 / ratioOf(one)).toFixed(1)} times as fast`);
      measured.push(one);
    }
  }
  await report('signature', measured, 'at most 0.33 of the time of the independent library');
}

async function measure(
  act: 'sign' | 'verify',
  { name, oid, oracle: oracleName, operations }: (typeof curves)[number],
): Promise<Measured> {
  const curve = findStandardCurve(oid);
  if (curve === undefined) throw new Error(`no curve ${oid}`);
  const sides = sidesOf(curve, oracleName, operations)[act];
  // Both are warm before anything is counted.
  await sides.ours();
  await sides.theirs();
  const pairs = await measurePairs(pairsMin, sides.ours, sides.theirs);
  const rate = (seconds: readonly number[]) => (operations / median(seconds)).toFixed(0);
  return {
    unit: `times ${act} on ${name}`,
    size: operations,
    pairs,
    facts: {
      'ours a second': rate(pairs.map(({ thingSeconds }) => thingSeconds)),
      'theirs a second': rate(pairs.map(({ floorSeconds }) => floorSeconds)),
    },
  };
}

interface Sides {
  readonly ours: () => Promise<number>;
  readonly theirs: () => Promise<number>;
}

function sidesOf(
  curve: BinaryCurve,
  oracleName: string,
  operations: number,
): Readonly<Record<'sign' | 'verify', Sides>> {
  const privateKey = generatePrivateKey(curve);
  const publicKey = publicKeyOf(curve, privateKey);
  const oracle = new Oracle(oracleName, curve.scalarOctets, curve.order);
  const oracleKey = oracle.privateKey(privateKey);
  const oraclePublicKey = oracleKey.pub();
  const signed = Array.from({ length: operations }, () => {
    const digest = systemRandom(hashBytes);
    return { digest, signature: signDstu(curve, privateKey, digest) };
  });
  const mustBeGenuine = (genuine: boolean) => {
    if (!genuine) throw new Error('a genuine signature was refused');
  };
  const signOurs = () => signed.forEach(({ digest }) => signDstu(curve, privateKey, digest));
  const signTheirs = () => signed.forEach(({ digest }) => oracle.sign(oracleKey, digest));
  const verifyOurs = () =>
    signed.forEach(({ digest, signature }) =>
      mustBeGenuine(verifyDstu(curve, publicKey, digest, signature)),
    );
  const verifyTheirs = () =>
    signed.forEach(({ digest, signature }) =>
      mustBeGenuine(oracle.verify(oraclePublicKey, digest, signature)),
    );
  return {
    sign: { ours: () => seconds(signOurs, rounds), theirs: () => seconds(signTheirs) },
    verify: { ours: () => seconds(verifyOurs, rounds), theirs: () => seconds(verifyTheirs) },
  };
}

/** Of one round, out of so many. */
function seconds(work: () => void, repeated = 1): Promise<number> {
  const began = performance.now();
  for (let round = 0; round < repeated; round += 1) work();
  return Promise.resolve((performance.now() - began) / 1_000 / repeated);
}
