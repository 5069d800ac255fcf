export interface NameParts {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
}

/**
 * A person's name as certificates write it, surname first. Of four words and more the last two are
 * the given name and the patronymic: a surname may have several.
 */
export function nameInCertificate(commonName: string): NameParts {
  const words = commonName.trim().split(/\s+/);
  const own = words.length > 2 ? 2 : words.length - 1;
  const [givenName = '', patronymic = null] = words.slice(words.length - own);
  return { surname: words.slice(0, words.length - own).join(' '), givenName, patronymic };
}
