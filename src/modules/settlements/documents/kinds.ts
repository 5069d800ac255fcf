import { law } from '#kernel/law.ts';
import type { DocumentKind } from '#engine/documents/kind.ts';
import { texts } from './texts.uk.ts';

/** Documents that settlements make: bills and receipts sealed, decisions on tariffs signed. */
export const settlementsKinds = [
  {
    code: 'bill',
    prefix: texts.prefixes.bill,
    name: texts.kinds.bill,
    law: [law('1039:15.1'), law('1039:69.1'), law('2119:8.3')],
    signing: 'seal',
    attachmentsMax: 0,
  },
  {
    code: 'receipt',
    prefix: texts.prefixes.receipt,
    name: texts.kinds.receipt,
    law: [law('1039:10.13'), law('1039:69.1')],
    signing: 'seal',
    attachmentsMax: 0,
  },
  {
    code: 'tariff-decision',
    prefix: texts.prefixes.tariff,
    name: texts.kinds.tariff,
    law: [law('1039:72.1'), law('1039:26.5.a.4')],
    signing: 'author',
    attachmentsMax: 0,
  },
] as const satisfies readonly DocumentKind[];
