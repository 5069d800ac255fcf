import { services } from '#kernel/service.ts';
import { provisionEventKinds } from '#modules/registry/index.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import { address } from '../address.ts';

/** What the form of the search holds, as typed; it lives in the address. */
export interface ProviderForm {
  readonly q: string;
  readonly services: readonly string[];
  readonly territory: string;
  readonly inside: boolean;
  readonly on: string;
  readonly document: string;
  readonly termFrom: string;
  readonly termThrough: string;
  readonly events: readonly string[];
  readonly eventFrom: string;
  readonly eventThrough: string;
  readonly ground: string;
  readonly page: number;
}

export type Query = Readonly<Record<string, GivenText>>;

/** Reads the address; a box ticked twice comes as a list, once as a text. */
export function readProviderForm(query: Query): ProviderForm {
  const page = Number(one(query['page']));
  return {
    q: one(query['q']),
    services: many(query['service'], services),
    territory: one(query['territory']),
    inside: one(query['inside']) !== '',
    on: one(query['on']),
    document: one(query['document']),
    termFrom: one(query['term-from']),
    termThrough: one(query['term-through']),
    events: many(query['event'], provisionEventKinds),
    eventFrom: one(query['event-from']),
    eventThrough: one(query['event-through']),
    ground: one(query['ground']),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

const textLengthMax = 200;

function one(value: GivenText): string {
  return oneText(value).slice(0, textLengthMax);
}

function many(value: GivenText, known: readonly string[]): readonly string[] {
  const values = typeof value === 'string' ? [value] : (value ?? []);
  return values.filter((item) => known.includes(item));
}

/** Whether anything is asked beside the name: then rights are listed, not organisations. */
export function asksForRights(form: ProviderForm): boolean {
  const { q: _q, page: _page, inside: _inside, ...conditions } = form;
  return Object.values(conditions).some((value) => value.length > 0);
}

/** The address of the same search, with changes. */
export function providersAddress(
  form: ProviderForm,
  change: Partial<ProviderForm> & { readonly format?: string } = {},
): string {
  const next = { ...form, ...change };
  return address('/providers', {
    q: next.q,
    service: next.services,
    territory: next.territory,
    inside: next.inside ? 'yes' : undefined,
    on: next.on,
    document: next.document,
    'term-from': next.termFrom,
    'term-through': next.termThrough,
    event: next.events,
    'event-from': next.eventFrom,
    'event-through': next.eventThrough,
    ground: next.ground,
    page: next.page > 1 ? String(next.page) : undefined,
    format: change.format,
  });
}

/** What the query over rights takes. */
export function rightsInputOf(form: ProviderForm) {
  return {
    provider: form.q,
    services: form.services.length === 0 ? undefined : form.services,
    territory: form.territory,
    inside: form.inside,
    on: form.on,
    documentNumber: form.document,
    term: rangeOf(form.termFrom, form.termThrough),
    eventKinds: form.events.length === 0 ? undefined : form.events,
    eventDates: rangeOf(form.eventFrom, form.eventThrough),
    ground: form.ground,
    page: form.page,
  };
}

function rangeOf(from: string, through: string) {
  return from === '' && through === '' ? undefined : { from, through };
}

/** Ids of fields of the form by the names of the query's input. */
export const fieldIds: Readonly<Record<string, string>> = {
  on: 'on',
  'term.from': 'term-from',
  'term.through': 'term-through',
  term: 'term-through',
  'eventDates.from': 'event-from',
  'eventDates.through': 'event-through',
  eventDates: 'event-through',
  documentNumber: 'document',
  ground: 'ground',
  provider: 'q',
  territory: 'territory',
};
