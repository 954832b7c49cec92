/** Mail that says "there is an answer", never what it says. */
export {
  ABOUTS,
  type About,
  type Delivery,
  isOptional,
  REFUSAL_CODES,
  type RefusalOfMail,
  shouldSend,
} from './delivery.ts';
export { type CaughtMail, type MailCatcher, makeMailCatcher } from './mail-catcher.ts';
export { type Mail, MailDelayed, type Mailer, type SendOutcome } from './mailer.ts';
export { openSmtpMailer } from './smtp-mailer.ts';
export { makeStopToken, openStopToken } from './stop-token.ts';
export {
  allowMails,
  deleteNotifications,
  findMailState,
  isStopped,
  keepDelivery,
  listDeliveries,
  stopMails,
} from './store.ts';
