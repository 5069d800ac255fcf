import { stepName, type Territory } from '#modules/registry/index.ts';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

/** A territory in a table: its own name as the link, what lies around it smaller below. */
export function Place({ territory }: { readonly territory: Territory | undefined }): JSX.Element {
  if (territory === undefined) return <>—</>;
  const around = territory.path.slice(1).filter(({ category }) => category !== 'P');
  return (
    <>
      <a href={`/territories/${territory.code}`}>{placeName(territory)}</a>
      {around.length === 0 ? null : (
        <>
          <br />
          <span class="small soft">{around.map(stepName).join(', ')}</span>
        </>
      )}
    </>
  );
}

/** A hromada without the long noun of the law; any other territory by its whole name. */
export function placeName(territory: Territory): string {
  return territory.category === 'H'
    ? `${territory.name} ${texts.hromadaWord}`
    : stepName(territory);
}
