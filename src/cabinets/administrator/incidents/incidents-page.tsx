import type { Incident } from '#platform/alarms/incidents.ts';
import { alarmNames } from '#platform/alarms/texts.uk.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { actorName, type ActorNames } from '../actor-names.ts';
import { texts } from './texts.uk.ts';

export const incidentsPath = '/cabinet/incidents';

export interface IncidentsPageProps {
  readonly incidents: readonly Incident[];
  /** Of the people whom they are about. */
  readonly names: ActorNames;
  readonly csrfToken: string;
  readonly isDone: boolean;
  /** The incident that was to be closed without a word about it. */
  readonly faultOf?: string | undefined;
}

/** Trouble that the administrator was told of, and what was done about it (1039:53.5). */
export function incidentsPage(frame: PageFrame, props: IncidentsPageProps): string {
  const { incidents, isDone, faultOf } = props;
  return renderPage(
    <Page {...frame} density="office" title={texts.title} hasErrors={faultOf !== undefined}>
      <PageHeading title={texts.title} lede={texts.lede} />
      {isDone ? <Notification tone="good" title={texts.done} /> : null}
      {incidents.length === 0 ? <p>{texts.none}</p> : null}
      {incidents.map((incident) => (
        <IncidentCard {...props} incident={incident} />
      ))}
    </Page>,
  );
}

function IncidentCard(props: IncidentsPageProps & { readonly incident: Incident }) {
  const { incident, names, csrfToken, faultOf } = props;
  const { kind, about, signs, firstAt, lastAt, toldAt, closedAt, note } = incident;
  const number = String(incident.incidentId);
  const isOpen = closedAt === null;
  return (
    <Card
      heading={`${number}. ${alarmNames[kind]}`}
      eyebrow={<Tag tone={isOpen ? 'bad' : 'neutral'}>{isOpen ? texts.open : texts.closed}</Tag>}
    >
      <DescriptionList
        rows={[
          { term: texts.about, value: actorName(names, about) },
          { term: texts.signs, value: formatCount(BigInt(signs)) },
          { term: texts.since, value: formatInstant(firstAt) },
          { term: texts.last, value: formatInstant(lastAt) },
          { term: texts.told, value: toldAt === null ? texts.notTold : formatInstant(toldAt) },
          ...(note === null ? [] : [{ term: texts.note, value: note }]),
        ]}
      />
      {isOpen ? (
        <Form
          action={incidentsPath}
          csrfToken={csrfToken}
          hidden={{ incidentId: number }}
          label={texts.closeThis(number)}
        >
          <Field
            name="note"
            id={`note-${number}`}
            label={texts.note}
            error={faultOf === number ? texts.noteNeeded : undefined}
          />
          <Button look="quiet">{texts.close}</Button>
        </Form>
      ) : null}
    </Card>
  );
}
