import type { Pool } from 'pg';
import { withoutEachCondition } from '#tools/mutation/mutants.ts';

/** A policy or a function with one condition changed, as two statements: break it, mend it. */
export interface Broken {
  readonly name: string;
  /** The condition that is left out. */
  readonly dropped: string;
  readonly breaks: string;
  readonly mends: string;
}

interface Policy {
  readonly table: string;
  readonly policy: string;
  readonly using: string | null;
  readonly check: string | null;
}

/**
 * Every policy of users, broken in every way: its whole condition held for true, and each part of
 * it that stands beside another left out.
 */
export async function brokenPolicies(
  pool: Pool,
): Promise<readonly (Broken & { readonly table: string })[]> {
  const { rows } = await pool.query<Policy>(
    `select schemaname || '.' || tablename as table, policyname as policy, qual as using,
            with_check as check
     from pg_policies
     where not roles && '{zhkp_system,zhkp_worker,zhkp_auditor}' order by 1, 2`,
  );
  return rows.flatMap((policy) => [
    ...brokenPart(policy, 'using', policy.using),
    ...brokenPart(policy, 'with check', policy.check),
  ]);
}

function brokenPart(
  { table, policy }: Policy,
  part: string,
  condition: string | null,
): readonly (Broken & { readonly table: string })[] {
  if (condition === null) return [];
  const whole = { broken: 'true', dropped: condition };
  return [whole, ...withoutEachPart(condition)].map(({ broken, dropped }) => ({
    ...{ table, dropped, name: `${policy} on ${table} ${part} (${broken})` },
    breaks: `alter policy ${policy} on ${table} ${part} (${broken})`,
    mends: `alter policy ${policy} on ${table} ${part} (${condition})`,
  }));
}

const joining = /^ (and|or) /i;

/** PostgreSQL writes every group of conditions in parentheses of its own. */
function withoutEachPart(condition: string): readonly { broken: string; dropped: string }[] {
  const spaced = condition.replaceAll(/\s+/g, ' ');
  const starts = Array.from(spaced.matchAll(/\(/g), ({ index }) => index);
  return starts.flatMap((start) => {
    const parts = partsOf(spaced, start + 1);
    return parts.length < 2
      ? []
      : parts.map(({ from, to, neutral }) => ({
          broken: `${spaced.slice(0, from)}${neutral}${spaced.slice(to)}`,
          dropped: spaced.slice(from, to),
        }));
  });
}

/** The conditions joined within a parenthesis, each with what it is to be exchanged for. */
function partsOf(text: string, start: number) {
  const ends: { readonly at: number; readonly length: number; readonly word: string }[] = [];
  let depth = 0;
  let at = start;
  for (; at < text.length && depth >= 0; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    const [joint, word] = (depth === 0 && joining.exec(text.slice(at))) || [];
    if (joint !== undefined) ends.push({ at, length: joint.length, word: word ?? '' });
  }
  const neutral = ends[0]?.word.toLowerCase() === 'or' ? 'false' : 'true';
  const froms = [start, ...ends.map((end) => end.at + end.length)];
  const tos = [...ends.map((end) => end.at), at - 1];
  return ends.length === 0 ? [] : froms.map((from, one) => ({ from, to: tos[one] ?? at, neutral }));
}

const functions = ['reach.take', 'reach.decides_on', 'access.acts_in_person'];

/** Without it the walk along the numbering of accounts has no end. */
const stepOfWalk = '(account.hromada_id, account.biller_id)';

/** The functions that policies ask, each without one of its conditions. */
export async function brokenFunctions(pool: Pool): Promise<readonly Broken[]> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select oid::regproc::text as name, pg_get_functiondef(oid) as definition from pg_proc
     where oid::regproc::text = any ($1) order by 1`,
    [functions],
  );
  if (rows.length !== functions.length) throw new Error('a function is missing');
  return rows.flatMap(({ name, definition }) => {
    const quote = '$function$';
    const [head = '', body = '', tail = ''] = definition.split(quote);
    return withoutEachCondition(body)
      .map((broken) => ({
        ...{
          breaks: [head, broken, tail].join(quote),
          mends: definition,
          dropped: differing(body, broken),
        },
      }))
      .filter(({ dropped }) => !dropped.startsWith(stepOfWalk))
      .map((one) => ({ ...one, name: `${name} without ${one.dropped}` }));
  });
}

/** The beginning of what differs. */
function differing(before: string, after: string): string {
  let at = 0;
  while (before[at] === after[at]) at += 1;
  return before.slice(at, at + 80).replaceAll(/\s+/g, ' ');
}
