import type { JSX } from 'preact';
import { LinkButton } from '../button/button.tsx';
import { DescriptionListExample } from '../description-list/description-list.example.tsx';
import { sample } from '../sample/texts.uk.ts';
import { ReceiptPanel } from './receipt-panel.tsx';

const at = Temporal.Instant.from('2026-11-21T12:05:00Z');

export function ReceiptPanelExample(): JSX.Element {
  const { receipt } = sample;
  return (
    <ReceiptPanel
      level={3}
      title={receipt.title}
      number={receipt.number}
      at={at}
      next={<p>{receipt.next}</p>}
      actions={
        <>
          <LinkButton href="#receipt-panel">{receipt.home}</LinkButton>
          <LinkButton href="#receipt-panel" look="quiet" icon="print">
            {receipt.print}
          </LinkButton>
        </>
      }
    >
      <DescriptionListExample />
    </ReceiptPanel>
  );
}
