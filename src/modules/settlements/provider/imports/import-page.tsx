import type { PageFrame } from '#platform/http/frame.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatCount } from '#ui/format/number.ts';
import { countOf } from '#ui/format/plural.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Icon } from '#ui/icons/icon.tsx';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import type { ImportReport, ImportView } from '../../readings/import/import-report.ts';
import { fileProblemText, lineReasonTexts } from '../../readings/import/texts.uk.ts';
import { officePage } from '../cabinet.tsx';
import { importsPath, stateTones } from './imports-page.tsx';
import { lineForms, stateNames, texts } from './texts.uk.ts';

/** How often the page of a file that is being read asks to be opened again. */
export const refreshSeconds = 3;

export interface ImportPageProps {
  readonly frame: PageFrame;
  readonly report: ImportReport;
  /** The page begins behind this line of the file. */
  readonly afterLine: number;
  readonly refreshes: boolean;
}

/** Whether the reading of the file has yet to end. */
export function isGoingOn({ state }: ImportView): boolean {
  return state === 'queued' || state === 'running';
}

/** What came of a file: counts, refused lines with their reasons, the list to download. */
export function importPage(props: ImportPageProps): string {
  const { frame, report } = props;
  const file = report.import;
  return officePage({
    frame,
    title: file.fileName,
    breadcrumbs: [{ href: importsPath, label: texts.title }, { label: texts.report }],
    children: (
      <>
        <PageHeading
          title={file.fileName}
          eyebrow={texts.report}
          lede={
            <>
              <Tag tone={stateTones[file.state]}>{stateNames[file.state]}</Tag>{' '}
              {formatInstant(file.createdAt)}
            </>
          }
        />
        <Outcome {...props} />
        <SameFile {...props} />
        <Split aside={<Counts file={file} />}>
          <RefusedCard {...props} />
        </Split>
      </>
    ),
  });
}

function Outcome(props: ImportPageProps): JSX.Element {
  const file = props.report.import;
  if (isGoingOn(file)) return <GoingOn {...props} />;
  if (file.state === 'failed') {
    const { problem } = file;
    return (
      <Notification tone="bad" title={texts.failedTitle}>
        {problem === null ? null : <p>{fileProblemText(problem.problem, problem.about)}</p>}
      </Notification>
    );
  }
  return (
    <Notification tone={file.refused === 0n ? 'good' : 'warn'} title={texts.doneTitle}>
      <p>{file.refused === 0n ? texts.doneAll : texts.doneSome}</p>
    </Notification>
  );
}

function GoingOn({ report, refreshes }: ImportPageProps): JSX.Element {
  const path = `${importsPath}/${report.import.importId}`;
  return (
    <Notification tone="act" title={texts.goesOn(countOf(report.import.lines, lineForms))}>
      <p>
        {refreshes ? texts.refreshes(refreshSeconds) : texts.refreshOff} {texts.leave}
      </p>
      <ButtonRow>
        <LinkButton look="quiet" href={refreshes ? `${path}?refresh=off` : path}>
          {refreshes ? texts.stopRefresh : texts.refreshOn}
        </LinkButton>
        {refreshes ? null : (
          <LinkButton look="quiet" href={`${path}?refresh=off`}>
            {texts.refreshNow}
          </LinkButton>
        )}
      </ButtonRow>
    </Notification>
  );
}

function SameFile({ report: { sameAs } }: ImportPageProps): JSX.Element | null {
  if (sameAs === null) return null;
  return (
    <Notification tone="act" title={texts.sameTitle}>
      <p>
        {texts.sameText} <a href={`${importsPath}/${sameAs.importId}`}>{texts.sameLink}</a>
      </p>
    </Notification>
  );
}

function Counts({ file }: { readonly file: ImportView }): JSX.Element {
  return (
    <Card heading={texts.totals}>
      <DescriptionList
        rows={(['lines', 'accepted', 'repeated', 'refused'] as const).map((key) => ({
          term: texts[key],
          value: <b class="numbers">{formatCount(file[key])}</b>,
        }))}
      />
    </Card>
  );
}

function RefusedCard({ report, afterLine }: ImportPageProps): JSX.Element {
  const path = `${importsPath}/${report.import.importId}`;
  const { refusedLines, nextAfterLine, listIsCut } = report;
  const empty = isGoingOn(report.import) ? texts.refusedYet : texts.refusedNone;
  return (
    <Card
      heading={texts.refusedTitle}
      aside={
        report.import.refused === 0n ? undefined : (
          <a href={`${path}/refused.csv`}>
            <Icon name="download" />
            {texts.download}
          </a>
        )
      }
    >
      {listIsCut ? <p>{texts.cut}</p> : null}
      <DataTable
        caption={texts.refusedTitle}
        captionHidden
        rows={refusedLines}
        empty={<p>{empty}</p>}
        columns={[
          {
            key: 'line',
            header: texts.line,
            rowHeader: true,
            cell: ({ line }) => formatCount(line),
          },
          {
            key: 'reason',
            header: texts.reason,
            long: true,
            cell: ({ reason }) => (
              <>
                <b>{lineReasonTexts[reason].title}</b>
                <div class="small soft">{lineReasonTexts[reason].advice}</div>
              </>
            ),
          },
          { key: 'content', header: texts.content, long: true, cell: ({ excerpt }) => excerpt },
        ]}
      />
      {nextAfterLine === null && afterLine === 0 ? null : (
        <nav aria-label={texts.moreRows} class="row">
          {afterLine === 0 ? null : <a href={path}>{texts.first}</a>}
          {nextAfterLine === null ? null : (
            <a href={`${path}?after=${nextAfterLine}`}>{texts.next}</a>
          )}
        </nav>
      )}
    </Card>
  );
}
