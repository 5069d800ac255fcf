import type { PaymentCode } from '#modules/settlements/ports.ts';
import type { QrFormat } from './fields.ts';
import { buildQrLink } from './link.ts';
import { qrMatrix } from './matrix.ts';

/** Payment QR codes in a format of the National Bank (nbu-97). */
export function nbuQr(format: QrFormat): PaymentCode {
  return {
    draw(payment) {
      const link = buildQrLink(payment, format);
      return link.ok ? qrMatrix(link.value.link) : undefined;
    },
  };
}
