import { err, ok, type Result } from '#kernel/result.ts';
import type { EvidenceSilence, OwnershipRegister } from '#modules/access/ports.ts';
import type { RestService } from '../../trembita/rest-client.ts';
import { readAnswer, writeQuestion } from './wire.ts';

interface Evidence {
  fetchEvidence(queryId: string): Promise<Result<Uint8Array, EvidenceSilence>>;
}

const serverErrorFrom = 500;

/**
 * The State Register of Property Rights behind the Trembita system. What only an administrator can
 * mend is silence too for the one who asks; `onClosed` is told of it.
 * @law 1039:57 1039:58
 */
export function createPropertyRights(
  service: RestService,
  evidence: Evidence,
  onClosed: (code: string) => void = () => undefined,
): OwnershipRegister {
  return {
    async ask(question) {
      const asked = await service.ask({
        subjectId: question.rnokpp,
        body: writeQuestion(question),
      });
      if (!asked.ok) {
        const { kind, reason, queryId } = asked.error;
        if (kind === 'closed') onClosed(reason);
        return err({ queryId, reason });
      }
      const { queryId, status, body } = asked.value;
      const answer = status < serverErrorFrom ? readAnswer(body) : undefined;
      return answer === undefined ? err({ queryId, reason: 'malformed' }) : ok({ queryId, answer });
    },
    fetchEvidence: (queryId) => evidence.fetchEvidence(queryId),
  };
}
