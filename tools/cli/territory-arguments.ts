import { parseArgs } from 'node:util';
import { texts } from './texts.uk.ts';

interface Common {
  readonly file: string;
  readonly takeGoodLines: boolean;
}

/** What `npm run territories` was asked for. */
export type TerritoryArguments =
  | (Common & { readonly kind: 'statuses' })
  | (Common & {
      readonly kind: 'edition';
      readonly editionOn: Temporal.PlainDate;
      readonly source: string;
      readonly acceptMassRetirement: boolean;
      /** Say what would change and change nothing. */
      readonly checkOnly: boolean;
    });

const options = {
  edition: { type: 'string' },
  source: { type: 'string' },
  'good-lines': { type: 'boolean', default: false },
  'accept-loss': { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  statuses: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments; a text when they say nothing that can be done. */
export function readTerritoryArguments(args: readonly string[]): TerritoryArguments | string {
  const parsed = parse(args);
  if (parsed === undefined) return texts.usage;
  const { values, positionals } = parsed;
  const [file, ...others] = positionals;
  if (values.help || file === undefined || others.length > 0) return texts.usage;
  const common = { file, takeGoodLines: values['good-lines'] };
  if (values.statuses) return { ...common, kind: 'statuses' };
  const editionOn = dateOf(values.edition ?? file);
  if (editionOn === undefined) return texts.noEdition;
  return {
    ...common,
    kind: 'edition',
    editionOn,
    source: values.source ?? texts.source,
    acceptMassRetirement: values['accept-loss'],
    checkOnly: values.check,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // An option that is not there: the list of those that are is the answer.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const isoDate = /(\d{4})-(\d{2})-(\d{2})/;
const ukrainianDate = /(\d{2})[._-](\d{2})[._-](\d{4})/;

/** The date named in a text, written as in 2025-05-16 or 16.05.2025. */
function dateOf(text: string): Temporal.PlainDate | undefined {
  const [, year, month, day] = isoDate.exec(text) ?? [];
  const [, dayToo, monthToo, yearToo] = ukrainianDate.exec(text) ?? [];
  const found = [year ?? yearToo, month ?? monthToo, day ?? dayToo].join('-');
  try {
    return Temporal.PlainDate.from(found, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
