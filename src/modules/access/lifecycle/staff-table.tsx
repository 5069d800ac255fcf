import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatDateRange } from '#ui/format/time.ts';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { roleNames } from '../texts.uk.ts';
import type { AccessAct, MembershipState } from './acts.ts';
import type { NamedMembership } from './decisions.ts';
import { actsOn } from './own-access.ts';
import { texts } from './texts.uk.ts';

const tones: Readonly<Record<MembershipState, Tone>> = {
  active: 'good',
  blocked: 'warn',
  annulled: 'neutral',
};

export interface StaffTableProps {
  readonly staff: readonly NamedMembership[];
  /** Where an act on a membership begins. */
  readonly hrefOf: (act: AccessAct, membership: NamedMembership) => string;
}

/** Everybody who acts or acted for a body, with what can be asked of each. */
export function StaffTable({ staff, hrefOf }: StaffTableProps): JSX.Element {
  const { columns } = texts;
  return (
    <Card heading={texts.staffTitle}>
      {staff.length === 0 ? (
        <EmptyState icon="search" title={texts.noStaff} />
      ) : (
        <DataTable
          caption={texts.staffTitle}
          captionHidden
          rows={staff}
          columns={[
            { key: 'person', header: columns.person, rowHeader: true, cell: personCell },
            { key: 'role', header: columns.role, cell: ({ role }) => roleNames[role] },
            {
              key: 'valid',
              header: columns.valid,
              cell: ({ from, until }) => formatDateRange({ from, to: until }),
            },
            { key: 'state', header: columns.state, cell: (one) => <Standing {...one} /> },
            {
              key: 'acts',
              header: columns.acts,
              long: true,
              cell: (one) => (
                <ul>
                  {actsOn(one).map((act) => (
                    <li>
                      <a href={hrefOf(act, one)}>{texts.actions[act]}</a>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function personCell({ surname, givenName, patronymic, post }: NamedMembership): JSX.Element {
  return (
    <>
      {[surname, givenName, patronymic].filter(Boolean).join(' ')}
      {post === null ? null : (
        <>
          <br />
          <span class="small soft">{post}</span>
        </>
      )}
    </>
  );
}

/** How a membership stands: its state, the right to sign, whether of the head. */
export function Standing(
  props: Pick<NamedMembership, 'state' | 'maySign' | 'isHead'>,
): JSX.Element {
  const { state, maySign, isHead } = props;
  return (
    <>
      <Tag tone={tones[state]}>{texts.states[state]}</Tag>{' '}
      {maySign ? null : <Tag tone="warn">{texts.noSigning}</Tag>}{' '}
      {isHead ? <Tag tone="neutral">{texts.head}</Tag> : null}
    </>
  );
}
