import type { Pool } from 'pg';

/** A policy with one condition changed, as two statements: break it, mend it. */
export interface BrokenPolicy {
  readonly table: string;
  readonly name: string;
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
 * Every policy of users, broken in every way: its whole condition held for true, and each part of it
 * that stands beside another left out.
 */
export async function brokenPolicies(pool: Pool): Promise<readonly BrokenPolicy[]> {
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
): readonly BrokenPolicy[] {
  if (condition === null) return [];
  return ['true', ...withoutEachPart(condition)].map((broken) => ({
    ...{ table, name: `${policy} on ${table} ${part} (${broken})` },
    breaks: `alter policy ${policy} on ${table} ${part} (${broken})`,
    mends: `alter policy ${policy} on ${table} ${part} (${condition})`,
  }));
}

const joining = /^ (and|or) /i;

/** PostgreSQL writes every group of conditions in parentheses of its own. */
function withoutEachPart(condition: string): readonly string[] {
  const spaced = condition.replaceAll(/\s+/g, ' ');
  const starts = Array.from(spaced.matchAll(/\(/g), ({ index }) => index);
  return starts.flatMap((start) => {
    const parts = partsOf(spaced, start + 1);
    return parts.length < 2
      ? []
      : parts.map(
          ({ from, to, neutral }) => `${spaced.slice(0, from)}${neutral}${spaced.slice(to)}`,
        );
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
