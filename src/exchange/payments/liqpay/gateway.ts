import { z } from 'zod';
import { formatDecimal } from '#kernel/quantity.ts';
import { err, type Result } from '#kernel/result.ts';
import type { HttpClient } from '../../http-client.ts';
import { readJsonAnswer } from '../../json-answer.ts';
import { unavailability } from '../../unavailable.ts';
import type {
  CheckoutRequest,
  PaymentFailure,
  PaymentGateway,
  PaymentReport,
  SignedMessage,
} from '#modules/settlements/ports.ts';
import { currency, orderIdLengthMax, readReport, type Merchant } from './report.ts';
import { isSignedBy, signatureOf, type LiqPayHash, type SigningKey } from './signature.ts';

export interface LiqPaySettings extends Merchant {
  readonly baseUrl: string;
  readonly privateKey: string;
  readonly hash: LiqPayHash;
}

const protocolVersions: Readonly<Record<LiqPayHash, number>> = { sha1: 3, 'sha3-256': 7 };

// The gateway publishes no limit; it is the length of a payment's purpose at banks.
export const descriptionLengthMax = 420;
const dataLengthMax = 32 * 1024;
const kopiykaDecimals = 2;
const unknownOrderCode = 'payment_not_found';

const refusedAnswer = z.object({
  status: z.literal('error'),
  err_code: z.string().max(64),
  amount: z.undefined().optional(),
});

/**
 * LiqPay: the payer's browser posts a signed form, the outcome comes to our server as a signed
 * message, and can be asked for. Numbers in messages are read from their text, never as floating
 * point.
 * @law 1039:21.10
 */
export function createLiqPay(settings: LiqPaySettings, http: HttpClient): PaymentGateway {
  const key: SigningKey = { privateKey: settings.privateKey, hash: settings.hash };

  function sign(message: Readonly<Record<string, string | number>>): SignedMessage {
    const version = protocolVersions[settings.hash];
    const json = JSON.stringify({ version, public_key: settings.publicKey, ...message });
    const data = Buffer.from(json).toString('base64');
    return { data, signature: signatureOf(data, key) };
  }

  function checkoutForm(request: CheckoutRequest) {
    assertPayable(request);
    const message = sign({
      action: 'pay',
      amount: formatDecimal(request.amount, kopiykaDecimals, kopiykaDecimals),
      currency,
      description: shortened(request.description),
      order_id: request.orderId,
      server_url: request.serverUrl,
      result_url: request.resultUrl,
      language: 'uk',
    });
    return { action: new URL('/api/3/checkout', settings.baseUrl).href, ...message };
  }

  function readCallback({ data, signature }: SignedMessage): Result<PaymentReport, PaymentFailure> {
    if (data.length > dataLengthMax) return err({ kind: 'malformed' });
    if (!isSignedBy(data, signature, key)) return err({ kind: 'forged' });
    return readReport(readJsonAnswer(Buffer.from(data, 'base64').toString('utf8')), settings);
  }

  async function askStatus(orderId: string): Promise<Result<PaymentReport, PaymentFailure>> {
    const outcome = await http.send({
      url: new URL('/api/request', settings.baseUrl).href,
      method: 'POST',
      body: new URLSearchParams({ ...sign({ action: 'status', order_id: orderId }) }),
      idempotent: true,
    });
    const unavailable = unavailability(outcome);
    if (unavailable !== undefined) return err(unavailable);
    const answer = outcome.ok ? readJsonAnswer(outcome.value.body) : undefined;
    const refusal = refusedAnswer.safeParse(answer);
    if (refusal.success) return err(refusalOf(refusal.data.err_code));
    const report = readReport(answer, settings);
    // An answer about another order must not be taken for this one.
    return report.ok && report.value.orderId !== orderId ? err({ kind: 'malformed' }) : report;
  }

  return { checkoutForm, readCallback, askStatus };
}

function refusalOf(code: string): PaymentFailure {
  return code === unknownOrderCode ? { kind: 'unknown-order' } : { kind: 'refused', code };
}

function assertPayable({ orderId, amount }: CheckoutRequest): void {
  if (orderId === '' || orderId.length > orderIdLengthMax) {
    throw new RangeError(`an order id has 1 to ${orderIdLengthMax} characters`);
  }
  if (amount <= 0n) throw new RangeError('only a positive amount can be paid');
}

/** One line, at most the limit; a cut one ends with an ellipsis after a whole word if it can. */
function shortened(description: string): string {
  const line = description.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (line.length <= descriptionLengthMax) return line;
  const cut = line.slice(0, descriptionLengthMax - 1);
  return `${cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut}\u2026`;
}
