import { texts } from '../texts.uk.ts';

/** The only cards taken, with what comes of paying by them: real cards must not be typed here. */
const testCards: ReadonlyMap<string, { readonly paid: boolean; readonly errorCode?: string }> =
  new Map([
    ['4242424242424242', { paid: true }],
    ['4000000000000002', { paid: false, errorCode: 'limit' }],
    ['4000000000009995', { paid: false, errorCode: '9859' }],
  ]);

export interface CardFault {
  readonly field: 'card' | 'expiry' | 'security_code';
  readonly message: string;
}

export type CardReading =
  | { readonly ok: false; readonly faults: readonly CardFault[] }
  | {
      readonly ok: true;
      readonly paid: boolean;
      readonly errorCode?: string;
      /** First six and last two digits, as gateways show a card. */
      readonly mask: string;
    };

/** Reads the card form. Nothing of it is kept but the mask. */
export function readCard(fields: Readonly<Record<string, string>>): CardReading {
  const number = (fields['card'] ?? '').replace(/[\s-]/g, '');
  const card = testCards.get(number);
  const { faults: messages } = texts.payment;
  const faults: CardFault[] = [];
  if (card === undefined) faults.push({ field: 'card', message: messages.card });
  if (!/^\s*(?:0?[1-9]|1[0-2])\s*\/\s*\d{2}\s*$/.test(fields['expiry'] ?? '')) {
    faults.push({ field: 'expiry', message: messages.expiry });
  }
  if (!/^\s*\d{3}\s*$/.test(fields['security_code'] ?? '')) {
    faults.push({ field: 'security_code', message: messages.securityCode });
  }
  if (card === undefined || faults.length > 0) return { ok: false, faults };
  return { ok: true, ...card, mask: `${number.slice(0, 6)}*${number.slice(-2)}` };
}
