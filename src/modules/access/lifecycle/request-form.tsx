import type { Role } from '#kernel/role.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Consent, Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field, type FieldProps } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import type { JSX } from 'preact';
import { roleNames } from '../texts.uk.ts';
import { isAdmitting, type AccessAct, type Ground } from './acts.ts';
import { texts } from './texts.uk.ts';

export type Values = Readonly<Record<string, string>>;

export interface RequestFormProps {
  readonly act: AccessAct;
  /** What was typed, given back as it was. */
  readonly values: Values;
  readonly faults: Values;
  readonly grounds: readonly Ground[];
  /** Whom it is about, when they have the membership already. */
  readonly personName?: string | undefined;
  /** Undefined in the cabinet of a head, whose body and role are known; no roles of a consumer. */
  readonly paper?: { readonly roles: readonly Role[] } | undefined;
  /** Whose person the platform knows: a consumer, who has neither body nor term. */
  readonly isInPerson?: boolean;
  readonly action: string;
  readonly csrfToken: string;
  readonly back: { readonly label: string; readonly href: string };
}

/** A submission being written; its document is signed on the next page. */
export function requestFormPage(frame: PageFrame, props: RequestFormProps): string {
  const { act, faults, action, csrfToken, back, values, paper, personName } = props;
  const title = texts.acts[act];
  const errors = errorsOf(faults);
  const carried = isAdmitting(act) ? ['membershipId'] : ['membershipId', 'edrpou'];
  const hidden = Object.fromEntries(
    carried.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  ) as Values;
  return renderPage(
    <Page
      {...frame}
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[back, { label: title }]}
    >
      <ErrorSummary title={texts.form.errors} errors={errors} />
      <PageHeading title={title} lede={personName ?? texts.asks[act]} />
      <Card>
        <Form
          action={`${action}?_csrf=${encodeURIComponent(csrfToken)}`}
          withFiles
          hidden={{ act, ...hidden }}
          label={title}
        >
          {paper === undefined ? null : <OnPaper {...props} roles={paper.roles} />}
          {admits(props) ? <Person {...props} /> : null}
          {admits(props) ? <Extent {...props} /> : null}
          <Why {...props} />
          <Field
            {...about(props, 'file')}
            kind="file"
            hint={act === 're-register' ? texts.form.proofHint : texts.form.fileHint}
            accept=".pdf,.jpg,.jpeg,.png,.asice"
            optional={paper === undefined && act !== 're-register'}
          />
          <ButtonRow>
            <Button>{texts.form.toSign}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}

/** Whether the form names whom it lets in, and where. */
function admits({ act, isInPerson = false }: RequestFormProps): boolean {
  return isAdmitting(act) && !isInPerson;
}

type FieldName = keyof typeof texts.fields;

function about(
  { values, faults }: RequestFormProps,
  name: FieldName,
): Pick<FieldProps, 'name' | 'label' | 'value' | 'error' | 'autocomplete'> {
  const label = texts.fields[name];
  return { name, label, value: values[name], error: faults[name], autocomplete: 'off' };
}

function Person(props: RequestFormProps): JSX.Element {
  const { form } = texts;
  return (
    <>
      <Field {...about(props, 'surname')} />
      <Field {...about(props, 'givenName')} />
      <Field {...about(props, 'patronymic')} optional />
      <Field
        {...about(props, 'rnokpp')}
        kind="whole-number"
        hint={form.rnokppHint}
        width="medium"
      />
      <Field {...about(props, 'post')} />
      <Field {...about(props, 'email')} kind="email" hint={form.emailHint} />
      <Field {...about(props, 'phone')} kind="phone" hint={form.phoneHint} optional />
    </>
  );
}

/** Where, since when, until when, and with what rights. */
function Extent(props: RequestFormProps): JSX.Element {
  const { form } = texts;
  const isTemporary = props.act === 'appoint-temporary-administrator';
  return (
    <>
      <Field
        {...about(props, 'territory')}
        hint={isTemporary ? form.remitHint : form.territoryHint}
        width="medium"
        optional
      />
      <Field {...about(props, 'from')} kind="date" />
      <Field
        {...about(props, 'until')}
        kind="date"
        hint={isTemporary ? undefined : form.untilHint}
        optional={!isTemporary}
      />
      <Consent name="maySign" label={form.maySign} checked={props.values['maySign'] === 'yes'} />
      {isTemporary ? null : (
        <Consent name="isHead" label={form.isHead} checked={props.values['isHead'] === 'yes'} />
      )}
    </>
  );
}

function Why(props: RequestFormProps): JSX.Element {
  const { form } = texts;
  return (
    <>
      <Radios
        {...about(props, 'ground')}
        choices={props.grounds.map((value) => ({ value, label: texts.grounds[value] }))}
      />
      <Field {...about(props, 'basis')} kind="textarea" hint={form.basisHint} rows={3} />
      <Field {...about(props, 'aroseOn')} kind="date" hint={form.aroseHint} />
    </>
  );
}

/** Of which body and in which role, and when the paper came. */
function OnPaper(props: RequestFormProps & { readonly roles: readonly Role[] }): JSX.Element {
  const { values, faults, roles, act } = props;
  return (
    <>
      {admits(props) ? (
        <>
          <Field {...about(props, 'edrpou')} kind="whole-number" />
          {act === 'appoint-temporary-administrator' ? null : (
            <Select
              {...about(props, 'role')}
              options={roles.map((role) => ({ value: role, label: roleNames[role] }))}
            />
          )}
        </>
      ) : null}
      <Field
        name="cameOn"
        kind="date"
        label={texts.form.cameOn}
        value={values['cameOn']}
        error={faults['cameAt']}
      />
      <Field name="cameTime" kind="time" label={texts.form.cameTime} value={values['cameTime']} />
    </>
  );
}
