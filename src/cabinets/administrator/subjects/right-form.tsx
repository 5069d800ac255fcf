import { services } from '#kernel/service.ts';
import type {
  FoundTerritory,
  NewProvisionRight,
  Subject,
  Territory,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Field } from '#ui/field/field.tsx';
import { formatDate } from '#ui/format/time.ts';
import { Select } from '#ui/select/select.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import { checkPage } from './check-page.tsx';
import type { Errors } from './errors-of.ts';
import { formPage } from './form-page.tsx';
import type { RightForm } from './forms.ts';
import { subjectPath } from './paths.ts';
import { termText } from './subject-facts.tsx';
import { rightLabels, texts } from './texts.uk.ts';
import { WhichTerritory } from './which-territory.tsx';

interface FormProps {
  readonly subject: Subject;
  readonly form: RightForm;
  readonly errors: Errors;
  readonly candidates: readonly FoundTerritory[];
}

/** A new right of a provider. */
export function rightFormPage(frame: PageFrame, props: FormProps): string {
  const { subject, form, candidates } = props;
  const own = subjectPath(subject.subjectId);
  const checkHref = `${own}/rights/check`;
  return formPage(frame, {
    title: texts.rightTitle,
    lede: texts.rightLede,
    eyebrow: subject.shortName,
    crumbs: [{ label: subject.shortName, href: own }],
    errors: props.errors,
    labels: rightLabels,
    checkHref,
    cancelHref: own,
    questions: <Questions {...props} />,
    after: <WhichTerritory candidates={candidates} checkHref={checkHref} form={form} />,
  });
}

function Questions({ form, errors }: FormProps): JSX.Element {
  const about = (name: keyof RightForm) => ({ name, value: form[name], error: errors.get(name) });
  return (
    <>
      <Select
        {...about('service')}
        label={texts.service}
        options={services.map((value) => ({ value, label: serviceName(value, 'full') }))}
      />
      <Field {...about('territory')} label={texts.territory} hint={texts.territoryHint} />
      <Field
        {...about('documentTitle')}
        label={texts.documentTitle}
        hint={texts.documentTitleHint}
      />
      <Field {...about('documentNumber')} label={texts.documentNumber} width="medium" />
      <Field {...about('documentOn')} kind="date" label={texts.documentOn} />
      <Field {...about('termFrom')} kind="date" label={texts.termFrom} />
      <Field
        {...about('termThrough')}
        kind="date"
        label={texts.termThrough}
        hint={texts.termThroughHint}
        optional
      />
    </>
  );
}

interface CheckProps {
  readonly subject: Subject;
  readonly form: RightForm;
  readonly right: NewProvisionRight;
  readonly territory: Territory;
  readonly csrfToken: string;
}

/** The right as it would be recorded. */
export function rightCheckPage(frame: PageFrame, props: CheckProps): string {
  const { subject, form, right, territory, csrfToken } = props;
  const own = subjectPath(subject.subjectId);
  return checkPage(frame, {
    eyebrow: subject.shortName,
    crumbs: [{ label: subject.shortName, href: own }],
    rows: [
      [texts.service, <b>{serviceName(right.service, 'full')}</b>],
      [texts.territory, territory.fullName],
      [
        texts.document,
        texts.documentText(right.documentTitle, right.documentNumber, formatDate(right.documentOn)),
      ],
      [texts.term, termText(right.termFrom, right.termThrough)],
    ],
    form,
    formHref: `${own}/rights/new`,
    action: `${own}/rights`,
    cancelHref: own,
    csrfToken,
  });
}
