export const meterDialTexts = {
  shows: (whole: string, fraction: string) =>
    fraction === ''
      ? `На лічильнику ${whole}`
      : `На лічильнику чорні цифри ${whole}, червоні ${fraction}`,
};
