/** Tells an addressee by e-mail that a document is in the cabinet (1039:84). */
export const letterTask = 'send-delivery-letter';

/** Puts what validates them into valid signatures, for keeping. */
export const prolongTask = 'prolong-signatures';
