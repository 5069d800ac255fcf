import { expect, test } from 'vitest';
import { createCircuitBreaker, type CircuitBreaker, type CircuitPass } from './circuit-breaker.ts';

const limits = { failuresToOpen: 3, openForMs: 1_000 };

function breakerWithClock() {
  let now = Temporal.Instant.from('2026-11-16T10:00:00Z');
  const breaker = createCircuitBreaker(limits, { now: () => now });
  return {
    breaker,
    pass: (milliseconds: number) => {
      now = now.add({ milliseconds });
    },
  };
}

function enter(breaker: CircuitBreaker): CircuitPass {
  const pass = breaker.enter();
  if (pass === undefined) throw new Error('the circuit lets nothing through');
  return pass;
}

function fail(breaker: CircuitBreaker, times: number): void {
  for (let failed = 0; failed < times; failed += 1) enter(breaker).failed();
}

test('closed: stays closed below the number of failures', () => {
  const { breaker } = breakerWithClock();
  fail(breaker, 2);
  expect(breaker.state()).toBe('closed');
  expect(breaker.enter()).toBeDefined();
});

test('closed: a success forgets the failures before it', () => {
  const { breaker } = breakerWithClock();
  fail(breaker, 2);
  enter(breaker).succeeded();
  fail(breaker, 2);
  expect(breaker.state()).toBe('closed');
});

test('closed → open: the last allowed failure stops all calls', () => {
  const { breaker, pass } = breakerWithClock();
  fail(breaker, 3);
  expect(breaker.state()).toBe('open');
  expect(breaker.enter()).toBeUndefined();
  pass(999);
  expect(breaker.enter()).toBeUndefined();
});

test('open → half-open: one trial call goes through, the others do not', () => {
  const { breaker, pass } = breakerWithClock();
  fail(breaker, 3);
  pass(1_000);
  expect(breaker.state()).toBe('half-open');
  expect(breaker.enter()).toBeDefined();
  expect(breaker.enter()).toBeUndefined();
  expect(breaker.state()).toBe('half-open');
});

test('half-open → closed: a successful trial lets everything through', () => {
  const { breaker, pass } = breakerWithClock();
  fail(breaker, 3);
  pass(1_000);
  enter(breaker).succeeded();
  expect(breaker.state()).toBe('closed');
  fail(breaker, 2);
  expect(breaker.state()).toBe('closed');
});

test('half-open → open: a failed trial closes the door for the whole time again', () => {
  const { breaker, pass } = breakerWithClock();
  fail(breaker, 3);
  pass(1_000);
  enter(breaker).failed();
  expect(breaker.state()).toBe('open');
  pass(999);
  expect(breaker.enter()).toBeUndefined();
  pass(1);
  expect(breaker.enter()).toBeDefined();
});

test.each(['succeeded', 'failed'] as const)(
  'a call begun before the circuit opened that %s late changes nothing',
  (outcome) => {
    const { breaker, pass } = breakerWithClock();
    const slow = enter(breaker);
    fail(breaker, 3);
    slow[outcome]();
    expect(breaker.state()).toBe('open');
    pass(1_000);
    const trial = enter(breaker);
    slow[outcome]();
    expect(breaker.state()).toBe('half-open');
    trial.succeeded();
    slow[outcome]();
    expect(breaker.state()).toBe('closed');
  },
);

test('one call counts once, however often it is reported', () => {
  const { breaker } = breakerWithClock();
  const pass = enter(breaker);
  for (let reported = 0; reported < 5; reported += 1) pass.failed();
  expect(breaker.state()).toBe('closed');
});
