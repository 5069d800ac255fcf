/** Everything invented for the demonstration grows from this number. */
export const demonstrationSeed = 1039;
