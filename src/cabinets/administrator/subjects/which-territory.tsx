import type { FoundTerritory } from '#modules/registry/index.ts';
import { Card } from '#ui/card/card.tsx';
import type { JSX } from 'preact';
import { queryOf } from './forms.ts';
import { texts } from './texts.uk.ts';

export interface WhichTerritoryProps {
  readonly candidates: readonly FoundTerritory[];
  readonly checkHref: string;
  readonly form: Readonly<Record<string, string>>;
}

/** What was typed names several territories: each is a link to the same check with its code. */
export function WhichTerritory(props: WhichTerritoryProps): JSX.Element | null {
  const { candidates, checkHref, form } = props;
  if (candidates.length === 0) return null;
  return (
    <Card heading={texts.whichTitle} id="which-territory">
      <ul>
        {candidates.map(({ code, fullName }) => (
          <li>
            <a href={`${checkHref}?${queryOf({ ...form, territory: code })}`}>{fullName}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
