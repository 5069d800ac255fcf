import type { DocumentContent } from '#engine/index.ts';
import { formatDate, formatDateRange, formatInstant } from '#ui/format/time.ts';
import { roleNames } from '../texts.uk.ts';
import { isAdmitting } from './acts.ts';
import type { Said } from './read-submission.ts';
import { texts } from './texts.uk.ts';

/** What a submission names by numbers, in words. */
export interface Named {
  readonly bodyName: string;
  readonly territoryName: string | undefined;
  readonly submitterName: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Fields of a submission in words, in the order of the page and of the document. */
export function factsOf(
  said: Omit<Said, 'submitterId' | 'submittedBy' | 'entry'>,
  { bodyName, territoryName }: Omit<Named, 'submitterName'>,
): readonly Fact[] {
  const { fields } = texts;
  const isInPerson = said.subjectId === null;
  const isNew = isAdmitting(said.act) && !isInPerson;
  const given = (label: string, value: string | null | undefined): readonly Fact[] =>
    (value ?? '') === '' ? [] : [{ label, value: value ?? '' }];
  const name = [said.surname, said.givenName, said.patronymic].filter(Boolean).join(' ');
  return [
    { label: fields.body, value: bodyName },
    { label: fields.person, value: name },
    { label: fields.rnokpp, value: said.rnokpp },
    ...given(fields.post, said.post),
    ...given(fields.email, said.email),
    ...given(fields.phone, said.phone),
    { label: fields.role, value: roleNames[said.role] },
    ...given(fields.territory, territoryName),
    ...(isInPerson ? [] : [{ label: fields.valid, value: formatDateRange(said.valid) }]),
    ...(isNew
      ? [
          { label: fields.maySign, value: said.maySign ? texts.yes : texts.no },
          { label: fields.isHead, value: said.isHead ? texts.yes : texts.no },
        ]
      : []),
    { label: fields.ground, value: texts.grounds[said.ground] },
    { label: fields.basis, value: said.basis },
    { label: fields.aroseOn, value: formatDate(said.aroseOn) },
    ...given(fields.cameAt, said.cameAt === null ? null : formatInstant(said.cameAt)),
  ];
}

/** The words that the head of a body, or an administrator over a paper, signs. */
export function requestContent(said: Said, named: Named): DocumentContent {
  return {
    title: texts.acts[said.act],
    subtitle:
      said.entry === 'paper' ? texts.enteredBy(named.submitterName) : texts.from(named.bodyName),
    blocks: [
      { kind: 'paragraph', text: texts.asks[said.act] },
      { kind: 'facts', rows: factsOf(said, named) },
    ],
  };
}
