import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { countOf } from '#ui/format/plural.ts';
import { Icon } from '#ui/icons/icon.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { Pagination } from '#ui/pagination/pagination.tsx';
import { Select } from '#ui/select/select.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { NoPlaces, officePage } from '../cabinet.tsx';
import { PlaceSelect } from '../place-picker.tsx';
import type { Place } from '../places.ts';
import { accountForms, cabinetTexts, placeName } from '../texts.uk.ts';
import { AccountsTable } from './accounts-table.tsx';
import { accountsHref, accountsPath } from './accounts-href.ts';
import { accountsPerPage, type AccountsFound } from './search-accounts.ts';
import { texts } from './texts.uk.ts';

/** The accounts that the subject bills or serves. */
export function accountsPage(frame: PageFrame, found: AccountsFound): string {
  const { place, total } = found;
  return officePage({
    frame,
    title: texts.title,
    children: (
      <>
        <PageHeading
          title={texts.title}
          eyebrow={place === undefined ? undefined : placeName(place)}
          lede={place === undefined ? undefined : countOf(total, accountForms)}
        />
        {place === undefined ? (
          <NoPlaces />
        ) : (
          <>
            <Filters found={found} place={place} />
            <Card>
              <AccountsTable found={found} empty={<Nothing place={place} />} />
              <Pagination
                page={found.asked.page}
                pageSize={accountsPerPage}
                total={total}
                hrefOf={(page) => accountsHref({ ...found.asked, place: place.key, page })}
                label={texts.pages}
              />
            </Card>
          </>
        )}
      </>
    ),
  });
}

function Filters(props: { readonly found: AccountsFound; readonly place: Place }): JSX.Element {
  const { asked, places } = props.found;
  const { place } = props;
  return (
    <Toolbar label={texts.filters} actions={<Exports {...props} />}>
      <Form
        action={accountsPath}
        method="get"
        label={texts.filters}
        hidden={{ order: asked.order, way: asked.way }}
        inline
      >
        {places.length < 2 ? null : <PlaceSelect places={places} chosen={place.key} />}
        <Field name="find" kind="search" label={texts.find} value={asked.find} />
        <Select
          name="debt"
          label={texts.debt}
          emptyLabel={cabinetTexts.any}
          options={[{ value: 'yes', label: texts.debtOnly }]}
          value={asked.debt}
          width="medium"
        />
        <Select
          name="unread"
          label={texts.readings}
          emptyLabel={cabinetTexts.any}
          options={[{ value: 'yes', label: texts.unreadOnly(place.openPeriod) }]}
          value={asked.unread}
          width="medium"
        />
        <Button look="quiet" icon="search">
          {texts.search}
        </Button>
      </Form>
    </Toolbar>
  );
}

function Exports({ found, place }: { readonly found: AccountsFound; readonly place: Place }) {
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <a href={accountsHref({ ...found.asked, place: place.key, page: 1 }, `.${format}`)}>
          <Icon name="download" />
          {cabinetTexts[format]}
        </a>
      ))}
    </>
  );
}

function Nothing({ place }: { readonly place: Place }): JSX.Element {
  return (
    <EmptyState
      icon="search"
      title={texts.emptyTitle}
      actions={<a href={`${accountsPath}?place=${place.key}`}>{cabinetTexts.clear}</a>}
    >
      <p>{texts.empty}</p>
    </EmptyState>
  );
}
