/** Whether one of two samples tends to be larger, whatever shape they have. */
export interface RankTest {
  /** How often a value of the first is larger than one of the second: 0.5 when they are alike. */
  readonly share: number;
  /** Distance of that from 0.5 in standard errors. */
  readonly z: number;
  /** How often two samples of one kind lie at least so far apart. */
  readonly p: number;
}

/** Mann and Whitney's test with the normal approximation; ties count as half. */
export function mannWhitney(first: readonly number[], second: readonly number[]): RankTest {
  const all = [
    ...first.map((value) => ({ value, isFirst: true })),
    ...second.map((value) => ({ value, isFirst: false })),
  ].toSorted((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    const count = to - from;
    // All of a tie have the mean of their places.
    const rank = (from + 1 + to) / 2;
    rankSum += rank * all.slice(from, to).filter(({ isFirst }) => isFirst).length;
    ties += count ** 3 - count;
    from = to;
  }
  const [n, m] = [first.length, second.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const z = variance === 0 ? 0 : (u - (n * m) / 2) / Math.sqrt(variance);
  return { share: u / (n * m), z, p: 2 * upperTail(Math.abs(z)) };
}

/** The normal distribution above z ≥ 0: Abramowitz and Stegun 26.2.17, to seven places. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = series.reduceRight((above, one) => (above + one) * t, 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
