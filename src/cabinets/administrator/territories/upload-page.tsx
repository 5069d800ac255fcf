import type { Refusal } from '#kernel/result.ts';
import {
  registryRefusalText,
  retiredUnitsMax,
  type ShownTerritoryUpload,
  type TerritoryImportReport,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Checkboxes } from '#ui/choices/choices.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { JSX } from 'preact';
import { actorName, type ActorNames } from '../actor-names.ts';
import { ChangeCards, Counts, FaultCard } from './changes.tsx';
import { territoriesPath, uploadPath } from './paths.ts';
import { UploadState } from './territories-page.tsx';
import { texts } from './texts.uk.ts';

export interface UploadPageProps {
  readonly shown: ShownTerritoryUpload;
  readonly names: ActorNames;
  readonly csrfToken: string;
  /** What must be confirmed before it can be loaded, by the name of the box. */
  readonly errors: ReadonlyMap<string, string>;
}

/** An edition before it is loaded, with what it would change; afterwards with what it changed. */
export function uploadPage(frame: PageFrame, props: UploadPageProps): string {
  const { shown, errors } = props;
  const title = texts.uploadOf(formatDate(shown.upload.editionOn));
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      hasErrors={errors.size > 0}
      breadcrumbs={[{ label: texts.title, href: territoriesPath }, { label: title }]}
    >
      <ErrorSummary
        errors={[...errors].map(([field, message]) => ({
          message,
          fieldId: field === '' ? undefined : field,
        }))}
      />
      <PageHeading title={title} eyebrow={texts.title} />
      <Split aside={<AboutFile {...props} />}>
        <Outcome {...props} />
      </Split>
    </Page>,
  );
}

function Outcome(props: UploadPageProps): JSX.Element {
  const { upload, report } = props.shown;
  if (report === null) {
    return (
      <Notification tone="warn" title={texts.replaced}>
        <p>
          {texts.replacedText} <a href={territoriesPath}>{texts.title}</a>
        </p>
      </Notification>
    );
  }
  if ('refusal' in report) return <Refused refusal={report} />;
  const isWaiting = upload.state === 'waiting';
  return (
    <>
      {isWaiting ? null : (
        <Notification tone="good" title={texts.done}>
          <p>{texts.doneText}</p>
        </Notification>
      )}
      <Card heading={isWaiting ? texts.preview : texts.report}>
        <Counts report={report} />
        {changesNothing(report) && isWaiting ? (
          <p class="soft">
            {texts.nothingChanges}. {texts.nothingChangesText}
          </p>
        ) : null}
      </Card>
      {isWaiting ? <LoadCard {...props} report={report} /> : null}
      <FaultCard report={report} />
      <ChangeCards report={report} />
    </>
  );
}

function changesNothing({ difference }: TerritoryImportReport): boolean {
  return Object.values(difference).every((count) => count === 0);
}

function Refused({ refusal }: { readonly refusal: Refusal }): JSX.Element {
  return (
    <Notification tone="bad" title={texts.refused}>
      <p>{registryRefusalText(refusal)}</p>
    </Notification>
  );
}

/** What is unusual about the file is asked about; an ordinary one is loaded at a press. */
function LoadCard({
  shown,
  report,
  csrfToken,
  errors,
}: UploadPageProps & { readonly report: TerritoryImportReport }): JSX.Element {
  const path = uploadPath(shown.upload.uploadId);
  return (
    <Card heading={texts.loadTitle} look="lift">
      <Form action={`${path}/load`} csrfToken={csrfToken} label={texts.loadTitle}>
        {report.faultyLines === 0 ? null : (
          <Checkboxes
            name="takeGoodLines"
            label={texts.takeGoodLines}
            error={errors.get('takeGoodLines')}
            choices={[
              { value: 'yes', label: texts.takeGoodLinesChoice, hint: texts.takeGoodLinesHint },
            ]}
          />
        )}
        {report.difference.retired <= retiredUnitsMax ? null : (
          <Checkboxes
            name="acceptMassRetirement"
            label={texts.acceptLoss}
            error={errors.get('acceptMassRetirement')}
            choices={[{ value: 'yes', label: texts.acceptLossChoice, hint: texts.acceptLossHint }]}
          />
        )}
        <ButtonRow>
          <Button>{texts.load}</Button>
          <a class="contents-link" href={territoriesPath}>
            {texts.back}
          </a>
        </ButtonRow>
      </Form>
    </Card>
  );
}

const bytesInKilobyte = 1024;

function AboutFile({ shown: { upload }, names }: UploadPageProps): JSX.Element {
  const loaded =
    upload.loadedBy === null || upload.loadedAt === null
      ? []
      : [
          { term: texts.loadedBy, value: actorName(names, upload.loadedBy) },
          { term: texts.loadedAt, value: formatInstant(upload.loadedAt) },
        ];
  return (
    <Card heading={texts.aboutFile}>
      <DescriptionList
        stacked
        rows={[
          { term: texts.state, value: <UploadState state={upload.state} /> },
          { term: texts.fileName, value: upload.fileName },
          {
            term: texts.fileSize,
            value: texts.kilobytes(formatCount(Math.ceil(upload.fileBytes / bytesInKilobyte))),
          },
          { term: texts.source, value: upload.source },
          { term: texts.uploadedBy, value: actorName(names, upload.uploadedBy) },
          { term: texts.uploadedAt, value: formatInstant(upload.uploadedAt) },
          ...loaded,
          { term: texts.hash, value: <code class="small break">{upload.fileSha256}</code> },
        ]}
      />
    </Card>
  );
}
