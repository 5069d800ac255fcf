import type { JSX } from 'preact';
import type { PublicSignature, RegisteredDocument } from '#engine/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { texts } from './texts.uk.ts';

/** What is public of a registered document, for whoever holds its paper copy (1039:74). */
export function registeredPage(frame: PageFrame, document: RegisteredDocument): string {
  const { number, kindName, registeredAt, complete, signatures } = document;
  const title = texts.title(number);
  return renderPage(
    <Page {...frame} title={title}>
      <PageHeading title={title} eyebrow={texts.eyebrow} lede={texts.lede} />
      <Card heading={texts.facts}>
        <DescriptionList
          rows={[
            { term: texts.kind, value: kindName },
            { term: texts.registeredAt, value: formatInstant(registeredAt) },
            ...(signatures.length === 0
              ? [{ term: texts.state, value: texts.none }]
              : [{ term: texts.state, value: complete ? texts.complete : texts.incomplete }]),
          ]}
        />
      </Card>
      {signatures.length === 0 ? null : <Signatures signatures={signatures} />}
      <Card heading={texts.howTitle}>
        <Stack>
          <ol>
            {texts.how.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
          <ButtonRow>
            <LinkButton href="/check">{texts.toCheck}</LinkButton>
          </ButtonRow>
          <p class="small soft">{texts.privacy}</p>
        </Stack>
      </Card>
    </Page>,
  );
}

function Signatures(props: { readonly signatures: readonly PublicSignature[] }): JSX.Element {
  return (
    <Card heading={texts.signatures}>
      <ul>
        {props.signatures.map((signature) => (
          <li>
            {nameOf(signature)} — {texts.qualifications[signature.qualification]},{' '}
            {formatInstant(signature.signedAt)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function nameOf({ kind, organization = '' }: PublicSignature): string {
  return kind === 'person' ? texts.person : texts[kind](organization);
}
