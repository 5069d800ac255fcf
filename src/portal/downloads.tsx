import { Icon } from '#ui/icons/icon.tsx';
import type { SheetFormat } from '#platform/spreadsheets/send-sheet.ts';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

const formats = ['csv', 'xlsx'] as const satisfies readonly SheetFormat[];

/** The file format asked for in an address, if any. */
export function readFormat(text: string | undefined): SheetFormat | undefined {
  return formats.find((format) => format === text);
}

/**
 * Links to what the page shows as files; the page itself is laid out for paper (1039:23.2).
 * @law 1039:23.2
 */
export function Downloads(props: {
  readonly hrefOf: (format: SheetFormat) => string;
}): JSX.Element {
  return (
    <p class="row small">
      <span>
        <Icon name="download" />
        {texts.download}
      </span>
      {formats.map((format) => (
        <a class="contents-link" href={props.hrefOf(format)}>
          {texts[format]}
        </a>
      ))}
      <span class="soft">{texts.printHint}</span>
    </p>
  );
}
