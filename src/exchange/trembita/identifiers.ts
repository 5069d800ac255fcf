/** A subsystem of a body in the Trembita system: environment, class, code, subsystem. */
export interface ClientId {
  readonly instance: string;
  readonly memberClass: string;
  readonly memberCode: string;
  readonly subsystem: string;
}

/** A service of a subsystem; some have versions. */
export interface ServiceId extends ClientId {
  readonly service: string;
  readonly version?: string;
}

const part = /^[\w.-]{1,100}$/;
const clientParts = 4;
const serviceParts = 5;

/** Reads `instance/class/code/subsystem`; undefined when it is none. */
export function parseClientId(text: string): ClientId | undefined {
  const parts = partsOf(text);
  return parts?.length === clientParts ? clientOf(parts) : undefined;
}

/** Reads `instance/class/code/subsystem/service` with or without `/version`. */
export function parseServiceId(text: string): ServiceId | undefined {
  const parts = partsOf(text);
  const service = parts?.[clientParts];
  if (parts === undefined || service === undefined || parts.length > serviceParts + 1) {
    return undefined;
  }
  const version = parts[serviceParts];
  return { ...clientOf(parts), service, ...(version === undefined ? {} : { version }) };
}

/** As headers carry it. */
export function formatClientId(id: ClientId): string {
  return [id.instance, id.memberClass, id.memberCode, id.subsystem].join('/');
}

export function formatServiceId(id: ServiceId): string {
  return [formatClientId(id), id.service, ...(id.version === undefined ? [] : [id.version])].join(
    '/',
  );
}

function partsOf(text: string): readonly string[] | undefined {
  const parts = text.split('/');
  return parts.length >= clientParts && parts.every((one) => part.test(one)) ? parts : undefined;
}

function clientOf([
  instance = '',
  memberClass = '',
  memberCode = '',
  subsystem = '',
]: readonly string[]): ClientId {
  return { instance, memberClass, memberCode, subsystem };
}
