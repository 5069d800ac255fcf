import type { Refusal } from '#kernel/result.ts';
import { scopeChecks } from '#modules/access/index.ts';
import { auditTrail } from '#platform/audit/record.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import { Operations, type AnyCommand } from '#platform/operations.ts';
import { system, type Principal } from '#platform/principal.ts';

export interface RegistryOffice {
  readonly operations: Operations;
  /** What a command gave or refused. Throws when its input has faults or it is hidden. */
  carryOut<I, O>(command: AnyCommand<I, O>, input: unknown, by?: Principal): Promise<O | Refusal>;
  /** The same, but a refusal throws too. */
  enter<I, O>(command: AnyCommand<I, O>, input: unknown): Promise<Exclude<O, Refusal>>;
}

/** Those who keep the registry, on a database of a test, with the real scopes and the real log. */
export function registryOffice({ db, users }: WebDatabase, now: Temporal.Instant): RegistryOffice {
  const operations = new Operations({
    ...{ db, users },
    clock: { now: () => now },
    scopes: scopeChecks,
    audit: auditTrail(db),
  });
  return {
    operations,
    async carryOut(command, input, by = system) {
      const outcome = await operations.carryOut(command, by, input);
      if (outcome.kind === 'refused') return outcome.refusal;
      if (outcome.kind === 'done') return outcome.value;
      throw new Error(`${command.id}: ${JSON.stringify(outcome)}`);
    },
    async enter(command, input) {
      const outcome = await operations.carryOut(command, system, input);
      if (outcome.kind === 'done') return outcome.value;
      throw new Error(`${command.id}: ${JSON.stringify(outcome)}`);
    },
  };
}
