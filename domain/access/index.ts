/** Who may do what, the one way to open a person's words, and the log of both. */
export { type Entry, type Look, listLooks, writeEntry } from './access-log.ts';
export { sealLog, type Verdict, verifyLog } from './chain.ts';
export {
  isPermitted,
  type PolicyText,
  placeTarget,
  type Question,
  readPolicyText,
  type Target,
  validatePolicies,
} from './policy.ts';
export { fileKey, reveal, revealOne, type Sealed, seal } from './sealed.ts';
export { tokensOf, wordsOf } from './search-words.ts';
export {
  destroySubject,
  loadKeys,
  newSubject,
  newSubjects,
  rewrapKeys,
  standsUnderOlderKey,
} from './subject-keys.ts';
export { rewrapTenantSecrets, type TenantSecret, tenantSecret } from './tenant-secrets.ts';
