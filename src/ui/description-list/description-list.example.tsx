import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { DescriptionList } from './description-list.tsx';

export function DescriptionListExample(): JSX.Element {
  const { facts } = sample;
  const action = { href: '#description-list', label: facts.change };
  return (
    <DescriptionList
      rows={[
        { term: facts.account, value: sample.account },
        { term: facts.address, value: sample.address, action },
        { term: facts.provider, value: sample.company, action },
      ]}
    />
  );
}
