import { writeAsicS } from '#exchange/signature/own/asic/write.ts';
import { writeZip } from '#exchange/signature/own/asic/write-zip.ts';
import { signContent, type SigningKey } from '#exchange/signature/own/cms/sign.ts';
import { digest } from '#exchange/signature/own/x509/primitives.ts';
import type { Authority } from '../certification-authority/authority.ts';
import { signingKeyOf } from '../certification-authority/issue.ts';
import { texts } from '../texts.uk.ts';
import type { ServerSeals } from './office.ts';

const messagesMax = 1_000;
/** Codes of the invented bodies that the two security servers belong to. */
const askingCode = '43395033';
const answeringCode = '32855961';

/** A message that passed: what is signed, and what it answers. */
export interface PassedMessages {
  readonly client: string;
  readonly queryId: string;
  readonly request: string;
  readonly response: string;
}

/** What was asked and answered here, for as long as the server remembers. */
export class Evidence {
  readonly #passed = new Map<string, PassedMessages>();
  readonly #seals: ServerSeals | undefined;

  constructor(seals: ServerSeals | undefined) {
    this.#seals = seals;
  }

  keep(messages: PassedMessages): void {
    if (this.#passed.size >= messagesMax) {
      for (const oldest of this.#passed.keys()) {
        this.#passed.delete(oldest);
        break;
      }
    }
    this.#passed.set(messages.queryId, messages);
  }

  /** The archive for whoever asked that query; undefined for others and for what is unknown. */
  async archive(queryId: string, client: string): Promise<Uint8Array | undefined> {
    const passed = this.#passed.get(queryId);
    if (passed === undefined || passed.client !== client || this.#seals === undefined) {
      return undefined;
    }
    const { asking, answering } = this.#seals;
    return writeZip([
      { name: `${queryId}-request.asics`, bytes: await containerOf(passed.request, asking) },
      { name: `${queryId}-response.asics`, bytes: await containerOf(passed.response, answering) },
    ]);
  }
}

async function containerOf(message: string, key: SigningKey): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(message);
  const signature = await signContent({ key, digest: (oid) => digest(oid, bytes) });
  return writeAsicS({ file: { name: 'message.json', bytes }, signature });
}

/** Seals of both servers, by an authority that is played too. */
export async function serverSeals(authority: Authority): Promise<ServerSeals> {
  const { ourServer, theirServer } = texts.trembita;
  const sealOf = async (name: string, edrpou: string) =>
    signingKeyOf(await authority.issue({ commonName: name, organization: name, edrpou }));
  return {
    asking: await sealOf(ourServer, askingCode),
    answering: await sealOf(theirServer, answeringCode),
  };
}
