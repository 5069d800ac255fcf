import type { ModuleFault } from './faults.ts';
import type { ModuleRequest } from './server.ts';

const endlessChars = 4 * 1024 * 1024;
const unknownCode = 99;
const codes = { noTimestamp: 5, notValid: 6 } as const;

/** What goes over the socket in place of an answer. */
export interface Misdeed {
  readonly line?: string;
  readonly closes?: boolean;
}

const misdeeds: Readonly<Partial<Record<ModuleFault, (request: ModuleRequest) => Misdeed>>> = {
  silent: () => ({}),
  dead: () => ({ closes: true }),
  'closes-in-the-middle': ({ id }) => ({ line: `{"id":"${id}","errorCode":0,"resu`, closes: true }),
  garbage: () => ({ line: 'Segmentation fault (core dumped)\n' }),
  'other-json': ({ method }) => lineOf({ method, status: 'VALID' }),
  endless: () => ({ line: 'x'.repeat(endlessChars) }),
  'wrong-id': ({ id }) => lineOf({ id: `${id}000`, errorCode: 0, result: {} }),
  'unknown-code': ({ id }) => lineOf({ id, errorCode: unknownCode, error: 'ERR_GENERAL' }),
  'code-of-another-method': ({ id, method }) =>
    lineOf({ id, errorCode: method === 'VERIFY' ? codes.notValid : codes.noTimestamp }),
};

function lineOf(answer: unknown): Misdeed {
  return { line: `${JSON.stringify(answer)}\n` };
}

/** Undefined when there is to be an answer. */
export function misdeedOf(
  fault: ModuleFault | undefined,
  request: ModuleRequest,
): Misdeed | undefined {
  return fault === undefined ? undefined : misdeeds[fault]?.(request);
}

interface ToldSigner {
  readonly time: { readonly at: string; readonly source: string };
}

interface Told {
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly signers: readonly ToldSigner[];
}

const valid = { verdict: 'valid', reasons: [] } as const;

const misjudgements: Readonly<Partial<Record<ModuleFault, (told: Told) => unknown>>> = {
  'valid-without-signers': () => ({ ...valid, signers: [] }),
  'valid-without-identity': ({ signers }) => ({
    ...valid,
    signers: signers.map((one) => ({ ...one, ...valid, identity: null })),
  }),
  'valid-with-reasons': (told) => ({ ...told, verdict: 'valid', reasons: ['content-changed'] }),
  'valid-beside-invalid': ({ signers }) => ({
    ...valid,
    signers: signers.map((one) => ({ ...one, verdict: 'invalid', reasons: ['expired'] })),
  }),
  'own-time': (told) => ({
    ...told,
    signers: told.signers.map((one) => ({
      ...one,
      time: { ...one.time, at: '2020-01-01T00:00:00Z' },
    })),
  }),
};

/** The result with what the fault makes of it. */
export function misdoneResult(
  fault: ModuleFault | undefined,
  parameters: unknown,
  result: unknown,
): unknown {
  if (fault === undefined) return result;
  if (fault === 'other-contract') return { contract: 2, name: 'play', version: '2.0.0' };
  const asked = parameters as Readonly<Record<string, string>>;
  if (fault === 'gives-back') {
    return { content: asked['envelope'], signature: asked['signature'] ?? asked['content'] };
  }
  if (fault === 'plain-envelope') return { envelope: asked['content'] };
  const { findings, ...digests } = result as { findings?: Told };
  if (findings === undefined) return result;
  if (fault === 'without-digests') return { findings };
  return { ...digests, findings: misjudgements[fault]?.(findings) ?? findings };
}
