import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opens } from '#test/audit/verify-proof.ts';
import { lawTest } from '#test/law-test.ts';
import {
  canonicalBytes,
  commitment,
  payloadBytesMax,
  saltBytes,
  sealEntry,
  type AuditEntry,
  type AuditEvent,
} from './entry.ts';
import { readCanonical } from './read-canonical.ts';

const event: AuditEvent = {
  at: Temporal.Instant.from('2026-11-21T10:00:00.123456789Z'),
  command: 'settlements/submit-reading',
  clauses: ['1039:56.1', '1039:75'],
  actor: 'person:17',
  subject: 'account:1042',
  payload: '{"reading":"123.456"}',
  outcome: 'done',
};

const known: AuditEntry = {
  id: '019aa6ed-8b7b-7749-8000-0102030405ff' as AuditEntry['id'],
  at: Temporal.Instant.from('2026-11-21T10:00:00.1234Z'),
  command: 'documents.sign',
  clauses: ['1039:75'],
  actor: Buffer.alloc(32, 0xab),
  subject: null,
  payload: Buffer.alloc(32, 1),
  outcome: 'refused:not-yours',
};

const text = (entry: AuditEntry): string => Buffer.from(canonicalBytes(entry)).toString('utf8');

describe('canonical bytes', () => {
  test('give their entry back, and other bytes give none', () => {
    expect(readCanonical(text(known))).toEqual(known);
    const { entry } = sealEntry(event);
    expect(canonicalBytes(readCanonical(text(entry)))).toEqual(canonicalBytes(entry));
    for (const other of ['', text(known).slice(1), `${text(known)}more\n`, text(known).trimEnd()]) {
      expect(() => readCanonical(other)).toThrow(RangeError);
    }
  });

  test('are nine lines in the documented order', () => {
    expect(text(known).split('\n')).toEqual([
      'zhkp-audit-entry/1',
      'id 019aa6ed-8b7b-7749-8000-0102030405ff',
      'at 2026-11-21T10:00:00.123400Z',
      'command documents.sign',
      'clauses 1039:75',
      `actor ${'ab'.repeat(32)}`,
      'subject -',
      `payload ${'01'.repeat(32)}`,
      'outcome refused:not-yours',
      '',
    ]);
  });

  test.each<[string, Partial<AuditEntry>]>([
    ['a line feed in the command', { command: 'a\nclauses 1039:1' }],
    ['two clauses in one', { clauses: ['1039:1 1039:2'] }],
    ['no clause', { clauses: [] }],
    ['a Cyrillic look-alike', { clauses: ['1039:15.а'] }],
    ['an outcome of another kind', { outcome: 'perhaps' }],
    ['a commitment of another length', { actor: Buffer.alloc(31) }],
    ['an id in capitals', { id: known.id.toUpperCase() as AuditEntry['id'] }],
    ['nanoseconds', { at: known.at.add({ nanoseconds: 1 }) }],
  ])('are refused for %s', (_, change) => {
    expect(() => canonicalBytes({ ...known, ...change })).toThrow(RangeError);
  });

  lawTest(['1039:53.3'], 'a change of any field changes the sealed bytes', () => {
    const changes: Partial<AuditEntry>[] = [
      { id: '019aa6ed-8b7b-7749-8000-0102030405fe' as AuditEntry['id'] },
      { at: known.at.add({ microseconds: 1 }) },
      { command: 'documents.signs' },
      { clauses: ['1039:75', '1039:75'] },
      { actor: Buffer.alloc(32, 0xac) },
      { subject: Buffer.alloc(32) },
      { payload: null },
      { outcome: 'refused' },
    ];
    const seen = changes.map((change) => text({ ...known, ...change }));
    expect(new Set([text(known), ...seen]).size).toBe(changes.length + 1);
  });
});

describe('sealing', () => {
  test('keeps whole microseconds, as the database does, and never rounds up', () => {
    const { entry } = sealEntry(event);
    expect(entry.at.toString()).toBe('2026-11-21T10:00:00.123456Z');
  });

  test('makes ids that begin with the millisecond of the event and sort by time', () => {
    const early = fc.bigInt({ min: 0n, max: 4_102_444_800_000_000n });
    fc.assert(
      fc.property(early, fc.bigInt({ min: 1n, max: 10_000n }), (microseconds, later) => {
        const at = Temporal.Instant.fromEpochNanoseconds(microseconds * 1_000n);
        const first = sealEntry({ ...event, at }).entry;
        const second = sealEntry({ ...event, at: at.add({ microseconds: Number(later) }) }).entry;
        expect(Number.parseInt(first.id.replaceAll('-', '').slice(0, 12), 16)).toBe(
          at.epochMilliseconds,
        );
        expect(first.id < second.id).toBe(true);
        expect(() => canonicalBytes(first)).not.toThrow();
      }),
    );
  });

  lawTest(['1039:53.3', '1039:56.1'], 'personal data enter only as salted commitments', () => {
    const sealed = sealEntry(event);
    const bytes = text(sealed.entry);
    for (const { value } of sealed.openings) expect(bytes).not.toContain(value);
    expect(sealed.openings.map(({ field }) => field)).toEqual(['actor', 'subject', 'payload']);
    for (const opening of sealed.openings) {
      expect(opening.salt).toHaveLength(saltBytes);
      expect(opens(opening, sealed.entry)).toBe(true);
      expect(opens({ ...opening, value: `${opening.value} ` }, sealed.entry)).toBe(false);
    }
  });

  test('the same person in two entries cannot be recognised without the openings', () => {
    expect(sealEntry(event).entry.actor).not.toEqual(sealEntry(event).entry.actor);
  });

  test('leaves out what an event does not have', () => {
    const { entry, openings } = sealEntry({ ...event, subject: undefined, payload: undefined });
    expect([entry.subject, entry.payload]).toEqual([null, null]);
    expect(openings).toHaveLength(1);
  });

  test('keeps the digest of a payload longer than its limit', () => {
    const payloadOf = (payload: string): string | undefined =>
      sealEntry({ ...event, payload }).openings.find(({ field }) => field === 'payload')?.value;
    expect(payloadOf('x'.repeat(payloadBytesMax))).toHaveLength(payloadBytesMax);
    expect(payloadOf('x'.repeat(payloadBytesMax + 1))).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('the commitment is SHA-256 of salt and value', () => {
    expect(Buffer.from(commitment({ salt: Buffer.alloc(0), value: 'abc' })).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test.each<[string, Partial<AuditEvent>]>([
    ['an actor longer than its limit', { actor: 'x'.repeat(201) }],
    ['a zero character, which the database cannot keep', { payload: '\0' }],
    ['a command that is no id', { command: 'Submit Reading' }],
  ])('refuses %s', (_, change) => {
    expect(() => sealEntry({ ...event, ...change })).toThrow(RangeError);
  });
});
