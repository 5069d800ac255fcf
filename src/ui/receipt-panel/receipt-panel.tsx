import type { ComponentChildren, JSX } from 'preact';
import { formatInstant } from '../format/time.ts';
import { Icon } from '../icons/icon.tsx';
import { receiptTexts } from './texts.uk.ts';

export interface ReceiptPanelProps {
  /** What has been done: that the reading was taken. The `h1` of its page. */
  readonly title: string;
  /** Another level only where the receipt is not the page itself. */
  readonly level?: 1 | 2 | 3 | undefined;
  /** The registration number given by the platform. */
  readonly number?: string | undefined;
  readonly at: Temporal.Instant;
  /** Who does what next and until when. */
  readonly next: ComponentChildren;
  /** Facts of what was taken: a `DescriptionList`. */
  readonly children?: ComponentChildren;
  /** To print, to download, to go on. */
  readonly actions?: ComponentChildren;
}

/** The end of every form: number, date, time and what happens next. */
export function ReceiptPanel(props: ReceiptPanelProps): JSX.Element {
  const level = props.level ?? 1;
  const Title = `h${level}` as const;
  const Next = `h${level === 3 ? 4 : ((level + 1) as 2 | 3)}` as const;
  return (
    <div class="receipt">
      <div class="receipt-head">
        <Icon name="good" />
        <Title class="receipt-title">{props.title}</Title>
        <dl>
          {props.number === undefined ? null : (
            <div>
              <dt>{receiptTexts.number}</dt>
              <dd>{props.number}</dd>
            </div>
          )}
          <div>
            <dt>{receiptTexts.time}</dt>
            <dd>{formatInstant(props.at)}</dd>
          </div>
        </dl>
      </div>
      <div class="receipt-body">
        <Next>{receiptTexts.next}</Next>
        {props.next}
        {props.children}
        {props.actions === undefined ? null : <div class="button-row">{props.actions}</div>}
      </div>
    </div>
  );
}
