import { subjectKindNames, subjectKinds, type NewSubject } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Radios } from '#ui/choices/choices.tsx';
import { Field } from '#ui/field/field.tsx';
import type { JSX } from 'preact';
import { checkPage } from './check-page.tsx';
import type { Errors } from './errors-of.ts';
import { formPage } from './form-page.tsx';
import type { SubjectForm } from './forms.ts';
import { subjectsPath } from './paths.ts';
import { windowText } from './subject-facts.tsx';
import { subjectLabels, texts } from './texts.uk.ts';

interface FormProps {
  readonly form: SubjectForm;
  readonly errors: Errors;
}

/** A new organisation. */
export function subjectFormPage(frame: PageFrame, props: FormProps): string {
  return formPage(frame, {
    title: texts.formTitle,
    lede: texts.formLede,
    errors: props.errors,
    labels: subjectLabels,
    checkHref: `${subjectsPath}/check`,
    cancelHref: subjectsPath,
    questions: <Questions {...props} />,
  });
}

function Questions({ form, errors }: FormProps): JSX.Element {
  const about = (name: keyof SubjectForm) => ({
    name,
    value: form[name],
    error: errors.get(name),
  });
  return (
    <>
      <Radios
        {...about('kind')}
        label={texts.kind}
        choices={subjectKinds.map((value) => ({ value, label: subjectKindNames[value] }))}
      />
      <Field {...about('name')} label={texts.name} hint={texts.nameHint} />
      <Field {...about('shortName')} label={texts.shortName} hint={texts.shortNameHint} />
      <Field
        {...about('edrpou')}
        kind="whole-number"
        label={texts.edrpou}
        hint={texts.edrpouHint}
        optional
      />
      <Field {...about('iban')} label={texts.iban} optional />
      <Field {...about('postalAddress')} label={texts.address} optional />
      <Field {...about('phone')} kind="phone" label={texts.phone} optional />
      <Field {...about('email')} kind="email" label={texts.email} optional />
      <Field {...about('website')} label={texts.website} hint={texts.websiteHint} optional />
      <Field
        {...about('windowFrom')}
        kind="whole-number"
        label={texts.windowFrom}
        hint={texts.windowHint}
        optional
      />
      <Field {...about('windowTo')} kind="whole-number" label={texts.windowTo} optional />
    </>
  );
}

interface CheckProps {
  readonly form: SubjectForm;
  readonly subject: NewSubject;
  readonly csrfToken: string;
}

/** The organisation as it would be entered. */
export function subjectCheckPage(frame: PageFrame, props: CheckProps): string {
  const { form, subject, csrfToken } = props;
  const given = (value: string | null) => value ?? texts.noCode;
  return checkPage(frame, {
    eyebrow: texts.formTitle,
    rows: [
      [texts.kind, subjectKindNames[subject.kind]],
      [texts.name, <b>{subject.name}</b>],
      [texts.shortName, subject.shortName],
      [texts.edrpou, given(subject.edrpou)],
      [texts.iban, given(subject.iban)],
      [texts.address, given(subject.postalAddress)],
      [texts.phone, given(subject.phone)],
      [texts.email, given(subject.email)],
      [texts.website, given(subject.website)],
      [texts.window, windowText(subject.readingWindow)],
    ],
    form,
    formHref: `${subjectsPath}/new`,
    action: subjectsPath,
    cancelHref: subjectsPath,
    csrfToken,
  });
}
