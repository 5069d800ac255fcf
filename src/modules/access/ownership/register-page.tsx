import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Checkboxes } from '#ui/choices/choices.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import {
  accountsPath,
  formPage,
  NumberQuestion,
  type ConnectPageProps,
} from '../accounts/accounts-page.tsx';
import { texts as accountTexts } from '../accounts/texts.uk.ts';
import { texts } from './texts.uk.ts';

export const registerPath = `${accountsPath}/register`;

/** To an account by the word of the register of property rights. */
export function registerPage(frame: PageFrame, props: ConnectPageProps): string {
  const { form, faults, csrfToken } = props;
  return formPage(frame, {
    ...{ title: texts.title, faults },
    children: (
      <Card>
        <p>{texts.lead}</p>
        <Form action={registerPath} csrfToken={csrfToken}>
          <NumberQuestion {...props} />
          <Field
            name="edrpou"
            label={accountTexts.edrpou}
            hint={accountTexts.edrpouHint}
            value={form.edrpou}
            error={faults['edrpou']}
            width="medium"
          />
          <Checkboxes
            name="consent"
            label={texts.consentQuestion}
            hint={texts.consentHint}
            error={faults['consent']}
            values={form.consent === 'yes' ? ['yes'] : []}
            choices={[{ value: 'yes', label: texts.consent }]}
          />
          <Button>{texts.ask}</Button>
        </Form>
      </Card>
    ),
  });
}
