import type { DocumentContent } from '#engine/index.ts';
import { formatDate } from '#ui/format/time.ts';
import { lastDayOf, type Mandate } from './mandates.sql.ts';
import { texts } from './texts.uk.ts';

export interface MandateWords {
  readonly grantorName: string;
  /** Numbers and addresses, as both sides know them. */
  readonly accounts: readonly { readonly number: string; readonly address: string }[];
}

/** What both sides of a mandate sign: whose, whom, which accounts, which acts, until when. */
export function mandateContent(
  { acts, from, until, trusteeName }: Pick<Mandate, 'acts' | 'from' | 'until' | 'trusteeName'>,
  { grantorName, accounts }: MandateWords,
): DocumentContent {
  const words = texts.document;
  const through = formatDate(lastDayOf({ until }));
  return {
    title: words.title,
    subtitle: words.subtitle(formatDate(from), through),
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: words.grantor, value: grantorName },
          { label: words.trustee, value: trusteeName },
          { label: words.from, value: formatDate(from) },
          { label: words.through, value: through },
        ],
      },
      {
        kind: 'table',
        caption: words.accounts,
        columns: [
          { title: words.number, align: 'start' },
          { title: words.address, align: 'start' },
        ],
        rows: accounts.map(({ number, address }) => [number, address]),
      },
      {
        kind: 'table',
        caption: words.acts,
        columns: [{ title: words.act, align: 'start' as const }],
        rows: acts.map((act) => [texts.acts[act]]),
      },
      { kind: 'paragraph', text: words.revocation },
    ],
  };
}
