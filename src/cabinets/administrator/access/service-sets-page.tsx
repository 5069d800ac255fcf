import { users, type Role } from '#kernel/role.ts';
import { roleNames, type SwitchPreview, type SwitchRow } from '#modules/access/index.ts';
import type { PageFrame, ServiceEntry } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { countOf } from '#ui/format/plural.ts';
import { formatDateRange } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Select } from '#ui/select/select.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { setsPath } from './audience.ts';
import { setsTexts as texts } from './texts.uk.ts';

export interface SetsProps {
  readonly services: readonly ServiceEntry[];
  /** What a group has today. */
  readonly servicesOf: (role: Role) => readonly ServiceEntry[];
  readonly switches: readonly SwitchRow[];
  /** The technical administrator proposes, the owner agrees. */
  readonly as: 'proposer' | 'owner';
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly preview?: SwitchPreview | undefined;
  readonly news?: keyof typeof texts.news | undefined;
  readonly csrfToken: string;
}

/** Which services each group of users has, what is proposed and what was agreed (1039:20). */
export function serviceSetsPage(frame: PageFrame, props: SetsProps): string {
  const { faults, news } = props;
  const errors = errorsOf(faults);
  return renderPage(
    <Page {...frame} density="office" title={texts.title} hasErrors={errors.length > 0}>
      <ErrorSummary title={texts.errors} errors={errors} />
      {news === undefined ? null : <Notification tone="good" title={texts.news[news]} />}
      <PageHeading title={texts.title} lede={texts.lede} />
      {props.preview === undefined ? null : <Preview {...props} preview={props.preview} />}
      <Proposals {...props} />
      {props.as === 'proposer' ? <ProposalForm {...props} /> : null}
      <Sets {...props} />
    </Page>,
  );
}

function Sets({ services, servicesOf }: SetsProps): JSX.Element {
  const roles = users.filter((role) => services.some(({ audience }) => audience.includes(role)));
  return (
    <Card heading={texts.rolesTitle}>
      <DataTable
        caption={texts.rolesTitle}
        captionHidden
        rows={roles}
        columns={[
          { key: 'role', header: texts.role, rowHeader: true, cell: (role) => roleNames[role] },
          {
            key: 'services',
            header: texts.services,
            long: true,
            cell: (role) => {
              const on = new Set(servicesOf(role).map(({ id }) => id));
              const all = services.filter(({ audience }) => audience.includes(role));
              return all
                .map(({ id, title }) => (on.has(id) ? title : `${title} (${texts.off})`))
                .join(', ');
            },
          },
        ]}
      />
    </Card>
  );
}

const tones: Readonly<Record<SwitchRow['state'], Tone>> = {
  proposed: 'act',
  agreed: 'good',
  rejected: 'neutral',
};

function Proposals({ switches, services, as, csrfToken }: SetsProps): JSX.Element {
  const titleOf = (id: string) => services.find((one) => one.id === id)?.title ?? id;
  return (
    <Card heading={texts.proposalsTitle}>
      <DataTable
        caption={texts.proposalsTitle}
        captionHidden
        rows={switches}
        empty={<p>{texts.none}</p>}
        columns={[
          {
            key: 'service',
            header: texts.service,
            rowHeader: true,
            cell: ({ serviceId }) => titleOf(serviceId),
          },
          { key: 'role', header: texts.role, cell: ({ role }) => roleNames[role] },
          {
            key: 'change',
            header: texts.change,
            cell: ({ isOn }) => (isOn ? texts.on : texts.offNow),
          },
          {
            key: 'valid',
            header: texts.valid,
            cell: ({ from, until }) => formatDateRange({ from, to: until }),
          },
          { key: 'reason', header: texts.reason, long: true, cell: ({ reason }) => reason },
          {
            key: 'state',
            header: texts.state,
            cell: (one) =>
              one.state === 'proposed' ? (
                <DecisionForms
                  row={one}
                  as={as}
                  csrfToken={csrfToken}
                  title={titleOf(one.serviceId)}
                />
              ) : (
                <Tag tone={tones[one.state]}>{texts.states[one.state]}</Tag>
              ),
          },
        ]}
      />
    </Card>
  );
}

function DecisionForms(props: {
  readonly row: SwitchRow;
  readonly as: SetsProps['as'];
  readonly csrfToken: string;
  readonly title: string;
}): JSX.Element {
  const { row, as, csrfToken, title } = props;
  const action = `${setsPath}/${row.switchId}`;
  const decision = (name: 'agree' | 'reject') => (
    <Form
      action={action}
      csrfToken={csrfToken}
      hidden={{ decision: name }}
      label={`${texts[name]}: ${title}`}
    >
      <Button look={name === 'agree' ? 'main' : 'quiet'}>{texts[name]}</Button>
    </Form>
  );
  return (
    <>
      <Tag tone={tones[row.state]}>{texts.states[row.state]}</Tag>
      {as === 'owner' ? decision('agree') : null}
      {decision('reject')}
    </>
  );
}

function ProposalForm({ services, values, faults }: SetsProps): JSX.Element {
  const about = (name: string) => ({ name, value: values[name], error: faults[name] });
  return (
    <Card heading={texts.proposeTitle} id="propose">
      <Form action={`${setsPath}/check`} method="get" label={texts.proposeTitle}>
        <Select
          {...about('role')}
          label={texts.role}
          options={users.map((role) => ({ value: role, label: roleNames[role] }))}
        />
        <Select
          {...about('serviceId')}
          label={texts.service}
          options={services.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Radios
          {...about('isOn')}
          label={texts.isOn}
          choices={[
            { value: 'off', label: texts.offNow },
            { value: 'on', label: texts.on },
          ]}
        />
        <Field {...about('from')} kind="date" label={texts.from} />
        <Field
          {...about('until')}
          kind="date"
          label={texts.until}
          hint={texts.untilHint}
          optional
        />
        <Field {...about('reason')} label={texts.reason} />
        <ButtonRow>
          <Button>{texts.check}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

/** Who gains and loses what, before it is proposed. */
function Preview(props: SetsProps & { readonly preview: SwitchPreview }): JSX.Element {
  const { preview, values, csrfToken } = props;
  const { changes, users: count, service, left, role } = preview;
  return (
    <Card heading={texts.previewTitle} look="lift">
      <p>
        <b>{texts.changes[changes](countOf(count, texts.users), service.title)}</b>
      </p>
      {role === 'individual-consumer' ? <p>{texts.uncounted}</p> : null}
      <p>
        {texts.left}: {left.map(({ title }) => title).join(', ') || '—'}
      </p>
      {changes === 'nothing' ? null : (
        <Form action={setsPath} csrfToken={csrfToken} hidden={values} label={texts.propose}>
          <ButtonRow>
            <Button>{texts.propose}</Button>
          </ButtonRow>
        </Form>
      )}
    </Card>
  );
}
