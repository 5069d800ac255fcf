import { consumers } from '#kernel/role.ts';

/** Routes of the consumer's cabinet (1039:26.5). */
export const forConsumers = { config: { audience: consumers } };
