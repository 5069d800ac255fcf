import { oneText, type GivenText } from '#platform/http/one-text.ts';

/** A form as typed; it travels in the address until it is sent. */
type Form<Names extends readonly string[]> = Readonly<Record<Names[number], string>>;
export type Given = Readonly<Record<string, GivenText>>;

const subjectFields = [
  'kind',
  'name',
  'shortName',
  'edrpou',
  'iban',
  'postalAddress',
  'phone',
  'email',
  'website',
  'windowFrom',
  'windowTo',
] as const;

const rightFields = [
  'service',
  'territory',
  'documentTitle',
  'documentNumber',
  'documentOn',
  'termFrom',
  'termThrough',
] as const;

const eventFields = ['kind', 'occurredOn', 'territory', 'ground'] as const;

export type SubjectForm = Form<typeof subjectFields>;
export type RightForm = Form<typeof rightFields>;
export type EventForm = Form<typeof eventFields>;

export const readSubjectForm = (given: Given): SubjectForm => read(subjectFields, given);
export const readRightForm = (given: Given): RightForm => read(rightFields, given);
export const readEventForm = (given: Given): EventForm => read(eventFields, given);

function read<const Names extends readonly string[]>(names: Names, given: Given): Form<Names> {
  return Object.fromEntries(names.map((name) => [name, oneText(given[name])])) as Form<Names>;
}

/** What the command takes: the two days of the window go together or not at all. */
export function subjectInputOf({ windowFrom, windowTo, ...subject }: SubjectForm) {
  const hasWindow = windowFrom !== '' || windowTo !== '';
  return {
    ...subject,
    ...(hasWindow ? { readingWindow: { from: windowFrom, to: windowTo } } : {}),
  };
}

/** The query of an address that carries the form. */
export function queryOf(form: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(form).filter(([, value]) => value !== '')).toString();
}

const keyPattern = /^[0-9a-f-]{36}$/;

/** The key that the page of the check put into the form; a form without it goes without. */
export function keyOf(given: Given): string | undefined {
  const key = oneText(given['key']);
  return keyPattern.test(key) ? key : undefined;
}
