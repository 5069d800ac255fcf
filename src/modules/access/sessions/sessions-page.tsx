import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import type { OpenSession } from '#platform/sessions/sessions.ts';
import { texts } from './texts.uk.ts';

export interface SessionsPageProps {
  readonly open: readonly OpenSession[];
  readonly current: string;
  readonly csrfToken: string;
  /** What the last step did. */
  readonly done?: 'one' | 'others' | undefined;
}

const doneTexts = { one: texts.ended, others: texts.othersEnded } as const;

/** A person's own sessions: any can be ended, and all others at once. */
export function sessionsPage(frame: PageFrame, props: SessionsPageProps): string {
  const { open, current, csrfToken, done } = props;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <h1>{texts.title}</h1>
      {done === undefined ? null : <Notification tone="good" title={doneTexts[done]} />}
      <p>{texts.lead}</p>
      <Card>
        <DataTable
          caption={texts.caption}
          captionHidden
          rows={open}
          columns={[
            { key: 'device', header: texts.device, cell: deviceOf, rowHeader: true },
            { key: 'method', header: texts.method, cell: ({ method }) => texts.methods[method] },
            { key: 'began', header: texts.began, cell: ({ beganAt }) => formatInstant(beganAt) },
            { key: 'seen', header: texts.seen, cell: ({ seenAt }) => formatInstant(seenAt) },
            {
              key: 'end',
              header: texts.action,
              headerHidden: true,
              cell: (session) =>
                session.sessionId === current ? (
                  <Tag tone="good">{texts.thisOne}</Tag>
                ) : (
                  <EndForm
                    session={session}
                    number={open.indexOf(session) + 1}
                    csrfToken={csrfToken}
                  />
                ),
            },
          ]}
        />
        {open.length < 2 ? null : (
          <Form action="/cabinet/sessions/end" csrfToken={csrfToken}>
            <Button look="quiet">{texts.endOthers}</Button>
          </Form>
        )}
      </Card>
    </Page>,
  );
}

function deviceOf({ device }: OpenSession): string {
  return device === '' ? texts.unknownDevice : device;
}

interface EndFormProps {
  /** In the list: two may have the same device and the same minute. */
  readonly number: number;
  readonly session: OpenSession;
  readonly csrfToken: string;
}

function EndForm({ session, number, csrfToken }: EndFormProps) {
  const { sessionId } = session;
  return (
    <Form
      action="/cabinet/sessions/end"
      csrfToken={csrfToken}
      hidden={{ session: sessionId }}
      label={`${texts.endThis}${number}. ${deviceOf(session)}`}
    >
      <Button look="quiet">{texts.end}</Button>
    </Form>
  );
}
