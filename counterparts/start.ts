import type { Clock } from '#platform/clock.ts';
import {
  startCertificationAuthority,
  type CertificationAuthorityOptions,
  type RunningAuthority,
} from './certification-authority/server.ts';
import { refuseInProduction, type Counterpart } from './common.ts';
import { answerKeys } from './id-gov-ua/answer-keys.ts';
import type { IdGovUaOptions } from './id-gov-ua/office.ts';
import { startIdGovUa } from './id-gov-ua/server.ts';
import type { LiqPayOptions } from './liqpay/office.ts';
import { startLiqPay } from './liqpay/server.ts';
import { startPhoneMessages, type PhoneMessagesOptions } from './phone-messages/server.ts';
import { serverSeals } from './trembita/evidence.ts';
import type { TrembitaOptions } from './trembita/office.ts';
import { startTrembita } from './trembita/server.ts';
import { startSmtp, type SmtpOptions } from './smtp/server.ts';

export interface CounterpartsOptions {
  readonly idGovUa: IdGovUaOptions;
  readonly liqpay: LiqPayOptions;
  readonly certificationAuthority: CertificationAuthorityOptions;
  readonly smtp?: SmtpOptions;
  readonly phoneMessages?: PhoneMessagesOptions;
  readonly trembita: TrembitaOptions;
  /** For those that have none of their own. */
  readonly clock?: Clock;
}

export interface Counterparts {
  readonly idGovUa: { readonly url: string };
  readonly liqpay: { readonly url: string };
  readonly certificationAuthority: RunningAuthority;
  readonly smtp: { readonly url: string; readonly smtpUrl: string };
  readonly phoneMessages: { readonly url: string };
  readonly trembita: { readonly url: string };
  stop(): Promise<void>;
}

/**
 * Starts every local counterpart, each on its own port. Throws when NODE_ENV is production, and
 * when a port is taken; then none is left running.
 */
export async function startCounterparts(options: CounterpartsOptions): Promise<Counterparts> {
  refuseInProduction();
  const clock = options.clock === undefined ? {} : { clock: options.clock };
  const started: Counterpart[] = [];
  const stop = async () => {
    await Promise.all(started.map((counterpart) => counterpart.stop()));
  };
  try {
    const liqpay = await startLiqPay({ ...clock, ...options.liqpay });
    started.push(liqpay);
    const certificationAuthority = await startCertificationAuthority({
      ...clock,
      ...options.certificationAuthority,
    });
    started.push(certificationAuthority);
    // It seals its answers by a key of that authority.
    const keys = await answerKeys(certificationAuthority.authorities.dstu);
    const idGovUa = await startIdGovUa({ ...clock, keys, ...options.idGovUa });
    started.push(idGovUa);
    const smtp = await startSmtp({ ...clock, ...options.smtp });
    started.push(smtp);
    const phoneMessages = await startPhoneMessages({ ...clock, ...options.phoneMessages });
    started.push(phoneMessages);
    const seals = await serverSeals(certificationAuthority.authorities.dstu);
    const trembita = await startTrembita({ ...clock, seals, ...options.trembita });
    started.push(trembita);
    return {
      idGovUa: { url: idGovUa.url },
      liqpay: { url: liqpay.url },
      certificationAuthority,
      smtp: { url: smtp.url, smtpUrl: smtp.smtpUrl },
      phoneMessages: { url: phoneMessages.url },
      trembita: { url: trembita.url },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
