import { readFile } from 'node:fs/promises';
import { createHttpClient } from './exchange/http-client.ts';
import { createNodeTransport, type MutualTls } from './exchange/node-transport.ts';
import { createPropertyRights } from './exchange/registers/property-rights/client.ts';
import { createEvidenceReader } from './exchange/trembita/evidence.ts';
import { parseClientId, parseServiceId } from './exchange/trembita/identifiers.ts';
import { createRestService, meansOutage } from './exchange/trembita/rest-client.ts';
import { required } from './main-web.ts';
import type { OwnershipRegister } from './modules/access/index.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config/config.ts';

/** Registers may be slow, and nobody waits for them at a page. */
const answerMs = 30_000;
/** Evidence holds whole messages with signatures and stamps. */
const evidenceBytesMax = 8 * 1024 * 1024;

/** The register of property rights; undefined where there is no security server to ask through. */
export async function openOwnershipRegister(
  config: Config,
  onGone: (service: string) => void,
): Promise<OwnershipRegister | undefined> {
  const { TREMBITA_URL: baseUrl, TREMBITA_PROPERTY_RIGHTS_PURPOSE: purposeId } = config;
  if (baseUrl === undefined) return undefined;
  const client = required(parseClientId(config.TREMBITA_CLIENT), 'TREMBITA_CLIENT');
  const service = required(
    parseServiceId(config.TREMBITA_PROPERTY_RIGHTS),
    'TREMBITA_PROPERTY_RIGHTS',
  );
  const transport = createNodeTransport({ tls: await readTls(config) });
  const parts = { clock: systemClock, onGone, transport, meansOutage };
  const name = 'trembita-property-rights';
  const asked = createHttpClient({ ...parts, service: name, limits: { timeoutMs: answerMs } });
  const evidence = createHttpClient({
    ...{ ...parts, service: 'trembita-signature' },
    limits: { timeoutMs: answerMs, bodyBytesMax: evidenceBytesMax },
  });
  return createPropertyRights(
    createRestService({ baseUrl, client, service, purposeId }, asked),
    createEvidenceReader({ baseUrl, client }, evidence),
    () => onGone(name),
  );
}

async function readTls(config: Config): Promise<MutualTls | undefined> {
  const { TREMBITA_TLS_CERTIFICATE, TREMBITA_TLS_KEY, TREMBITA_TLS_AUTHORITY } = config;
  if (TREMBITA_TLS_CERTIFICATE === undefined) return undefined;
  return {
    certificate: await readFile(TREMBITA_TLS_CERTIFICATE, 'utf8'),
    key: await readFile(required(TREMBITA_TLS_KEY, 'TREMBITA_TLS_KEY'), 'utf8'),
    authority: await readFile(required(TREMBITA_TLS_AUTHORITY, 'TREMBITA_TLS_AUTHORITY'), 'utf8'),
  };
}
