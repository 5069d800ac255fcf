import { billAccount } from './bill-account.ts';
import type { BilledBuilding, BuildingInput, RunContext } from './model.ts';
import { shareHeat } from './share-heat.ts';

/**
 * Charges a building: what its own meters measured is shared out first (step 3 and 4 of the monthly
 * run), then each account is charged.
 */
export function billBuilding(building: BuildingInput, run: RunContext): BilledBuilding {
  const heat = shareHeat(building, run);
  const accounts = building.accounts.map((account, index) => {
    const { accountId } = account;
    const billed = billAccount(account, heat.flats.get(accountId), run);
    return {
      ...billed,
      // What concerns the building stands once, with its first account.
      questions: [
        ...(index === 0 ? heat.questions : []),
        ...(heat.flatQuestions.get(accountId) ?? []),
        ...billed.questions,
      ],
      meters: [...billed.meters, ...(heat.standings.get(accountId) ?? [])],
    };
  });
  return { accounts, volumes: heat.volumes };
}
