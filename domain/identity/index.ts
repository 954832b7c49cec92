/** Who somebody is: receipts of residents, staff, what they sign in with, the hat they wear, and their sessions. */
export { locatorHashOf, locatorOf, parseReceipt, type Receipt, receiptOf } from './receipt.ts';
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
export { type Account, type Member, type NewMember, plainEmail } from './staff.ts';
export {
  beginSession,
  endSessions,
  type FoundReceipt,
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
