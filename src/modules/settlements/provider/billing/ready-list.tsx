import { formatCount } from '#ui/format/number.ts';
import { formatDate } from '#ui/format/time.ts';
import { countOf } from '#ui/format/plural.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { TaskList, type Task } from '#ui/task-list/task-list.tsx';
import type { JSX } from 'preact';
import { accountForms } from '../texts.uk.ts';
import type { Obstacle, PlaceReadiness } from './readiness.ts';
import {
  enterTariff,
  heatSharesMissing,
  parameterMissing,
  texts,
  unpricedService,
} from './texts.uk.ts';

const good = { label: texts.stateGood, tone: 'good' } as const;
const warn = { label: texts.stateWarn, tone: 'warn' } as const;
const bad = { label: texts.stateBad, tone: 'bad' } as const;

/** What a run stands on, each with its state and what to do when it lacks. */
export function ReadyList({ readiness }: { readonly readiness: PlaceReadiness }): JSX.Element {
  return (
    <TaskList
      tasks={[
        readingsTask(readiness),
        tariffsTask(readiness),
        heatTask(readiness),
        parametersTask(readiness),
        monthTask(readiness),
      ]}
    />
  );
}

function readingsTask({ readings }: PlaceReadiness): Task {
  const { awaited, received } = readings;
  if (awaited === 0) return { title: texts.readings, hint: texts.readingsNone, state: good };
  const count = texts.readingsOf(formatCount(received), formatCount(awaited));
  if (received === awaited) return { title: texts.readings, hint: count, state: good };
  return {
    title: texts.readings,
    state: warn,
    hint: (
      <>
        <p>
          {count}. {texts.readingsMissing}
        </p>
        <a href="/cabinet/imports">{texts.addReadings}</a>
      </>
    ),
  };
}

function tariffsTask(readiness: PlaceReadiness): Task {
  const unpriced = find(readiness, 'unpriced');
  if (unpriced === undefined) {
    return { title: texts.tariffs, hint: texts.tariffsWhole, state: good };
  }
  return {
    title: texts.tariffs,
    state: bad,
    hint: (
      <>
        {unpriced.services.map((row) => (
          <p>
            {unpricedService({
              service: serviceName(row.service),
              provider: row.providerName,
              accounts: countOf(row.accounts, accountForms),
              pricedDays: row.pricedDays,
            })}
          </p>
        ))}
        <a href="/cabinet/tariffs/new">{enterTariff}</a>
      </>
    ),
  };
}

function heatTask(readiness: PlaceReadiness): Task {
  const missing = find(readiness, 'heat-shares-missing');
  if (missing === undefined) {
    return { title: texts.heatShares, hint: texts.heatSharesSet, state: good };
  }
  const hint = heatSharesMissing(countOf(missing.accounts, accountForms));
  return { title: texts.heatShares, hint, state: bad };
}

function parametersTask(readiness: PlaceReadiness): Task {
  const missing = find(readiness, 'parameter-missing');
  if (missing === undefined) {
    return { title: texts.parameters, hint: texts.parametersSet, state: good };
  }
  return { title: texts.parameters, hint: parameterMissing(missing.code), state: bad };
}

function monthTask(readiness: PlaceReadiness): Task {
  const title = texts.month;
  const early = find(readiness, 'month-not-over');
  if (early !== undefined) {
    return { title, hint: texts.monthNotOver(formatDate(early.until)), state: bad };
  }
  const { readingsUntil } = readiness;
  return readingsUntil === null
    ? { title, hint: texts.monthOver, state: good }
    : { title, hint: texts.monthGoesOn(formatDate(readingsUntil)), state: warn };
}

function find<K extends Obstacle['kind']>(
  { obstacles }: PlaceReadiness,
  kind: K,
): Extract<Obstacle, { kind: K }> | undefined {
  return obstacles.find((found): found is Extract<Obstacle, { kind: K }> => found.kind === kind);
}
