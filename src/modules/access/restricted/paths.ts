/** An official's own requests. */
export const restrictedPath = '/cabinet/restricted';
/** Requests that the owner decides on. */
export const restrictedDeskPath = '/cabinet/restricted-desk';
