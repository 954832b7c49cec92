/** Mail that says "there is an answer", never what it says. */
export {
  ABOUTS,
  type About,
  REFUSAL_CODES,
  shouldSend,
} from './delivery.ts';
export { type CaughtMail, type MailCatcher, makeMailCatcher } from './mail-catcher.ts';
export type { Mail, Mailer } from './mailer.ts';
export { openSmtpMailer } from './smtp-mailer.ts';
export { makeStopToken, openStopToken } from './stop-token.ts';
export {
  allowMails,
  deleteNotifications,
  findMailState,
  isStopped,
  keepDelivery,
  stopMails,
} from './store.ts';
