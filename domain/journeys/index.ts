/** Everything that can be done or asked, by name. Pages, worker and command line call these and nothing below. */

export {
  acceptWithPasskey,
  acceptWithPassphrase,
  lookAtInvitation,
  offerInvitedPasskey,
} from './accept-invitation.ts';
export { type DemoSignIn, demoSignIns } from './demo-sign-ins.ts';
export {
  chooseMails,
  eraseReport,
  type FollowedFile,
  type FollowedReport,
  followReport,
  giveFeedback,
  reopenReport,
  withdrawReport,
  writeMessage,
} from './follow-report.ts';
export {
  assignReport,
  closeReport,
  LONGEST_TEXT,
  noteOnReport,
  OUTCOMES,
  publishReport,
  referReport,
  replyToReport,
  triageReport,
  URGENCIES,
  unpublishReport,
} from './handle-report.ts';
export {
  countImportedReports,
  importDuty,
  importReports,
  MappingProblem,
  type OpenImport,
  openImport,
  ROWS_AT_ONCE,
  type RowProblem,
} from './import-reports.ts';
export { forgetOldThings, houseKeeper, sealAccessLog } from './keep-house.ts';
export {
  type AreaView,
  countPublishedOnMap,
  listPublishedReports,
  lookAtArea,
  type PublishedPage,
} from './look-around.ts';
export {
  COUNT_CAP,
  findReports,
  INBOX_GROUPS,
  INBOX_SCOPES,
  type Inbox,
  type InboxLine,
  type InboxScope,
  listInbox,
  type OpenedReport,
  openContact,
  openReport,
} from './look-at-reports.ts';
export { type OpenedFile, openFile } from './open-file.ts';
export {
  type CodeProposal,
  changeHat,
  endOwnSessions,
  enrolCode,
  enrolPasskey,
  lookAtOwnSignIn,
  type OwnSignIn,
  offerNewPasskey,
  proposeCode,
  removePasskey,
  signOut,
} from './own-account.ts';
export { type DemoReceipt, isHistoryPlayed, listDemoReceipts, playHistory } from './play-history.ts';
export { prepareFile, removeFiles, rewrapUploads, tidyUploads } from './prepare-files.ts';
export { proveReceipt } from './receipts.ts';
export {
  areaOf,
  arePeopleAsked,
  categoryOf,
  findDraft,
  isOutside,
  isSensitive,
  isWhenAsked,
  keepDraft,
  lookAtSent,
  newSecretText,
  type ReportDraft,
  type SentReport,
  sendReport,
  submitReport,
  unitOf,
} from './report-something.ts';
export { rotateSecrets } from './rotate-secrets.ts';
export {
  ACCEPT_ATTRIBUTE,
  type DraftUpload,
  draftOwner,
  findUpload,
  LARGEST,
  letterOwner,
  listDraftUploads,
  MOST_FILES,
  paceUpload,
  receiveUpload,
  receiveWhole,
  removeDraftUpload,
  startUpload,
} from './send-files.ts';
export { setUpPlace } from './set-up-place.ts';
export {
  confirmWithCode,
  offerPasskey,
  signInWithPasskey,
  signInWithPassword,
} from './sign-in.ts';
export {
  addMember,
  endSessionsOfMember,
  type Invitation,
  inviteMember,
  type ListedMember,
  listStaff,
  resetFactors,
  setMemberActive,
} from './staff-accounts.ts';
export type { Begun, Denied } from './start-session.ts';
export { verifyAccessLog } from './verify-access-log.ts';
export {
  type Addressee,
  findAddressee,
  listCaughtMails,
  mailDuty,
  openMailer,
  recordDelivery,
  stopMailsByLink,
} from './write-to-resident.ts';
