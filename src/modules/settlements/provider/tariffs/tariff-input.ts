import { priceDecimals, type Price } from '#kernel/price.ts';
import { parseDecimal, type Unit } from '#kernel/quantity.ts';
import { services, serviceUnit, type Service } from '#kernel/service.ts';
import { formatPrice } from '#ui/format/money.ts';
import { z } from 'zod';
import type { TariffComponent } from '../../billing/model.ts';
import { dateField, textField } from '../../form-fields.ts';
import { checkTariffArithmetic } from '../../rules/tariff-arithmetic.ts';
import { faults } from './texts.uk.ts';

export const structureItemsMax = 12;
const titleLengthMax = 150;
const authorityLengthMax = 200;
const numberLengthMax = 40;
const hryvniasMax = 1_000_000n;
const priceMax = hryvniasMax * 10n ** BigInt(priceDecimals);

export const tariffComponents = [
  'volume',
  'fixed',
  'subscription',
] as const satisfies readonly TariffComponent[];
export const tariffZones = ['0', '1', '2'] as const;
export const vatRates = ['20', '0'] as const;

const zonedServices: ReadonlySet<Service> = new Set([
  'electricity-supply',
  'electricity-distribution',
]);

const subjectId = /^\d{1,18}$/;

function priceField(missing: string) {
  return z.string().transform((text, context): Price => {
    const scaled = parseDecimal(text, priceDecimals);
    if (scaled !== undefined && scaled > 0n && scaled <= priceMax) return scaled as Price;
    const message = text.trim() === '' ? missing : faults.price;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

const day = (missing: string) => dateField({ missing, wrong: faults.date });
const words = (lengthMax: number, missing: string) =>
  textField(lengthMax, { missing, tooLong: faults.tooLong });

/** A tariff as the form sends it; all checks that need no register are made here. */
export const tariffInput = z
  .object({
    subjectId: z.bigint(),
    providerId: z.string(faults.provider).regex(subjectId, faults.provider).transform(BigInt),
    service: z.enum(services, faults.service),
    component: z.enum(tariffComponents, faults.component),
    zone: z.enum(tariffZones, faults.zoneMissing).transform(Number),
    territoryId: z.coerce.number(faults.territory).int(faults.territory).positive(faults.territory),
    netPrice: priceField(faults.netPrice),
    grossPrice: priceField(faults.grossPrice),
    vatPercent: z.enum(vatRates, faults.vat).transform(Number),
    validFrom: day(faults.validFrom),
    decisionAuthority: words(authorityLengthMax, faults.authority),
    decisionNumber: words(numberLengthMax, faults.number),
    decisionOn: day(faults.decisionOn),
    items: z
      .array(
        z.object({
          title: words(titleLengthMax, faults.itemTitle),
          netPrice: priceField(faults.itemPrice),
        }),
      )
      .min(1, faults.noItems)
      .max(structureItemsMax),
  })
  .superRefine((tariff, context) => {
    const fault = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (tariff.zone !== 0 && !isZoned(tariff)) fault('zone', faults.zone);
    if (Temporal.PlainDate.compare(tariff.decisionOn, tariff.validFrom) > 0) {
      fault('decisionOn', faults.decisionLater);
    }
    const sums = checkTariffArithmetic({
      ...tariff,
      items: tariff.items.map(({ netPrice }) => netPrice),
    });
    if (sums.itemsMakeNet === false) {
      fault('items', faults.sum(formatPrice(sums.itemsTotal), formatPrice(tariff.netPrice)));
    }
    // A price of fractions of a kopiyka, rounded down, would be less than it is without VAT.
    if (!sums.netMakesGross || tariff.grossPrice < tariff.netPrice) {
      fault('grossPrice', faults.gross(formatPrice(sums.expectedGross)));
    }
  });

export type TariffInput = z.infer<typeof tariffInput>;

function isZoned({ service, component }: Pick<TariffInput, 'service' | 'component'>): boolean {
  return component === 'volume' && zonedServices.has(service);
}

/** What a tariff is for: fixed parts and fees for a month, the rest for the unit of the service. */
export function tariffUnit(service: Service, component: TariffComponent): Unit {
  if (component !== 'volume') return 'month';
  // Norms of waste are volumes (2320:34), though it is charged by person.
  return service === 'waste' ? 'm3' : serviceUnit[service];
}
