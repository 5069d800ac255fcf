import { serviceUnit } from '#kernel/service.ts';
import { Card } from '#ui/card/card.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatMonth } from '#ui/format/time.ts';
import { Stack } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { buildingReadings } from '../lines/heat-inputs.ts';
import { microOf } from '../lines/reading-inputs.ts';
import type { Bill, BuildingTotal } from './bill.ts';
import { texts } from './texts.uk.ts';

/** What the whole building used, and how much of it is this account's (2119:8.3, 2119:10.2). */
export function BuildingCard({ bill }: { readonly bill: Bill }): JSX.Element | null {
  if (bill.building.length === 0) return null;
  return (
    <Card heading={texts.building}>
      <Stack>
        <p class="soft">{texts.buildingLead(formatMonth(bill.period))}</p>
        <BuildingTable bill={bill} captionHidden />
        <p class="small soft">
          {texts.buildingCommon} {texts.buildingBalance} <ClauseTag clause="2119:10.2" />
        </p>
      </Stack>
    </Card>
  );
}

export function BuildingTable(props: {
  readonly bill: Bill;
  readonly captionHidden: boolean;
}): JSX.Element {
  return (
    <DataTable
      caption={texts.building}
      captionHidden={props.captionHidden}
      small
      rows={props.bill.building}
      columns={[
        {
          key: 'service',
          header: texts.service,
          rowHeader: true,
          cell: ({ service }) => serviceName(service),
        },
        {
          key: 'meter',
          header: texts.buildingMeter,
          long: true,
          cell: ({ service, inputs }) => buildingReadings(inputs, serviceUnit[service]),
        },
        volume('total', texts.buildingTotal, ({ total }) => total),
        volume('shared', texts.buildingShared, ({ inputs }) =>
          inputs['system'] === undefined
            ? undefined
            : microOf(inputs['system']) + microOf(inputs['common']),
        ),
        volume('flats', texts.buildingFlats, ({ distributed, inputs }) =>
          inputs['premises'] === undefined ? distributed : microOf(inputs['premises']),
        ),
        volume('own', texts.buildingOwn, ({ own }) => own),
      ]}
    />
  );
}

/** A column of volumes; undefined where the service has no such part. */
function volume(
  key: string,
  header: string,
  of: (total: BuildingTotal) => bigint | undefined,
): Column<BuildingTotal> {
  return {
    key,
    header,
    numeric: true,
    cell: (total) => {
      const value = of(total);
      return value === undefined ? '—' : formatQuantity(value, serviceUnit[total.service]);
    },
  };
}
