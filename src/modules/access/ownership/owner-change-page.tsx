import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { ShownOwnerChanges } from './record-owner-change.ts';
import { texts } from './texts.uk.ts';

type Values = Readonly<Record<string, string>>;

export interface OwnerChangePageProps {
  readonly shown: ShownOwnerChanges;
  readonly csrfToken: string;
  /** What was typed, given back as it was. */
  readonly values: Values;
  readonly faults: Values;
  /** How many links have just ended. */
  readonly ended: number | undefined;
}

/** The page of an account as its supplier sees it. */
function supplierAccountPath(accountId: bigint | string): string {
  return `/cabinet/accounts/${accountId}`;
}

export function ownerChangePath(accountId: bigint | string): string {
  return `${supplierAccountPath(accountId)}/owner`;
}

/** The biller tells of a change of owner, and sees those told of before. */
export function ownerChangePage(frame: PageFrame, props: OwnerChangePageProps): string {
  const { shown, csrfToken, values, faults, ended } = props;
  const { account, links, changes } = shown;
  const said = texts.ownerChange;
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={said.title}
      hasErrors={errors.length > 0}
      breadcrumbs={[
        { label: account.number, href: supplierAccountPath(account.accountId) },
        { label: said.title },
      ]}
    >
      <ErrorSummary title={said.errors} errors={errors} />
      {ended === undefined ? null : <Notification tone="good" title={said.done(ended)} />}
      <PageHeading title={said.title} lede={account.address} />
      <Card>
        <p>{said.lead}</p>
        <p>{said.links(links)}</p>
        <Form action={ownerChangePath(account.accountId)} csrfToken={csrfToken} label={said.title}>
          <Field
            name="changedOn"
            kind="date"
            label={said.changedOn}
            hint={said.changedOnHint}
            value={values['changedOn']}
            error={faults['changedOn']}
          />
          <Field
            name="ground"
            kind="textarea"
            label={said.ground}
            hint={said.groundHint}
            value={values['ground']}
            error={faults['ground']}
            rows={3}
          />
          <ButtonRow>
            <Button look="danger">{said.go}</Button>
          </ButtonRow>
        </Form>
      </Card>
      <Card heading={said.before}>
        <DataTable
          caption={said.before}
          captionHidden
          rows={changes}
          empty={<p>{said.none}</p>}
          columns={[
            {
              key: 'day',
              header: said.changedOn,
              rowHeader: true,
              cell: (row) => formatDate(row.changedOn),
            },
            { key: 'ground', header: said.ground, long: true, cell: (row) => row.ground },
            { key: 'when', header: said.recorded, cell: (row) => formatInstant(row.recordedAt) },
          ]}
        />
      </Card>
    </Page>,
  );
}
