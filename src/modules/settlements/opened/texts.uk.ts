/** Every Ukrainian string of an account that was opened to an official. */
export const texts = {
  logged: 'Кожен перегляд записано. Споживач бачить, хто, коли й на якій підставі його дивився.',
  ground: 'За яким запитом відкрито',
} as const;
