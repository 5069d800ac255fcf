import { contains } from '#kernel/period.ts';
import {
  provisionEventNames,
  subjectKindNames,
  type Confirmation,
  type ProvisionRight,
  type Subject,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatDate } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { ComponentChildren, JSX } from 'preact';
import { address } from '../address.ts';
import { ListPager } from '../list-pager.tsx';
import { TariffsTable } from '../tariffs/tariffs-table.tsx';
import { RightsTable } from '../territories/rights-table.tsx';
import type { ProviderFacts } from './provider.ts';
import { texts } from './texts.uk.ts';

interface FactsProps {
  readonly facts: ProviderFacts;
}

/** A provider as everybody may see it. */
export function providerPage(frame: PageFrame, facts: ProviderFacts): string {
  const { provider } = facts;
  return renderPage(
    <Page
      {...frame}
      title={provider.shortName}
      description={texts.description(provider.name)}
      breadcrumbs={[{ label: texts.title, href: '/providers' }, { label: provider.shortName }]}
    >
      <PageHeading
        title={provider.shortName}
        eyebrow={subjectKindNames[provider.kind]}
        lede={provider.name === provider.shortName ? undefined : provider.name}
      />
      <Contacts provider={provider} />
      <Rights facts={facts} />
      <History rights={facts.rights.rows} />
      <Tariffs facts={facts} />
    </Page>,
  );
}

function Contacts({ provider }: { readonly provider: Subject }): JSX.Element {
  const { readingWindow, website, email, phone } = provider;
  const rows: readonly (readonly [string, ComponentChildren])[] = [
    [texts.edrpou, provider.edrpou],
    [texts.address, provider.postalAddress],
    [texts.phone, phone === null ? null : <a href={`tel:${phone}`}>{phone}</a>],
    [texts.email, email === null ? null : <a href={`mailto:${email}`}>{email}</a>],
    [
      texts.website,
      website === null ? null : (
        <a href={website} rel="external noreferrer">
          {website}
        </a>
      ),
    ],
    [texts.iban, provider.iban],
    [
      texts.window,
      readingWindow === null
        ? texts.windowAlways
        : texts.windowText(readingWindow.from, readingWindow.to),
    ],
  ];
  return (
    <Card heading={texts.contacts}>
      <DescriptionList
        rows={rows.map(([term, value]) => ({ term, value: value ?? texts.notGiven }))}
      />
    </Card>
  );
}

function Rights({ facts }: FactsProps): JSX.Element {
  const { rights, provider } = facts;
  if (rights.rows.length === 0) {
    return (
      <Card heading={texts.rights}>
        <EmptyState title={texts.noRights}>
          <p>{texts.noRightsText}</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <RightsTable
        caption={texts.rights}
        rights={rights.rows}
        columns={['service', 'place', 'document', 'term', 'state']}
      />
      <ListPager
        page={rights.page}
        hasMore={rights.hasMore}
        hrefOf={(page) => address(`/providers/${provider.subjectId}`, { page: String(page) })}
      />
    </Card>
  );
}

interface Happening {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly right: ProvisionRight;
  readonly place: string;
  readonly ground: string;
  readonly confirmation: Confirmation | null;
}

/** By what document a right came, where a body confirmed it, and what happened to it since. */
function happeningsOf(right: ProvisionRight): readonly Happening[] {
  const { document, confirmation, territory, term, events } = right;
  const granted: Happening = {
    ...{ on: term.from, what: texts.rightGranted, right, place: territory.fullName, confirmation },
    ground: texts.rightGround(document.title, document.number, formatDate(document.date)),
  };
  const later = events.map((event) => ({
    ...{ on: event.occurredOn, what: provisionEventNames[event.kind], right },
    place: event.territoryName ?? territory.fullName,
    ...{ ground: event.ground, confirmation: event.confirmation },
  }));
  return confirmation === null ? later : [granted, ...later];
}

/**
 * Everything that happened to the provider's rights, the newest first, with the body that
 * confirmed it and the documents by which anybody can check it.
 * @law 1039:23.3.b.4 1039:23.3.b.6 1039:23.3.b.7 1039:23.3.b.8
 */
function History({ rights }: { readonly rights: readonly ProvisionRight[] }): JSX.Element | null {
  const happenings = rights
    .flatMap(happeningsOf)
    .sort((one, other) => Temporal.PlainDate.compare(other.on, one.on));
  if (happenings.length === 0) {
    return rights.length === 0 ? null : (
      <Card heading={texts.history}>
        <p>{texts.noEvents}</p>
      </Card>
    );
  }
  return (
    <Card>
      <DataTable caption={texts.history} rows={happenings} columns={historyColumns} />
    </Card>
  );
}

const historyColumns: readonly Column<Happening>[] = [
  { key: 'date', header: texts.historyDate, rowHeader: true, cell: ({ on }) => formatDate(on) },
  { key: 'event', header: texts.historyEvent, cell: ({ what }) => what },
  {
    key: 'service',
    header: texts.historyService,
    cell: ({ right }) => <ServiceMark service={right.service} />,
  },
  { key: 'place', header: texts.historyPlace, long: true, cell: ({ place }) => place },
  { key: 'ground', header: texts.historyGround, long: true, cell: ({ ground }) => ground },
  {
    key: 'confirmed',
    header: texts.historyConfirmed,
    long: true,
    cell: ({ confirmation }) => <Confirmed confirmation={confirmation} />,
  },
];

const checkHref = (number: string): string => `/check/${encodeURIComponent(number)}`;

/** The body, never a person, and its documents by their numbers. */
function Confirmed(props: { readonly confirmation: Confirmation | null }): JSX.Element {
  const { confirmation } = props;
  if (confirmation === null) return <>{texts.recordedByKeeper}</>;
  const { bodyName, submissionNumber, answerNumber } = confirmation;
  return (
    <>
      {bodyName}
      {': '}
      <a href={checkHref(submissionNumber)}>{texts.submission(submissionNumber)}</a>
      {', '}
      <a href={checkHref(answerNumber)}>{texts.answer(answerNumber)}</a>
    </>
  );
}

function Tariffs({ facts }: FactsProps): JSX.Element {
  const { tariffs, today } = facts;
  const now = tariffs.filter(({ valid }) => contains(valid, today));
  const others = tariffs.filter(({ valid }) => !contains(valid, today));
  if (tariffs.length === 0) {
    return (
      <Card heading={texts.tariffsNow}>
        <EmptyState title={texts.noTariffs}>
          <p>{texts.noTariffsText}</p>
        </EmptyState>
      </Card>
    );
  }
  const columns = ['service', 'place', 'price', 'since', 'decision'] as const;
  return (
    <>
      <Card>
        <TariffsTable caption={texts.tariffsNow} {...facts} tariffs={now} columns={columns} />
      </Card>
      {others.length === 0 ? null : (
        <Card>
          <TariffsTable
            caption={texts.tariffsFormer}
            {...facts}
            tariffs={others}
            columns={columns}
          />
        </Card>
      )}
    </>
  );
}
