import type { OutgoingResponse } from '../http-client.ts';
import { readJsonAnswer } from '../json-answer.ts';

/** What a fault of the exchange system means for the one who asked. */
export type FaultMeaning =
  /** Somebody on the way is away; asking again later may help. */
  | 'away'
  /** The way is closed to us, or our message is not one: an administrator must mend it. */
  | 'closed';

const faultHeader = 'x-road-error';
const codePattern = /^(?:Server|Client)(?:\.\w{1,60}){1,6}$/;
/** SOAP faults name their codes with a prefix of a namespace. */
const soapFault = /<(?:\w+:)?(?:faultcode|Value)>\s*(?:[\w-]+:)?([\w.]{1,200})\s*</;

/**
 * The code of the family `Server.ServerProxy.AccessDenied` that an answer carries, undefined when it
 * is none of the exchange system's own. The manuals do not say which of the known forms REST
 * answers take, so all are read: a header, a JSON object, a SOAP Fault.
 */
export function faultCodeOf({ headers, body }: OutgoingResponse): string | undefined {
  const inHeader = codeIn(headers[faultHeader]);
  if (inHeader !== undefined) return inHeader;
  const inJson = codeIn(readJsonAnswer(body)?.['type']);
  if (inJson !== undefined) return inJson;
  return codeIn(soapFault.exec(body)?.[1]);
}

function codeIn(value: unknown): string | undefined {
  return typeof value === 'string' && codePattern.test(value) ? value : undefined;
}

/** Codes that only an administrator can do something about, with all that begin so. */
const closed = [
  'Client',
  'Server.ClientProxy.UnknownMember',
  'Server.ClientProxy.SslAuthenticationFailed',
  'Server.ServerProxy.AccessDenied',
  'Server.ServerProxy.UnknownService',
  'Server.ServerProxy.ServiceDisabled',
  'Server.ServerProxy.UnknownMember',
] as const;

/** Every other fault is somebody's who may be back soon. */
export function meaningOf(code: string): FaultMeaning {
  return closed.some((one) => code === one || code.startsWith(`${one}.`)) ? 'closed' : 'away';
}
