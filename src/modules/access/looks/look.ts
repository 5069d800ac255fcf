import { roles, type Role } from '#kernel/role.ts';
import type { RecordedEntry } from '#platform/audit/audit.sql.ts';
import type { CommittedField, EntryId } from '#platform/audit/entry.ts';
import { accountsNamedIn } from '#platform/audit/shown-accounts.ts';
import { minuteOf } from '#platform/clock.ts';

/** As `actorKey` writes them: person, role, and the body, the mandate, or nobody else. */
const actorPattern = /^person:(\d{1,19}):([a-z-]+):(\d{1,19}|mandate-\d{1,19}|-)$/;
/** The page of a bill asks for its state first, and for the rest only when it changed. */
const samePage: Readonly<Record<string, string>> = { 'bill-stamp': 'find-bill' };
const requestPattern = /^restricted-request:(\d{1,18})$/;

/** One time that somebody else read or changed something of an account, or of a person. */
export interface Look {
  readonly at: Temporal.Instant;
  /** Id of the query or command: what for. */
  readonly operation: string;
  readonly role: Role;
  /** The body in whose name; undefined for a person. */
  readonly subjectName: string | undefined;
  /** They asked and were not let in. */
  readonly isRefused: boolean;
  /** How many accounts were shown at once, when it was more than this one. */
  readonly amongAccounts: number | undefined;
  /** By which request for restricted information. */
  readonly requestId: bigint | undefined;
}

/** A look as an entry of the log tells of it. */
export interface Found {
  readonly look: Omit<Look, 'subjectName'>;
  readonly actor: Actor;
  readonly entryId: EntryId;
}

/** A page that asks for several things, or is opened again at once, is one look. */
export function onceAMinute(looks: readonly Found[]): readonly Found[] {
  const keyOf = ({ look, actor }: Found) => {
    const { at, operation, isRefused, amongAccounts, requestId } = look;
    const what = [operation, isRefused, amongAccounts, requestId];
    return [minuteOf(at), actor.personId, ...what].join(' ');
  };
  return Array.from(new Map(looks.map((look) => [keyOf(look), look])).values());
}

/** Undefined of what the platform itself did. */
export function lookFrom(recorded: RecordedEntry): Found | undefined {
  const actor = actorOf(recorded);
  if (actor === undefined) return undefined;
  const { entry, openings } = recorded;
  const of = (field: CommittedField) => openings.find((one) => one.field === field)?.value ?? '';
  const [, requestId] = requestPattern.exec(of('subject')) ?? [];
  const shown = accountsNamedIn(of('payload'));
  const { role } = actor;
  const look = {
    ...{ at: entry.at, role, isRefused: entry.outcome !== 'done' },
    operation: samePage[entry.command] ?? entry.command,
    amongAccounts: shown > 1 ? shown : undefined,
    requestId: requestId === undefined ? undefined : BigInt(requestId),
  };
  return { look, actor, entryId: entry.id };
}

interface Actor {
  readonly personId: bigint;
  readonly role: Role;
  readonly subjectId: bigint | undefined;
}

/** Undefined for the platform itself and for an entry whose actor was erased. */
function actorOf({ openings }: RecordedEntry): Actor | undefined {
  const actor = openings.find(({ field }) => field === 'actor')?.value ?? '';
  const [, person, named, holder = ''] = actorPattern.exec(actor) ?? [];
  const role = roles.find((one) => one === named);
  if (person === undefined || role === undefined) return undefined;
  return {
    ...{ personId: BigInt(person), role },
    subjectId: /^\d+$/.test(holder) ? BigInt(holder) : undefined,
  };
}
