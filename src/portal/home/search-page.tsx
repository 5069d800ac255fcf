import { fullTerritoryName } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { JSX } from 'preact';
import { address } from '../address.ts';
import { SearchForm } from './home-page.tsx';
import type { FoundEverything } from './search-everything.ts';
import { texts } from './texts.uk.ts';

/** What one search found: territories with all that lies around them, and providers. */
export function searchPage(frame: PageFrame, text: string, found: FoundEverything): string {
  const { territories, providers } = found;
  const isEmpty = territories.length === 0 && providers.length === 0;
  return renderPage(
    <Page {...frame} title={text === '' ? texts.searchTitle : `${texts.found} «${text}»`}>
      <h1>{texts.searchTitle}</h1>
      <Card>
        <SearchForm text={text} />
      </Card>
      {isEmpty ? (
        <Card>
          <EmptyState icon="search" title={texts.nothing}>
            <p>{text.length < 2 ? texts.tooShort : texts.nothingText}</p>
          </EmptyState>
        </Card>
      ) : (
        <>
          <Territories text={text} found={found} />
          <Providers text={text} found={found} />
        </>
      )}
    </Page>,
  );
}

interface FoundProps {
  readonly text: string;
  readonly found: FoundEverything;
}

function Territories({ text, found }: FoundProps): JSX.Element | null {
  if (found.territories.length === 0) return null;
  return (
    <Card heading={texts.foundTerritories}>
      <ul>
        {found.territories.map(({ code, path }) => (
          <li>
            <a href={`/territories/${code}`}>{fullTerritoryName(path)}</a>
          </li>
        ))}
      </ul>
      {found.moreTerritories ? (
        <p>
          <a href={address('/territories', { q: text })}>{texts.allTerritories}</a>
        </p>
      ) : null}
    </Card>
  );
}

function Providers({ text, found }: FoundProps): JSX.Element | null {
  if (found.providers.length === 0) return null;
  return (
    <Card heading={texts.foundProviders}>
      <ul>
        {found.providers.map(({ subjectId, shortName, edrpou }) => (
          <li>
            <a href={`/providers/${subjectId}`}>{shortName}</a>
            {edrpou === null ? null : <span class="soft">{`, ${texts.edrpou} ${edrpou}`}</span>}
          </li>
        ))}
      </ul>
      {found.moreProviders ? (
        <p>
          <a href={address('/providers', { q: text })}>{texts.allProviders}</a>
        </p>
      ) : null}
    </Card>
  );
}
