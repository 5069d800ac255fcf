/** Submissions are decided on by administrators, the temporary ones within their remit. */
export const forDeciders = {
  config: { audience: ['technical-administrator', 'temporary-administrator'] },
} as const;

/** Reports and sets of services are for the owner, too (1039:20, 1039:40). */
export const forOwner = {
  config: { audience: ['technical-administrator', 'owner'] },
} as const;

export const setsPath = '/cabinet/service-sets';
