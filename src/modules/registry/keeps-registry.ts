/**
 * Who keeps the registry: the technical administrator forms and keeps the platform and fills its
 * portal (1039:65, 1039:66). No clause gives that to the ministry or to a local authority, which
 * come to know of rights by their own decisions and see them in their cabinets.
 */
export const keepsRegistry = {
  audience: ['technical-administrator', 'system'],
  scope: { kind: 'platform', key: () => 'registry' },
} as const;
