import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookUp, type ParameterQuery, type ParameterValue } from './parameters.ts';

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

const minimum: ParameterValue = {
  code: 'subsistence-minimum',
  value: '2920',
  unit: 'UAH',
  valid: { from: day('2024-01-01'), to: day('2026-01-01') },
  act: 'budget law 2024',
  status: 'enacted',
};
const minimum2026: ParameterValue = {
  ...minimum,
  value: '3209',
  valid: { from: day('2026-01-01'), to: null },
  act: 'budget law 2026',
};

const query: ParameterQuery = { code: 'subsistence-minimum', date: day('2026-03-15') };

function valueOf(list: readonly ParameterValue[], asked: ParameterQuery): string {
  const found = lookUp(list, asked);
  return found.ok ? found.value.value : found.error.refusal;
}

describe('lookUp by date', () => {
  test.each([
    ['2023-12-31', 'parameter-missing'],
    ['2024-01-01', '2920'],
    ['2025-12-31', '2920'],
    ['2026-01-01', '3209'],
    ['2030-01-01', '3209'],
  ])('on %s finds %s', (date, expected) => {
    expect(valueOf([minimum, minimum2026], { ...query, date: day(date) })).toBe(expected);
  });

  test('of two in force the newer wins', () => {
    const open = { ...minimum, valid: { ...minimum.valid, to: null } };
    expect(valueOf([minimum2026, open], query)).toBe('3209');
  });

  test('a refusal names the code and the date', () => {
    expect(lookUp([], query)).toEqual({
      ok: false,
      error: {
        refusal: 'parameter-missing',
        details: { code: 'subsistence-minimum', date: '2026-03-15' },
      },
    });
  });
});

describe('lookUp by status', () => {
  const draft: ParameterValue = { ...minimum2026, value: 'draft', status: 'draft' };
  const unverified: ParameterValue = { ...minimum2026, value: '?', status: 'unverified' };

  test('drafts count only in a preview', () => {
    expect(valueOf([draft], query)).toBe('parameter-missing');
    expect(valueOf([draft], { ...query, preview: true })).toBe('draft');
  });

  test('the enacted goes before the unverified of the same day', () => {
    expect(valueOf([unverified, minimum2026], query)).toBe('3209');
    expect(valueOf([unverified], query)).toBe('?');
  });

  test('two equal entries are refused rather than one taken by chance', () => {
    expect(valueOf([minimum2026, { ...minimum2026, value: '1' }], query)).toBe(
      'parameter-ambiguous',
    );
  });
});

describe('lookUp by scope', () => {
  const [city, raion, oblast] = ['city', 'raion', 'oblast'];
  const asked: ParameterQuery = {
    ...query,
    territories: [city, raion, oblast],
    service: 'heat',
    provider: 'P1',
    category: 'household',
  };
  const general = minimum2026;
  const byPrecedence: readonly ParameterValue[] = [
    { ...general, value: 'provider', provider: 'P1' },
    { ...general, value: 'city', territory: city },
    { ...general, value: 'oblast and all else', territory: oblast, category: 'household' },
    { ...general, value: 'oblast', territory: oblast, service: 'heat' },
    { ...general, value: 'category', category: 'household' },
    { ...general, value: 'service', service: 'heat' },
    { ...general, value: 'general' },
  ];

  test.each(byPrecedence.map((entry, rank) => [entry.value, rank] as const))(
    '%s wins over all that follow it',
    (value, rank) => {
      expect(valueOf(byPrecedence.slice(rank).toReversed(), asked)).toBe(value);
    },
  );

  test('the more specific wins over the newer', () => {
    const newer = { ...general, valid: { from: day('2026-03-01'), to: null } };
    expect(valueOf([newer, { ...general, value: 'city', territory: city }], asked)).toBe('city');
  });

  test.each<Partial<ParameterValue>>([
    { provider: 'P2' },
    { territory: 'elsewhere' },
    { category: 'budget' },
    { service: 'waste' },
    { code: 'other' },
  ])('an entry for %o does not apply', (scope) => {
    expect(valueOf([{ ...general, ...scope }], asked)).toBe('parameter-missing');
  });

  test('a query that names nothing finds only the general', () => {
    expect(valueOf(byPrecedence, query)).toBe('general');
  });
});

test('an entry valid later never changes an earlier result', () => {
  const scope = fc.record(
    {
      provider: fc.constantFrom('P1', 'P2'),
      territory: fc.constantFrom('city', 'oblast'),
      category: fc.constantFrom('household', 'budget'),
      service: fc.constantFrom('heat' as const, 'waste' as const),
    },
    { requiredKeys: [] },
  );
  const validity = fc
    .nat({ max: 3_000 })
    .map((days) => ({ from: day('2024-01-01').add({ days }), to: null }));
  const status = fc.constantFrom<ParameterValue['status'][]>('enacted', 'unverified', 'draft');
  const entry = fc
    .tuple(scope, validity, status)
    .map(([dimensions, valid, status]) =>
      Object.assign({}, minimum, dimensions, { valid, status }),
    );
  fc.assert(
    fc.property(fc.array(entry), fc.array(entry), fc.nat({ max: 3_000 }), (list, added, days) => {
      const asked: ParameterQuery = {
        ...query,
        date: day('2024-01-01').add({ days }),
        territories: ['city', 'oblast'],
        provider: 'P1',
        category: 'household',
        service: 'heat',
        preview: true,
      };
      const later = added.filter(
        ({ valid }) => Temporal.PlainDate.compare(valid.from, asked.date) > 0,
      );
      expect(lookUp([...later, ...list], asked)).toEqual(lookUp(list, asked));
    }),
  );
});
