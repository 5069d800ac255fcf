/** The form, for everybody. */
export const newErrorPath = '/errors/new';
/** Where forms of those who are not signed in go. */
export const anonymousErrorPath = '/errors';
export const sentErrorPath = '/errors/sent';
/** A person's own reports, and where their forms go. */
export const ownErrorsPath = '/cabinet/errors';
/** What the owner and the technical administrator answer. */
export const errorDeskPath = '/cabinet/error-desk';
