/** Now, as a function, so that a history can be played and a test can stand at a deadline. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
