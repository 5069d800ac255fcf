import type { ParameterStatus, ParameterValue } from '#kernel/parameters.ts';
import type { ParameterState } from '#platform/parameters/list-parameters.ts';
import { parameterStateNames, parameterStatusNames } from '#platform/parameters/texts.uk.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { categoryNames, parameterNames, texts, unitNames } from './texts.uk.ts';

const statusTones: Readonly<Record<ParameterStatus, Tone>> = {
  enacted: 'good',
  draft: 'act',
  unverified: 'warn',
};

const stateTones: Readonly<Record<ParameterState, Tone>> = {
  approved: 'good',
  proposed: 'act',
  rejected: 'bad',
  superseded: 'neutral',
};

export function StatusTag({ status }: { readonly status: ParameterStatus }): JSX.Element {
  return <Tag tone={statusTones[status]}>{parameterStatusNames[status]}</Tag>;
}

export function StateTag({ state }: { readonly state: ParameterState }): JSX.Element {
  return <Tag tone={stateTones[state]}>{parameterStateNames[state]}</Tag>;
}

export function parameterName(code: string): string {
  return parameterNames[code] ?? code;
}

const plainNumber = /^-?\d+(\.\d+)?$/;

/** The value with its unit; a number by the Ukrainian decimal comma. */
export function valueText({ value, unit }: Pick<ParameterValue, 'value' | 'unit'>): string {
  const shown = plainNumber.test(value) ? value.replace('.', ',') : value;
  return `${shown} ${unitText(unit)}`;
}

export function unitText(unit: string): string {
  return unitNames[unit] ?? unit;
}

/** What the value covers: a territory, a service, a provider, a category; or the whole country. */
export function scopeText(parameter: ParameterValue): string {
  const { territory, service, provider, category } = parameter;
  const parts = [
    territory === undefined ? texts.everywhere : `${texts.territory} ${territory}`,
    service === undefined ? undefined : serviceName(service),
    provider === undefined ? undefined : `${texts.provider} ${provider}`,
    category === undefined ? undefined : (categoryNames[category] ?? category),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
