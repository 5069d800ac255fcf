/** Puts what validates them into valid signatures, for keeping. */
export const prolongTask = 'prolong-signatures';
