import type { PageFrame } from '#platform/http/frame.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { Ground } from '../lifecycle/acts.ts';
import { findInPerson, readEvents } from '../lifecycle/decisions.sql.ts';
import { openEvent } from '../lifecycle/decisions.ts';
import { texts as lifeCycleTexts } from '../lifecycle/texts.uk.ts';
import { texts } from './texts.uk.ts';

/** Why somebody may not act for themselves, as they are told who have proved who they are. */
export interface ShutOut {
  readonly state: 'blocked' | 'annulled';
  readonly ground: Ground;
  readonly reason: string;
  readonly at: Temporal.Instant;
}

/** What the last decision on somebody's access in person said; undefined when none stands. */
export async function readShutOut(
  db: Queryable,
  secrets: FieldCipher,
  personId: bigint,
): Promise<ShutOut | undefined> {
  const held = await findInPerson(db, personId);
  if (held === undefined || held.state === 'active') return undefined;
  const events = await readEvents(db, held.membershipId);
  const last = events.findLast(({ kind }) => kind === held.state);
  if (last === undefined) return undefined;
  const { ground, at, reason } = await openEvent(secrets, last);
  return { state: held.state, ground, reason, at };
}

/** Instead of the cabinet: what happened, why, and the way back (1039:36, 1039:37, 1039:39). */
export function shutOutPage(frame: PageFrame, { state, ground, reason, at }: ShutOut): string {
  const said = texts.shutOut[state];
  const { fields, grounds } = lifeCycleTexts;
  return renderPage(
    <Page {...frame} title={said.title}>
      <h1>{said.title}</h1>
      <Notification tone="bad" title={texts.failed}>
        <p>{said.text}</p>
      </Notification>
      <Card heading={texts.shutOut.why}>
        <DescriptionList
          rows={[
            { term: fields.decidedAt, value: formatInstant(at) },
            { term: fields.ground, value: grounds[ground] },
            { term: fields.reason, value: reason },
          ]}
        />
      </Card>
      <Card heading={texts.shutOut.next}>
        <p>{said.next}</p>
      </Card>
    </Page>,
  );
}
