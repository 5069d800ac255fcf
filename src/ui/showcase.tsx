import type { ComponentType, JSX } from 'preact';
import { BreadcrumbsExample } from './breadcrumbs/breadcrumbs.example.tsx';
import { ButtonExample } from './button/button.example.tsx';
import { CalculationExample } from './calculation/calculation.example.tsx';
import { CardExample } from './card/card.example.tsx';
import { ChartsExample } from './charts/charts.example.tsx';
import { ChoicesExample } from './choices/choices.example.tsx';
import { ClauseTagExample } from './clause-tag/clause-tag.example.tsx';
import { DescriptionListExample } from './description-list/description-list.example.tsx';
import { FoldExample } from './details/details.example.tsx';
import { DropAreaExample } from './drop-area/drop-area.example.tsx';
import { EmptyStateExample } from './empty-state/empty-state.example.tsx';
import { ErrorSummaryExample } from './error-summary/error-summary.example.tsx';
import { FieldExample } from './field/field.example.tsx';
import { IconExample } from './icons/icon.example.tsx';
import { Page, type PageProps } from './layout/page.tsx';
import { RegionsExample } from './layout/regions.example.tsx';
import { Chapter, PageHeading } from './layout/regions.tsx';
import { MeterPictureExample } from './meter-picture/meter-picture.example.tsx';
import { MeterDialExample } from './meter-dial/meter-dial.example.tsx';
import { NotificationExample } from './notification/notification.example.tsx';
import { OutsideFrameExample } from './outside-frame/outside-frame.example.tsx';
import { PagerExample } from './pager/pager.example.tsx';
import { PaginationExample } from './pagination/pagination.example.tsx';
import { QrExample } from './qr/qr.example.tsx';
import { ReceiptPanelExample } from './receipt-panel/receipt-panel.example.tsx';
import { sample } from './sample/texts.uk.ts';
import { SelectExample } from './select/select.example.tsx';
import { ServiceMarkExample } from './service-mark/service-mark.example.tsx';
import { SigningExample } from './signing/signing.example.tsx';
import { StepsExample } from './steps/steps.example.tsx';
import { SumExample } from './sum/sum.example.tsx';
import { TableExample } from './table/table.example.tsx';
import { TabsExample } from './tabs/tabs.example.tsx';
import { TagExample } from './tag/tag.example.tsx';
import { TaskListExample } from './task-list/task-list.example.tsx';
import { ToolbarExample } from './toolbar/toolbar.example.tsx';
import { VerdictExample } from './verdict/verdict.example.tsx';

interface Section {
  readonly id: string;
  readonly title: string;
  readonly Example: ComponentType;
}

const { titles } = sample;

const sections: readonly Section[] = [
  { id: 'button', title: titles.button, Example: ButtonExample },
  { id: 'card', title: titles.card, Example: CardExample },
  { id: 'sum', title: titles.sum, Example: SumExample },
  { id: 'tag', title: titles.tag, Example: TagExample },
  { id: 'clause-tag', title: titles.clause, Example: ClauseTagExample },
  { id: 'service-mark', title: titles.services, Example: ServiceMarkExample },
  { id: 'icons', title: titles.icons, Example: IconExample },
  { id: 'notification', title: titles.notification, Example: NotificationExample },
  { id: 'error-summary', title: titles.errorSummary, Example: ErrorSummaryExample },
  { id: 'field', title: titles.field, Example: FieldExample },
  { id: 'select', title: titles.select, Example: SelectExample },
  { id: 'choices', title: titles.choices, Example: ChoicesExample },
  { id: 'description-list', title: titles.facts, Example: DescriptionListExample },
  { id: 'task-list', title: titles.tasks, Example: TaskListExample },
  { id: 'steps', title: titles.steps, Example: StepsExample },
  { id: 'receipt-panel', title: titles.receipt, Example: ReceiptPanelExample },
  { id: 'verdict', title: titles.verdict, Example: VerdictExample },
  { id: 'drop-area', title: titles.drop, Example: DropAreaExample },
  { id: 'toolbar', title: titles.toolbar, Example: ToolbarExample },
  { id: 'table', title: titles.table, Example: TableExample },
  { id: 'pagination', title: titles.pagination, Example: PaginationExample },
  { id: 'pager', title: titles.pager, Example: PagerExample },
  { id: 'tabs', title: titles.tabs, Example: TabsExample },
  { id: 'breadcrumbs', title: titles.breadcrumbs, Example: BreadcrumbsExample },
  { id: 'details', title: titles.fold, Example: FoldExample },
  { id: 'calculation', title: titles.calculation, Example: CalculationExample },
  { id: 'meter-picture', title: titles.meter, Example: MeterPictureExample },
  { id: 'qr', title: titles.qr, Example: QrExample },
  { id: 'meter-dial', title: titles.meterDial, Example: MeterDialExample },
  { id: 'empty-state', title: titles.empty, Example: EmptyStateExample },
  { id: 'outside-frame', title: titles.outsideFrame, Example: OutsideFrameExample },
  { id: 'signing', title: titles.signing, Example: SigningExample },
  { id: 'layout', title: titles.layout, Example: RegionsExample },
  { id: 'charts', title: titles.charts, Example: ChartsExample },
];

/** Every component in all its states, for those who build pages and for the checks of pages. */
export function DesignSystemPage(
  props: Pick<PageProps, 'stylesheetHref' | 'density' | 'footerLinks'>,
): JSX.Element {
  return (
    <Page {...props} title={sample.page.title}>
      <PageHeading title={sample.page.title} lede={sample.page.lede} />
      <nav class="row small" aria-label={sample.page.contents}>
        {sections.map(({ id, title }) => (
          <a class="contents-link" href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      {sections.map(({ id, title, Example }) => (
        <Chapter id={id}>
          <h2>{title}</h2>
          <Example />
        </Chapter>
      ))}
    </Page>
  );
}
