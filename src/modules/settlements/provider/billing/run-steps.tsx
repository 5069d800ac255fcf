import { formatCount, formatNumber } from '#ui/format/number.ts';
import { countOf as counted } from '#ui/format/plural.ts';
import { Progress, Steps, type Step, type StepState } from '#ui/steps/steps.tsx';
import type { JSX } from 'preact';
import { countOf, kindsOf } from '../questions/run-questions.ts';
import { accountForms } from '../texts.uk.ts';
import type { RunReport } from './run-report.ts';
import { texts } from './texts.uk.ts';

/** Slower than that no run is: its times are those of a past that was made later. */
const rateMin = 1;

/** The steps of a run with what came of each so far. */
export function RunSteps({ report }: { readonly report: RunReport }): JSX.Element {
  return (
    <Steps
      steps={[
        readingsStep(report),
        gapsStep(report),
        heatStep(report),
        chargeStep(report),
        billsStep(report),
      ]}
    />
  );
}

function readingsStep({ readings }: RunReport): Step {
  const { received, awaited } = readings;
  return {
    title: texts.stepReadings,
    state: 'done',
    note: texts.stepReadingsNote(formatCount(received), formatCount(awaited)),
  };
}

/** Steps that are taken chunk by chunk are as far as the run is. */
function stateOf({ run }: RunReport): StepState {
  if (run.state === 'done') return 'done';
  return run.state === 'running' ? 'current' : 'waiting';
}

function gapsStep(report: RunReport): Step {
  const count = (kind: 'charged-by-average' | 'charged-by-norm') =>
    formatCount(countOf(report.questions, kindsOf(kind)));
  const note = texts.stepGapsNote(count('charged-by-average'), count('charged-by-norm'));
  return { title: texts.stepGaps, state: stateOf(report), note };
}

function heatStep(report: RunReport): Step {
  const { result } = report;
  if (result === undefined) {
    const note = report.run.state === 'running' ? texts.goesOn : texts.waiting;
    return { title: texts.stepHeat, state: stateOf(report), note };
  }
  const { buildings } = result.distribution;
  const note = buildings === 0 ? texts.stepHeatNone : texts.stepHeatNote(buildings);
  return { title: texts.stepHeat, state: 'done', note };
}

function chargeStep(report: RunReport): Step {
  const { run, progress } = report;
  const questions = countOf(report.questions, kindsOf('all'));
  if (run.state === 'done') {
    const done = counted(run.accounts, accountForms);
    const note = [done, ...rateText(report), texts.stepNotes(questions)].join(' · ');
    return { title: texts.stepCharge, state: 'done', note };
  }
  return {
    title: texts.stepCharge,
    state: run.state === 'blocked' ? 'failed' : 'current',
    children: (
      <Progress
        label={texts.stepCharge}
        done={progress.accountsDone}
        total={Number(run.accounts)}
        unit={texts.stepChargeUnit}
        note={[...rateText(report), texts.stepNotes(questions)].join(' · ')}
      />
    ),
  };
}

function rateText({ accountsPerSecond }: RunReport): readonly string[] {
  if (accountsPerSecond === null || accountsPerSecond < rateMin) return [];
  return [texts.stepRate(formatNumber(accountsPerSecond))];
}

function billsStep({ run, result }: RunReport): Step {
  const title = texts.stepBills;
  if (run.state !== 'done' || result === undefined) {
    return { title, state: 'waiting', note: texts.waiting };
  }
  const note = texts.stepBillsNote(counted(result.sums.bills, accountForms));
  return { title, state: 'done', note };
}
