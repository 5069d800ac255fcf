import { DataTable, type Column } from '#ui/table/table.tsx';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { VisuallyHidden } from '#ui/layout/regions.tsx';
import { formatAddress } from '#ui/format/unbroken.ts';
import type { JSX } from 'preact';
import { cabinetTexts } from '../texts.uk.ts';
import { describeQuestion } from './describe-question.ts';
import type { RunQuestion } from './run-questions.ts';
import { texts } from './texts.uk.ts';

/** Questions of a run, each with the way to its account. */
export function QuestionsTable(props: { readonly rows: readonly RunQuestion[] }): JSX.Element {
  return (
    <DataTable
      caption={texts.caption}
      captionHidden
      rows={props.rows}
      columns={columns}
      empty={<p>{texts.empty}</p>}
    />
  );
}

const columns: readonly Column<RunQuestion>[] = [
  {
    key: 'account',
    header: texts.account,
    rowHeader: true,
    cell: (row) => (
      <>
        <a href={accountHref(row)}>{row.number}</a>
        <div class="small soft">{formatAddress(row.address)}</div>
      </>
    ),
  },
  {
    key: 'service',
    header: cabinetTexts.service,
    cell: ({ service }) => <ServiceMark service={service} />,
  },
  { key: 'wrong', header: texts.wrong, long: true, cell: Wrong },
  {
    key: 'action',
    header: texts.action,
    headerHidden: true,
    numeric: true,
    cell: (row) => (
      <a href={accountHref(row)}>
        {texts.look}
        <VisuallyHidden> {row.number}</VisuallyHidden>
      </a>
    ),
  },
];

function Wrong(row: RunQuestion): JSX.Element {
  const { title, facts, advice, tone } = describeQuestion(row);
  return (
    <>
      <Tag tone={tone}>{title}</Tag>
      <div class="small soft numbers">
        {facts === '' ? null : `${facts}. `}
        {advice}
      </div>
    </>
  );
}

function accountHref({ accountId }: RunQuestion): string {
  return `/cabinet/accounts/${accountId}`;
}
