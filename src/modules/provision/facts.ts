import { formatDate, formatDateRange } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { ProvisionRight, Territory } from '#modules/registry/index.ts';
import { kindOf, type Matter } from './change.ts';
import { texts } from './texts.uk.ts';

export interface Told {
  readonly matter: Matter;
  readonly place: Territory;
  readonly right: ProvisionRight | undefined;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What a change says, in the words that its document, its page and its answer show. */
export function factsOf({ matter, place, right }: Told): readonly Fact[] {
  const { fields } = texts;
  const kind = { label: fields.kind, value: texts.kinds[kindOf(matter)] };
  if (matter.kind === 'right') {
    const { service, documentTitle, documentNumber, documentOn, termFrom, termThrough } =
      matter.right;
    const term = { from: termFrom, to: termThrough?.add({ days: 1 }) ?? null };
    return [
      kind,
      { label: fields.service, value: serviceName(service, 'full') },
      { label: fields.territory, value: place.fullName },
      { label: fields.document, value: texts.documentText(documentTitle, documentNumber) },
      { label: fields.documentOn, value: formatDate(documentOn) },
      { label: fields.term, value: formatDateRange(term) },
    ];
  }
  const { event } = matter;
  return [
    kind,
    ...(right === undefined ? [] : factsOfRight(right)),
    {
      label: fields.territory,
      value: event.territoryId === null ? texts.wholeTerritory(place.fullName) : place.fullName,
    },
    { label: fields.occurredOn, value: formatDate(event.occurredOn) },
    { label: fields.ground, value: event.ground },
  ];
}

function factsOfRight({ service, document }: ProvisionRight): readonly Fact[] {
  const { fields } = texts;
  return [
    { label: fields.service, value: serviceName(service, 'full') },
    { label: fields.right, value: texts.documentText(document.title, document.number) },
  ];
}
