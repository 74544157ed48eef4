/** The times of an SOA that are nothing to talk about. */

export interface TimerRange {
  readonly timer: "refresh" | "retry" | "expire" | "minimum";
  /** Seconds. */
  readonly least: number;
  readonly most: number;
  /** What tinydns-data fills in. */
  readonly usual: number;
}

/** Wider than the recommendations, which differ: RFC 1912, RIPE 203 and Zonemaster would all be content with this. */
export const TIMER_RANGES: readonly TimerRange[] = [
  { timer: "refresh", least: 1200, most: 172800, usual: 16384 },
  { timer: "retry", least: 120, most: 86400, usual: 2048 },
  { timer: "expire", least: 604800, most: 7776000, usual: 1048576 },
  { timer: "minimum", least: 1, most: 86400, usual: 2560 },
];

/** Whether refresh, retry, expire and minimum lie in their ranges and in their order. */
export function areUsualTimers(timers: readonly number[]): boolean {
  const [refresh, retry, expire] = timers;
  if (retry >= refresh || expire <= refresh) return false;
  return TIMER_RANGES.every(({ least, most }, index) => timers[index] >= least && timers[index] <= most);
}
