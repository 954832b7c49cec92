/** Who somebody is: receipts of residents, staff, what they sign in with, the hat they wear, and their sessions. */
export * from './factor-store.ts';
export { countedAs, newKnownBrowser } from './known-browser.ts';
export { codeAt, codeText, codeUri, findStep, proposedSecret } from './one-time-code.ts';
export { pacesOf } from './pace.ts';
export {
  askForNewPasskey,
  askForPasskey,
  type Ceremony,
  checkNewPasskey,
  checkPasskey,
  openState,
  type Site,
} from './passkey.ts';
export { findPassphraseProblem, hashPassphrase, isPassphrase } from './passphrase.ts';
export { locatorHashOf, parseReceipt, type Receipt, receiptOf } from './receipt.ts';
export { isRecoveryCode, newRecoveryCodes, recoveryHashOf } from './recovery-code.ts';
export { resolveSession, resolveStaff } from './resolve.ts';
export {
  deviceOf,
  type Factors,
  HALF_WAY,
  INVITATION,
  isStrong,
  LONGEST,
  newToken,
  type OwnSession,
  type SignedIn,
  tokenHashOf,
} from './session.ts';
export {
  emailTokenOf,
  openCodeSecret,
  type SignInKeys,
  sealCodeSecret,
  signInKeysOf,
} from './sign-in-keys.ts';
export { type Account, type Member, type NewMember, plainEmail } from './staff.ts';
export {
  beginSession,
  endSessions,
  findAccount,
  findByReceipt,
  findLastHat,
  forgetReceipts,
  keepMember,
  keepReceipt,
  listAccounts,
  listMembers,
  listSessions,
  rememberHat,
  rotateSession,
  setActive,
} from './store.ts';
export { isKindReceipt } from './unkind-words.ts';
