import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { countOf } from '#ui/format/plural.ts';
import type { JSX } from 'preact';
import { accountForms } from '../texts.uk.ts';
import type { Obstacle, PlaceReadiness } from './readiness.ts';
import { texts } from './texts.uk.ts';

export interface StartCardProps {
  readonly chosen: PlaceReadiness;
  readonly csrfToken: string;
  readonly idempotencyKey: string;
}

/** The button that starts the run; switched off it says why. */
export function StartCard({ chosen, csrfToken, idempotencyKey }: StartCardProps): JSX.Element {
  const { place, obstacles } = chosen;
  const [obstacle] = obstacles;
  const run = openRun(obstacles);
  return (
    <Card heading={texts.startTitle} look="lift">
      <p>{texts.startText(countOf(place.accounts, accountForms))}</p>
      <p class="soft">{texts.startOnce}</p>
      <Form
        action="/cabinet/billing"
        csrfToken={csrfToken}
        hidden={{ place: place.key, period: place.openPeriod, key: idempotencyKey }}
      >
        <Button id="start" disabledReason={obstacle === undefined ? undefined : reason(obstacle)}>
          {texts.start(place.openPeriod)}
        </Button>
      </Form>
      {run === undefined ? null : (
        <div class="button-row">
          <LinkButton href={`/cabinet/billing/${run.runId}`} look="quiet">
            {texts.openRun}
          </LinkButton>
        </div>
      )}
    </Card>
  );
}

function openRun(obstacles: readonly Obstacle[]) {
  for (const obstacle of obstacles) if ('run' in obstacle) return obstacle.run;
  return undefined;
}

function reason({ kind }: Obstacle): string {
  if (kind === 'running') return texts.disabledRunning;
  return kind === 'blocked' ? texts.disabledBlocked : texts.disabled;
}
