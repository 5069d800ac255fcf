import type { Authority } from '../certification-authority/authority.ts';
import { signingKeyOf } from '../certification-authority/issue.ts';
import { texts } from '../texts.uk.ts';
import type { AnswerKeys } from './encrypt-answer.ts';

/** Code of the invented body whose seal stands under answers. */
export const answerSealCode = '31557119';
const otherCode = '32855961';

/** Seals of the play system's server, and of somebody else, by an authority that is played too. */
export async function answerKeys(authority: Authority): Promise<AnswerKeys> {
  const sealOf = async (name: string, edrpou: string) =>
    signingKeyOf(await authority.issue({ commonName: name, organization: name, edrpou }));
  const { server, otherServer } = texts.identity;
  return {
    seal: await sealOf(server, answerSealCode),
    otherSeal: await sealOf(otherServer, otherCode),
  };
}
