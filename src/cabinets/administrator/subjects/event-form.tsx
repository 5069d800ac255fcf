import {
  provisionEventKinds,
  provisionEventNames,
  provisionStateNames,
  type FoundTerritory,
  type ProvisionEventKind,
  type ProvisionRight,
  type ProvisionState,
  type RightBefore,
  type Territory,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Radios } from '#ui/choices/choices.tsx';
import { Field } from '#ui/field/field.tsx';
import { formatDate } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import { checkPage } from './check-page.tsx';
import type { Errors } from './errors-of.ts';
import { formPage } from './form-page.tsx';
import type { EventForm } from './forms.ts';
import { rightPath, subjectPath } from './paths.ts';
import { StateTag } from './subject-facts.tsx';
import { eventHints, eventLabels, texts } from './texts.uk.ts';
import { WhichTerritory } from './which-territory.tsx';

interface FormProps {
  readonly right: ProvisionRight;
  readonly form: EventForm;
  readonly errors: Errors;
  readonly candidates: readonly FoundTerritory[];
}

const groundRows = 3;

/** Something that happened to a right. */
export function eventFormPage(frame: PageFrame, props: FormProps): string {
  const { right, form, candidates } = props;
  const own = rightPath(right.rightId);
  const checkHref = `${own}/record/check`;
  return formPage(frame, {
    title: texts.record,
    lede: texts.recordLede,
    eyebrow: `${right.provider.shortName} · ${serviceName(right.service)}`,
    crumbs: crumbsOf(right),
    errors: props.errors,
    labels: eventLabels,
    checkHref,
    cancelHref: own,
    questions: <Questions {...props} />,
    after: <WhichTerritory candidates={candidates} checkHref={checkHref} form={form} />,
  });
}

function crumbsOf({ provider, rightId, service }: ProvisionRight) {
  return [
    { label: provider.shortName, href: subjectPath(provider.subjectId) },
    { label: serviceName(service), href: rightPath(rightId) },
  ];
}

function Questions({ form, errors }: FormProps): JSX.Element {
  const about = (name: keyof EventForm) => ({ name, value: form[name], error: errors.get(name) });
  return (
    <>
      <Radios
        {...about('kind')}
        label={texts.event}
        choices={provisionEventKinds.map((value) => ({
          value,
          label: provisionEventNames[value],
          hint: eventHints[value],
        }))}
      />
      <Field {...about('occurredOn')} kind="date" label={texts.occurredOn} />
      <Field
        {...about('territory')}
        label={texts.eventTerritory}
        hint={texts.eventTerritoryHint}
        optional
      />
      <Field
        {...about('ground')}
        kind="textarea"
        rows={groundRows}
        label={texts.ground}
        hint={texts.groundHint}
      />
    </>
  );
}

const stateAfter: Readonly<Record<ProvisionEventKind, ProvisionState>> = {
  start: 'provided',
  stop: 'stopped',
  restore: 'provided',
  widen: 'provided',
  narrow: 'not-covered',
};

interface CheckProps {
  readonly right: ProvisionRight;
  readonly form: EventForm;
  readonly kind: ProvisionEventKind;
  readonly before: RightBefore;
  readonly territory: Territory | undefined;
  readonly csrfToken: string;
}

/** The event as it would be recorded, with the state it changes. */
export function eventCheckPage(frame: PageFrame, props: CheckProps): string {
  const { right, form, kind, before, territory, csrfToken } = props;
  const own = rightPath(right.rightId);
  return checkPage(frame, {
    eyebrow: `${right.provider.shortName} · ${serviceName(right.service)}`,
    crumbs: crumbsOf(right),
    rows: [
      [texts.event, <b>{provisionEventNames[kind]}</b>],
      [texts.occurredOn, formatDate(Temporal.PlainDate.from(form.occurredOn))],
      [texts.territory, territory?.fullName ?? texts.wholeTerritory],
      [texts.ground, form.ground],
    ],
    facts: [
      [texts.stateBefore, provisionStateNames[before.state]],
      [texts.stateAfter, <StateTag state={stateAfter[kind]} />],
    ],
    form,
    formHref: `${own}/record`,
    action: `${own}/record`,
    cancelHref: own,
    csrfToken,
  });
}
