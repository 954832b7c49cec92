/** A mail to a resident who left an address: open it, hand over the mail, remember that it went. */
import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { command, query } from '#domain/door';
import {
  type Caller,
  type Configuration,
  emit,
  type Id,
  isId,
  type Keyring,
  mac,
  orNotFound,
  type Runtime,
  type TenantId,
} from '#domain/kernel';
import {
  ABOUTS,
  type CaughtMail,
  findMailState,
  keepDelivery,
  type MailCatcher,
  type Mailer,
  makeMailCatcher,
  makeStopToken,
  openSmtpMailer,
  openStopToken,
  REFUSAL_CODES,
  shouldSend,
  stopMails,
} from '#domain/notifications';
import { findTarget, getContact, getReportHead } from '#domain/reports';

export const mailDuty = (tenant: TenantId): Caller => ({ tenant, actor: { kind: 'system', duty: 'mail' } });

const mailOfReport = z.object({
  report: z.string().refine((id): id is Id<'report'> => isId<'report'>(id), 'wrong'),
  about: z.enum(ABOUTS),
  /** The queue's name of the job: the same when it is tried again. */
  job: z.string().min(1).max(60),
});

export interface Addressee {
  readonly email: string;
  readonly language: string;
  /** The left part of the mail's id: says nothing, and is the same for the same mail. */
  readonly mailName: string;
  readonly stopToken: string;
}

/** Where to write, if there is something to write: opened through the door, so that the person sees it in their log. */
export const findAddressee = query({
  name: 'notifications.address',
  input: mailOfReport,
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'tells-the-resident',
  target: (use, input) => findTarget(use, input.report),
  run: async (use, { report, about, job }): Promise<Addressee | undefined> => {
    const state = await findMailState(use, report, job);
    // Asked first without the address: one that is not needed is not opened.
    if (!shouldSend(about, { ...state, email: 'not opened' })) return undefined;
    const email = (await getContact(use, report))?.email;
    if (!email || !shouldSend(about, { ...state, email })) return undefined;
    const { language } = await getReportHead(use, report);
    const mailName = mac(use.keyring.derive('mail-name'), `${use.tenant}|${report}|${job}`).toString('hex');
    return { email, language, mailName: mailName.slice(0, 32), stopToken: makeStopToken(use, report) };
  },
});

/** Remember how it went. When nothing reaches the resident, the officers are told. */
export const recordDelivery = command({
  name: 'notifications.record',
  input: mailOfReport.extend({
    outcome: z.enum(['sent', 'refused']),
    code: z.enum(REFUSAL_CODES).nullable(),
  }),
  purpose: 'respond',
  basis: 'public-task',
  standingReason: 'tells-the-resident',
  target: (use, input) => findTarget(use, input.report),
  run: async (use, input): Promise<void> => {
    await keepDelivery(use, input);
    if (input.outcome !== 'refused') return;
    const { unit } = await getReportHead(use, input.report);
    await emit(use, 'mail.refused', 'staff', { report: input.report, unit });
  },
});

/** "No more mails about this": whoever holds the link of a mail may. Done twice, it stays done. */
export const stopMailsByLink = command({
  name: 'notifications.stop',
  input: z.object({ token: z.string().max(200) }),
  purpose: 'inform',
  basis: 'own-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, { token }): Promise<void> => {
    await stopMails(use, orNotFound(openStopToken(use, token)));
  },
});

/** One catcher a process, so that its page finds what its worker caught; gone with the process's keys. */
const catchers = new WeakMap<Keyring, MailCatcher>();

function catcherOf(runtime: Runtime): MailCatcher {
  const catcher = catchers.get(runtime.keyring) ?? makeMailCatcher(runtime.clock);
  catchers.set(runtime.keyring, catcher);
  return catcher;
}

/** The way out for mail as it is set; nothing when no mail is to be sent. */
export function openMailer(runtime: Runtime, mail: Configuration['mail']): Mailer | undefined {
  if (mail.kind === 'smtp') return openSmtpMailer(mail.url);
  return mail.kind === 'catcher' ? catcherOf(runtime) : undefined;
}

/** For the page of the catcher: what this process caught, newest first. */
export function listCaughtMails(runtime: Runtime): readonly CaughtMail[] {
  return catcherOf(runtime).list();
}
