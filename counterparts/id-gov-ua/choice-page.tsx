import { renderPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import type { AuthType, DemonstrationPerson } from './people.ts';

export const denyChoice = 'deny';

export interface ChoicePageProps {
  readonly people: readonly DemonstrationPerson[];
  readonly offered: readonly AuthType[];
  /** The request as it came: the form brings it back with the choice. */
  readonly request: Readonly<Record<string, string>>;
}

/** Value of the button that signs a person in. */
export function choiceOf(person: DemonstrationPerson, authType: AuthType): string {
  return `${authType}:${person.key}`;
}

/** The people who can sign in and the ways in which each of them can; one form, no script. */
export function choicePage({ people, offered, request }: ChoicePageProps): string {
  const able = people.filter((person) => person.authTypes.some((way) => offered.includes(way)));
  return renderPage({
    title: texts.identity.title,
    children: (
      <form method="post" action="/">
        {Object.entries(request).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p>{able.length === 0 ? texts.identity.nobody : texts.identity.intro}</p>
        {able.map((person) => (
          <PersonCard person={person} offered={offered} />
        ))}
        <button class="quiet" type="submit" name="choice" value={denyChoice}>
          {texts.identity.deny}
        </button>
      </form>
    ),
  });
}

interface PersonCardProps {
  readonly person: DemonstrationPerson;
  readonly offered: readonly AuthType[];
}

function PersonCard({ person, offered }: PersonCardProps) {
  const name = [person.surname, person.givenname, person.middlename].filter(Boolean).join(' ');
  const post = [person.title, person.o].filter(Boolean).join(', ');
  return (
    <section class="card">
      <h2>{name}</h2>
      {post === '' ? null : <p>{post}</p>}
      <div class="actions">
        {person.authTypes
          .filter((way) => offered.includes(way))
          .map((way) => (
            <button type="submit" name="choice" value={choiceOf(person, way)}>
              {texts.identity.authTypes[way]}
              <span class="away">: {name}</span>
            </button>
          ))}
      </div>
    </section>
  );
}
