import type { JSX } from 'preact';
import type { StoreState } from '#platform/files/show-store.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { CardGrid, PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { texts } from './texts.uk.ts';

export const storePath = '/cabinet/store';
const bytesPerMegabyte = 1024n * 1024n;

export interface StorePageProps {
  readonly state: StoreState;
  readonly csrfToken: string;
  /** A change of the key was just asked for. */
  readonly asked: boolean;
}

/** How the store of documents stands, and the change of its key (1039:10.22, 1039:53.3). */
export function storePage(frame: PageFrame, props: StorePageProps): string {
  const { state, asked } = props;
  return renderPage(
    <Page {...frame} density="office" title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      {asked ? (
        <Notification tone="act" title={texts.asked}>
          <p>{texts.askedText}</p>
        </Notification>
      ) : null}
      {state.damaged === 0n ? (
        <Notification tone="good" title={texts.whole} />
      ) : (
        <Notification tone="bad" title={texts.broken}>
          <p>{texts.brokenText}</p>
        </Notification>
      )}
      <CardGrid>
        <State state={state} />
        <Rotation {...props} />
      </CardGrid>
      <Card>
        <DataTable
          caption={texts.findings}
          rows={state.findings}
          empty={<p>{texts.noFindings}</p>}
          columns={[
            {
              key: 'at',
              header: texts.foundAt,
              rowHeader: true,
              cell: ({ foundAt }) => formatInstant(foundAt),
            },
            { key: 'what', header: texts.what, cell: ({ kind }) => texts.kinds[kind] },
            { key: 'blob', header: texts.blob, long: true, cell: ({ blobName }) => blobName },
          ]}
        />
      </Card>
    </Page>,
  );
}

function State({ state }: Pick<StorePageProps, 'state'>): JSX.Element {
  const { objects, bytes, damaged, readBackSince, neverReadBack, keyMadeAt, underOldKeys } = state;
  const megabytes = formatCount((bytes + bytesPerMegabyte - 1n) / bytesPerMegabyte);
  return (
    <Card heading={texts.state}>
      <DescriptionList
        rows={[
          { term: texts.objects, value: formatCount(objects) },
          { term: texts.bytes, value: texts.megabytes(megabytes) },
          { term: texts.damaged, value: formatCount(damaged) },
          {
            term: texts.readBack,
            value:
              neverReadBack > 0n || readBackSince === null
                ? texts.never(formatCount(neverReadBack))
                : formatInstant(readBackSince),
          },
          {
            term: texts.key,
            value: keyMadeAt === null ? texts.noKey : formatInstant(keyMadeAt),
          },
          { term: texts.underOldKeys, value: formatCount(underOldKeys) },
        ]}
      />
    </Card>
  );
}

function Rotation({ csrfToken }: Pick<StorePageProps, 'csrfToken'>): JSX.Element {
  return (
    <Card heading={texts.rotateTitle}>
      <Stack>
        <p>{texts.rotateText}</p>
        <Form action={storePath} csrfToken={csrfToken}>
          <Button look="quiet">{texts.rotate}</Button>
        </Form>
      </Stack>
    </Card>
  );
}
