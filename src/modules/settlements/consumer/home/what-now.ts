import { isOffered, type Principal } from '#platform/principal.ts';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatDayAndMonth } from '#ui/format/time.ts';
import type { Task } from '#ui/task-list/task-list.tsx';
import { nextOpeningOf, type OwnMeter } from '../readings/meters.ts';
import type { HomeAccount } from './find-home.ts';
import { texts } from './texts.uk.ts';

/**
 * What a home asks of its people today: the bill first, then the readings; of a trusted consumer
 * what they were trusted with.
 */
export function whatNow(
  home: HomeAccount,
  today: Temporal.PlainDate,
  principal: Principal,
): readonly Task[] {
  return [
    isOffered(principal, 'pay') ? paymentTask(home, today) : undefined,
    isOffered(principal, 'readings') ? readingTask(home) : undefined,
  ].filter((task) => task !== undefined);
}

function paymentTask(home: HomeAccount, today: Temporal.PlainDate): Task | undefined {
  const { due, bill, account } = home;
  const { tasks, states } = texts;
  if (bill === null) return undefined;
  if (due <= 0n) {
    return {
      title: tasks.paid,
      hint: tasks.paidHint,
      state: { label: states.done, tone: 'good' },
    };
  }
  const isLate = Temporal.PlainDate.compare(today, bill.dueOn) > 0;
  const sum = formatMoneyWithUnit(due);
  const date = formatDayAndMonth(bill.dueOn);
  return {
    title: tasks.pay,
    href: `/cabinet/payments/check?account=${account.accountId}&sum=all`,
    hint: isLate ? tasks.payLate(sum, date) : tasks.payHint(sum, date),
    state: isLate ? { label: states.late, tone: 'bad' } : { label: states.todo, tone: 'act' },
  };
}

function readingTask(home: HomeAccount): Task | undefined {
  const { meters, month } = home.readings;
  const { tasks, states } = texts;
  const href = `/cabinet/readings?account=${home.account.accountId}`;
  if (meters.length === 0) return undefined;
  const opensOn = nextOpeningOf(meters);
  if (opensOn !== undefined) {
    return {
      title: tasks.closed,
      hint: tasks.closedHint(formatDayAndMonth(opensOn)),
      state: { label: states.waiting, tone: 'neutral' },
    };
  }
  const waiting = meters.filter(
    ({ window, zones }) =>
      window.isOpen && !zones.every(({ readings }) => readings[0]?.month === month),
  );
  if (waiting.length === 0) {
    return {
      title: tasks.sent,
      href,
      hint: tasks.sentHint,
      state: { label: states.done, tone: 'good' },
    };
  }
  const closesOn = firstClosing(waiting);
  return {
    title: tasks.send,
    href,
    hint: closesOn === undefined ? tasks.sendAlways : tasks.sendHint(formatDayAndMonth(closesOn)),
    state: { label: states.todo, tone: 'act' },
  };
}

/** The nearest of the last days; undefined when readings of all of the meters are taken daily. */
function firstClosing(meters: readonly OwnMeter[]): Temporal.PlainDate | undefined {
  return meters
    .flatMap(({ window }) => (window.isOpen && window.closesOn !== null ? [window.closesOn] : []))
    .sort((a, b) => Temporal.PlainDate.compare(a, b))[0];
}
