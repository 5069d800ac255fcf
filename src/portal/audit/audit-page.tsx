import { formatNote, type SignedHead } from '#platform/audit/head.ts';
import type { VerificationKey } from '#platform/audit/keys.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

export interface AuditFacts {
  readonly head: SignedHead | null;
  readonly keys: readonly VerificationKey[];
}

/** What anybody needs to check the log of actions without the platform's help. */
export function auditPage(frame: PageFrame, facts: AuditFacts): string {
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      <Head head={facts.head} />
      <How />
      <Keys keys={facts.keys} />
    </Page>,
  );
}

function Head({ head }: Pick<AuditFacts, 'head'>): JSX.Element {
  if (head === null) {
    return (
      <Card heading={texts.headTitle}>
        <EmptyState icon="lock" title={texts.noHead}>
          <p>{texts.noHeadText}</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card heading={texts.headTitle}>
      <Stack>
        <p>{texts.headText}</p>
        <DescriptionList
          rows={[
            { term: texts.entries, value: formatCount(head.size) },
            { term: texts.signedAt, value: formatInstant(head.at) },
          ]}
        />
        <h3>{texts.note}</h3>
        <pre class="verbatim">{formatNote(head)}</pre>
        <p class="small soft">{texts.privacy}</p>
      </Stack>
    </Card>
  );
}

function How(): JSX.Element {
  return (
    <Card heading={texts.howTitle}>
      <p>
        {texts.onPage} <a href="/check">{texts.checkPage}</a>.
      </p>
      <ol>
        {texts.how.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <h3>{texts.command}</h3>
      <pre class="verbatim">{texts.commandText}</pre>
      <p class="small soft">{texts.commandNote}</p>
      <h3>{texts.filesTitle}</h3>
      <ul>
        <li>
          <a href="/audit/verify.mjs">{texts.verifierFile}</a>
        </li>
        <li>
          <a href="/audit/heads.jsonl">{texts.headsFile}</a>
        </li>
        <li>
          <a href="/audit/audit-public-keys.txt">{texts.keysFile}</a>
        </li>
      </ul>
    </Card>
  );
}

function Keys({ keys }: Pick<AuditFacts, 'keys'>): JSX.Element {
  return (
    <Card heading={texts.keysTitle}>
      <p>{texts.keysText}</p>
      {keys.length === 0 ? (
        <p>{texts.noKeys}</p>
      ) : (
        <pre class="verbatim">{keys.map(({ text }) => text).join('\n')}</pre>
      )}
    </Card>
  );
}
