import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { QuestionKind } from '../../billing/model.ts';

export interface QuestionRow {
  readonly accountId: bigint;
  readonly service: Service;
  readonly kind: QuestionKind;
  readonly details: Readonly<Record<string, string>>;
}

export interface QuestionFilter {
  readonly runId: bigint;
  /** In the order in which they are listed. */
  readonly kinds: readonly QuestionKind[];
  readonly service: Service | null;
}

/** Questions of a run: the kinds in their order, then account by account. */
export async function listQuestions(
  db: Queryable,
  { runId, kinds, service }: QuestionFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly QuestionRow[]> {
  return selectRows(
    db,
    `select account_id as "accountId", service, kind, details
     from settlements.billing_question
     where run_id = $1 and kind = any($2::text[]) and ($3::text is null or service = $3)
     order by array_position($2::text[], kind), account_id, service limit $4 offset $5`,
    [runId, kinds, service, page.limit, page.offset],
  );
}

export interface QuestionCount {
  readonly kind: QuestionKind;
  readonly service: Service;
  readonly questions: number;
}

export async function countQuestions(
  db: Queryable,
  runId: bigint,
): Promise<readonly QuestionCount[]> {
  return selectRows(
    db,
    `select kind, service, count(*)::int as questions
     from settlements.billing_question where run_id = $1
     group by kind, service order by kind, service`,
    [runId],
  );
}
