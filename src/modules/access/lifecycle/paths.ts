/** Whom a body lets act for it: its head's page, and everybody's own. */
export const accessPath = '/cabinet/access';
/** Submissions that administrators decide on. */
export const deskPath = '/cabinet/access-desk';
/** Who was let in, blocked, annulled, for the owner. */
export const reportPath = '/cabinet/access-report';
