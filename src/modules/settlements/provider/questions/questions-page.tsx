import { periodOf } from '#kernel/period.ts';
import { services } from '#kernel/service.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { Icon } from '#ui/icons/icon.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { Pagination } from '#ui/pagination/pagination.tsx';
import { Select } from '#ui/select/select.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { questionKinds } from '../../billing/model.ts';
import { officePage } from '../cabinet.tsx';
import { cabinetTexts, serviceTitles } from '../texts.uk.ts';
import { QuestionsTable } from './questions-table.tsx';
import { countOf, kindsOf, questionsPerPage, type RunQuestions } from './run-questions.ts';
import { kindTexts, texts } from './texts.uk.ts';

/** Everything that a run found odd, sifted and by pages. */
export function questionsPage(frame: PageFrame, found: RunQuestions): string {
  const month = periodOf(found.run.month);
  const title = texts.title(month);
  const action = questionsHref(found);
  return officePage({
    frame,
    title,
    breadcrumbs: [
      { href: '/cabinet/billing', label: serviceTitles.billing },
      { href: `/cabinet/billing/${found.run.runId}`, label: formatPeriod(month) },
      { label: texts.kind },
    ],
    children: (
      <>
        <PageHeading title={title} lede={texts.lede} />
        <Filters {...found} action={action} />
        <Card>
          <QuestionsTable rows={found.rows} />
          <Pagination
            page={found.asked.page}
            pageSize={questionsPerPage}
            total={found.total}
            hrefOf={(page) => `${action}?${stateOf(found, page)}`}
            label={texts.pages}
          />
        </Card>
      </>
    ),
  });
}

function questionsHref({ run }: Pick<RunQuestions, 'run'>): string {
  return `/cabinet/billing/${run.runId}/questions`;
}

function stateOf({ asked }: RunQuestions, page: number): string {
  const state = new URLSearchParams({ kind: asked.kind });
  if (asked.service !== undefined) state.set('service', asked.service);
  if (page > 1) state.set('page', String(page));
  return state.toString();
}

function Filters(props: RunQuestions & { readonly action: string }): JSX.Element {
  const { asked, counts, action } = props;
  const withCount = (label: string, kinds: ReturnType<typeof kindsOf>) =>
    `${label} (${formatCount(countOf(counts, kinds))})`;
  const kinds = questionKinds.filter((kind) => countOf(counts, [kind]) > 0);
  const listed = services.filter((service) => counts.some((row) => row.service === service));
  return (
    <Toolbar label={texts.filter} actions={<Exports {...props} />}>
      <Form action={action} method="get" label={texts.filter} inline>
        <Select
          name="kind"
          label={texts.kind}
          emptyLabel={null}
          value={asked.kind}
          width="medium"
          options={[
            { value: 'decide', label: withCount(texts.decide, kindsOf('decide')) },
            { value: 'all', label: withCount(texts.every, kindsOf('all')) },
            ...kinds.map((kind) => ({
              value: kind,
              label: withCount(kindTexts[kind].title, [kind]),
            })),
          ]}
        />
        <Select
          name="service"
          label={cabinetTexts.service}
          emptyLabel={cabinetTexts.any}
          value={asked.service}
          width="medium"
          options={listed.map((service) => ({ value: service, label: serviceName(service) }))}
        />
        <Button look="quiet" icon="filter">
          {cabinetTexts.apply}
        </Button>
      </Form>
    </Toolbar>
  );
}

function Exports(props: RunQuestions & { readonly action: string }): JSX.Element {
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <a href={`${props.action}.${format}?${stateOf(props, 1)}`}>
          <Icon name="download" />
          {cabinetTexts[format]}
        </a>
      ))}
    </>
  );
}
