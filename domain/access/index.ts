/** Who may do what, the one way to open a person's words, and the log of both. */
export { type Look, listLooks, writeEntry } from './access-log.ts';
export { sealLog, verifyLog } from './chain.ts';
export {
  isPermitted,
  placeTarget,
  readPolicyText,
  type Target,
  validatePolicies,
} from './policy.ts';
export { fileKey, reveal, revealOne, seal } from './sealed.ts';
export { tokensOf, wordsOf } from './search-words.ts';
export {
  destroySubject,
  loadKeys,
  newSubject,
  newSubjects,
  rewrapKeys,
  standsUnderOlderKey,
} from './subject-keys.ts';
export { rewrapTenantSecrets, tenantSecret } from './tenant-secrets.ts';
