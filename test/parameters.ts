/** The numbers of settlements with their rules, for tests of rooms that know no modules. */
export { settlementsSeed } from '#modules/settlements/seed-settlements.ts';
