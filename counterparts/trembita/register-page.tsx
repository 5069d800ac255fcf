import { renderPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import type { PropertyRecord } from './property-rights.ts';

/** Whose what is in the play register. */
export function registerPage(property: readonly PropertyRecord[]): string {
  const { title, lead, none, apartment, owners, forms } = texts.trembita;
  return renderPage({
    title,
    children: (
      <>
        <p>{property.length === 0 ? none : lead}</p>
        {property.map((record) => (
          <article class="card">
            <h2>
              {record.street}, {record.house}
              {record.apartment === undefined ? '' : `, ${apartment} ${record.apartment}`}
            </h2>
            <p>
              {record.registrationNumber}. {owners}:{' '}
              {record.rights
                .map(({ rnokpp, form, share }) => `${rnokpp} (${share ?? forms[form]})`)
                .join(', ')}
            </p>
          </article>
        ))}
      </>
    ),
  });
}
