import { admittingActs, deskPath, StaffTable, type BodyStaff } from '#modules/access/index.ts';
import { lifeCycleTexts } from '#modules/access/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { deskTexts, paperTexts as texts } from './texts.uk.ts';

export const paperPath = `${deskPath}/paper`;

export interface PaperProps {
  readonly edrpou: string;
  /** Undefined while none is sought; null when there is none with the code. */
  readonly found: BodyStaff | undefined | null;
}

/** A submission on paper: whose it is, before what it says is entered. */
export function paperPage(frame: PageFrame, { edrpou, found }: PaperProps): string {
  const newActs = admittingActs.filter((act) => act !== 're-register');
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={texts.title}
      hasErrors={found === null}
      breadcrumbs={[{ label: deskTexts.title, href: deskPath }, { label: texts.title }]}
    >
      <PageHeading title={texts.title} lede={texts.lede} />
      <Card>
        <Form action={paperPath} method="get" label={texts.title} inline>
          <Field
            name="edrpou"
            kind="whole-number"
            label={texts.search}
            value={edrpou}
            error={found === null ? texts.unknown : undefined}
          />
          <Button look="quiet">{texts.find}</Button>
        </Form>
      </Card>
      {found === undefined || found === null ? null : (
        <>
          <Card heading={found.body.shortName}>
            <ButtonRow>
              {newActs.map((act) => (
                <LinkButton href={`${paperPath}/new?act=${act}&edrpou=${edrpou}`} look="quiet">
                  {lifeCycleTexts.actions[act]}
                </LinkButton>
              ))}
            </ButtonRow>
          </Card>
          <StaffTable
            staff={found.staff}
            hrefOf={(act, { membershipId }) =>
              `${paperPath}/new?act=${act}&edrpou=${edrpou}&membership=${membershipId}`
            }
          />
        </>
      )}
    </Page>,
  );
}
