/** Pages of this cabinet open for the technical administrator alone. */
export const forAdministrator = {
  config: { audience: ['technical-administrator'] },
} as const;
