import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import type { ShownHouse } from './list-houses.ts';
import { texts } from './texts.uk.ts';

export const housesPath = '/cabinet/houses';

export interface HousesPageProps {
  readonly houses: readonly ShownHouse[];
  readonly csrfToken: string;
  /** Whether the reader is an association, which asks, or a biller, who is asked. */
  readonly mayAsk: boolean;
  readonly isEnded: boolean;
}

/** Houses that associations act for, with the way to end it. */
export function housesPage(frame: PageFrame, props: HousesPageProps): string {
  const { houses, csrfToken, mayAsk, isEnded } = props;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading
        title={texts.title}
        lede={texts.lede}
        actions={mayAsk ? <LinkButton href={`${housesPath}/new`}>{texts.add}</LinkButton> : null}
      />
      {isEnded ? <Notification tone="good" title={texts.ended} /> : null}
      {houses.length === 0 ? <p>{texts.none}</p> : null}
      {houses.map((house) => (
        <HouseCard house={house} csrfToken={csrfToken} />
      ))}
    </Page>,
  );
}

const tones: Readonly<Record<ShownHouse['state'], Tone>> = {
  asked: 'act',
  connected: 'good',
  ended: 'neutral',
};

function HouseCard(props: { readonly house: ShownHouse; readonly csrfToken: string }) {
  const { house, csrfToken } = props;
  const { address, state, documentId } = house;
  return (
    <Card heading={address} eyebrow={<Tag tone={tones[state]}>{texts.states[state]}</Tag>}>
      <p>{texts.association(house.associationName)}</p>
      <p>{texts.biller(house.billerName)}</p>
      <p>
        {house.basis}. {texts.accounts(formatCount(house.accounts))}
      </p>
      {documentId === null ? null : (
        <p>
          <a href={`/cabinet/documents/${documentId}`} aria-label={`${texts.openThis}${address}`}>
            {texts.openDocument}
          </a>
        </p>
      )}
      {state === 'ended' ? null : (
        <Form
          action={`${housesPath}/end`}
          csrfToken={csrfToken}
          hidden={{ houseId: String(house.houseId) }}
          label={`${texts.endThis}${address}`}
        >
          <Button look="quiet">{texts.end}</Button>
        </Form>
      )}
    </Card>
  );
}
