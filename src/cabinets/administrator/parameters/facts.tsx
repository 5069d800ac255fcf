import type { ParameterValue } from '#kernel/parameters.ts';
import { ActText } from '#ui/clause-tag/act-text.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatDateRange } from '#ui/format/time.ts';
import type { ComponentChildren, JSX } from 'preact';
import { parameterName, scopeText, StatusTag, valueText } from './describe.tsx';
import { texts } from './texts.uk.ts';

export interface FactsProps {
  readonly parameter: ParameterValue;
  /** Where the answers are changed, on the page that checks them. */
  readonly changeHref?: string | undefined;
  readonly more?: readonly { readonly term: string; readonly value: ComponentChildren }[];
}

/** What a proposal says. */
export function Facts({ parameter, changeHref, more = [] }: FactsProps): JSX.Element {
  const action = changeHref === undefined ? undefined : { href: changeHref, label: texts.change };
  const rows: readonly (readonly [string, ComponentChildren])[] = [
    [texts.newValue, <b>{valueText(parameter)}</b>],
    [texts.dates, formatDateRange(parameter.valid)],
    [texts.scope, scopeText(parameter)],
    [texts.act, <ActText act={parameter.act} />],
    [texts.statusOf, <StatusTag status={parameter.status} />],
  ];
  return (
    <DescriptionList
      rows={[
        ...(changeHref === undefined ? [nameRow(parameter.code)] : []),
        ...rows.map(([term, value]) => ({ term, value, action })),
        ...more,
      ]}
    />
  );
}

function nameRow(code: string) {
  return {
    term: texts.parameter,
    value: <a href={`/cabinet/parameters/${code}`}>{parameterName(code)}</a>,
  };
}
