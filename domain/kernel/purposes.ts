/**
 * The closed list of purposes. Investigation, intelligence and immigration control are not members and cannot be named
 * (rules HR-01 and HR-03 of the design; LED 4(1)(b), GDPR 5(1)(b)).
 */
export const PURPOSES = ['respond', 'inform', 'rights', 'account', 'run'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A legal basis, as the place's law names it. Police work never rests on consent (HR-05). */
export const BASES = ['public-task', 'legal-duty', 'vital-interest', 'own-data', 'no-personal-data'] as const;
export type Basis = (typeof BASES)[number];
