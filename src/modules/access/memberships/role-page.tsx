import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Tag } from '#ui/tag/tag.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import { roleNames } from '../texts.uk.ts';
import { keyOf, type Membership } from './membership.ts';
import { texts } from './texts.uk.ts';

export interface RoleChoice {
  readonly membership: Membership;
  readonly isCurrent: boolean;
  /** Whether the way of signing in suits it (1039:29.2). */
  readonly isOpen: boolean;
}

export interface RolePageProps {
  readonly choices: readonly RoleChoice[];
  readonly returnTo: string;
  readonly csrfToken: string;
}

/** In whose name to act: everything done next is marked with it (1039:20). */
export function rolePage(frame: PageFrame, { choices, ...form }: RolePageProps): string {
  return renderPage(
    <Page {...frame} title={texts.title}>
      <h1>{texts.title}</h1>
      <p>{texts.lead}</p>
      {choices.map((choice) => (
        <Choice {...form} {...choice} />
      ))}
    </Page>,
  );
}

function Choice(props: RoleChoice & Omit<RolePageProps, 'choices'>) {
  const { membership, isCurrent, isOpen, returnTo, csrfToken } = props;
  const { role } = membership;
  const name = nameOf(membership);
  return (
    <Card heading={name} eyebrow={isCurrent ? <Tag tone="good">{texts.current}</Tag> : undefined}>
      <p>{roleNames[role]}</p>
      {isCurrent ? null : (
        <Form
          action="/cabinet/role"
          csrfToken={csrfToken}
          hidden={{ membership: keyOf(membership), return: returnTo }}
          label={name}
        >
          <Button
            look="quiet"
            id={`choose-${keyOf(membership)}`}
            disabledReason={isOpen ? undefined : texts.needsSignature}
          >
            {texts.choose}
          </Button>
        </Form>
      )}
    </Card>
  );
}

function nameOf({ mandate, subjectName }: Membership): string {
  return mandate === null ? (subjectName ?? texts.self) : texts.forSomebody(mandate.grantorName);
}
