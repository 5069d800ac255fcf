import { serviceUnit } from '#kernel/service.ts';
import type { Account } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatQuantity, unitName } from '#ui/format/quantity.ts';
import { formatDate, formatDayAndMonth } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { MeterDial } from '#ui/meter-dial/meter-dial.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { AccountTabs, fullAddress } from '../account-parts.tsx';
import { zoneName } from '../lines/texts.uk.ts';
import { texts as common } from '../texts.uk.ts';
import {
  nextOpeningOf,
  type MeterZone,
  type OwnMeter,
  type OwnMeters,
  type Window,
} from './meters.ts';
import { RecentReadings } from './recent-readings.tsx';
import type { FieldFault } from './send-readings.ts';
import { fieldName, type TypedValues } from './sent-form.ts';
import { texts } from './texts.uk.ts';

export interface ReadingsPageProps {
  readonly accounts: readonly Account[];
  readonly own: OwnMeters;
  readonly today: Temporal.PlainDate;
  readonly csrfToken: string;
  readonly typed: TypedValues;
  readonly faults: readonly FieldFault[];
}

/** My meters: what stood before, and a field for each; outside the days, when they come. */
export function readingsPage(frame: PageFrame, props: ReadingsPageProps): string {
  const { own, accounts, faults } = props;
  return renderPage(
    <Page {...frame} title={texts.title} hasErrors={faults.length > 0}>
      <ErrorSummary errors={faults.map(({ field, message }) => ({ fieldId: field, message }))} />
      <PageHeading
        title={texts.title}
        eyebrow={`${common.accountShort(own.account.number)} · ${fullAddress(own.account)}`}
        lede={texts.lede}
      />
      <AccountTabs
        accounts={accounts}
        current={own.account}
        href={(other) => `/cabinet/readings?account=${other.accountId}`}
      />
      <Body {...props} />
      <RecentReadings meters={own.meters} />
    </Page>,
  );
}

function Body(props: ReadingsPageProps): JSX.Element {
  const { own } = props;
  if (own.meters.length === 0) {
    return (
      <EmptyState title={texts.noMetersTitle}>
        <p>{texts.noMetersLead}</p>
      </EmptyState>
    );
  }
  const opensOn = nextOpeningOf(own.meters);
  if (opensOn !== undefined) return <Closed opensOn={opensOn} />;
  return (
    <Form
      action={`/cabinet/readings?account=${own.account.accountId}`}
      csrfToken={props.csrfToken}
      label={texts.title}
    >
      {own.meters.map((meter) => (
        <MeterCard {...props} meter={meter} />
      ))}
      <Button>{texts.send}</Button>
    </Form>
  );
}

function Closed({ opensOn }: { readonly opensOn: Temporal.PlainDate }): JSX.Element {
  return (
    <Notification tone="act" title={texts.closedTitle(formatDayAndMonth(opensOn))}>
      <p>{texts.closedLead}</p>
    </Notification>
  );
}

/** Each provider has days of its own. */
function Taking({ window }: { readonly window: Window }): JSX.Element {
  if (!window.isOpen) return <p>{texts.opensOn(formatDayAndMonth(window.opensOn))}</p>;
  const { closesOn } = window;
  return (
    <p>{closesOn === null ? texts.openAlways : texts.openUntil(formatDayAndMonth(closesOn))}</p>
  );
}

function MeterCard(props: ReadingsPageProps & { readonly meter: OwnMeter }): JSX.Element {
  const { meter, today } = props;
  return (
    <Card
      heading={<ServiceMark service={meter.service} />}
      aside={<span class="small soft">{texts.meterNumber(meter.serial)}</span>}
    >
      <Verification meter={meter} today={today} />
      <Taking window={meter.window} />
      {meter.window.isOpen ? (
        <Stack>
          {meter.zones.map((zone) => (
            <ZoneField {...props} zone={zone} />
          ))}
        </Stack>
      ) : null}
    </Card>
  );
}

function ZoneField(
  props: ReadingsPageProps & { readonly meter: OwnMeter; readonly zone: MeterZone },
): JSX.Element {
  const { meter, zone, typed, faults } = props;
  const name = fieldName(meter.meterId, zone.zone);
  const last = zone.readings[0];
  const unit = serviceUnit[meter.service];
  return (
    <Field
      name={name}
      kind={meter.decimals === 0 ? 'whole-number' : 'decimal'}
      width="medium"
      label={
        meter.zones.length === 1
          ? texts.field
          : texts.zoneField(zoneName(zone.zone, meter.zones.length))
      }
      unit={unitName(unit)}
      hint={
        <>
          {last === undefined
            ? texts.noPrevious
            : texts.previous(formatQuantity(last.value, unit), formatDate(last.takenOn))}{' '}
          {meter.decimals === 0 ? texts.howToCopy : texts.howToCopyRed}
          {last === undefined ? null : (
            <span class="row">
              {texts.lastShown}
              <MeterDial digits={meter.digits} decimals={meter.decimals} value={last.value} />
            </span>
          )}
        </>
      }
      value={typed[name]}
      error={faults.find(({ field }) => field === name)?.message}
    />
  );
}

const verificationNoticeMonths = 2;

function Verification(props: {
  readonly meter: OwnMeter;
  readonly today: Temporal.PlainDate;
}): JSX.Element | null {
  const { verifiedUntil } = props.meter;
  const date = formatDate(verifiedUntil);
  if (Temporal.PlainDate.compare(verifiedUntil, props.today) < 0) {
    return (
      <p>
        <Tag tone="bad">{texts.verificationOver(date)}</Tag>
      </p>
    );
  }
  const soon = props.today.add({ months: verificationNoticeMonths });
  if (Temporal.PlainDate.compare(verifiedUntil, soon) > 0) return null;
  return (
    <p>
      <Tag tone="warn">{texts.verificationSoon(date)}</Tag>
    </p>
  );
}
