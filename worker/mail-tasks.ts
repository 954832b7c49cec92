import type { Task } from 'graphile-worker';
import { z } from 'zod';
import { findAddressee, mailDuty, openMailer, recordDelivery } from '#domain/journeys';
import { placeOf } from '#domain/jurisdiction';
import { type Configuration, type Id, isId, Refusal, type Runtime, type TenantId } from '#domain/kernel';
import { composeMail } from './compose-mail.ts';

const payloadOf = z.object({
  tenant: z.int().transform((number) => number as TenantId),
  report: z.string().refine((id): id is Id<'report'> => isId<'report'>(id)),
  about: z.enum(['received', 'answer', 'closed']),
});

type MailSettings = Pick<Configuration, 'mail' | 'baseUrl'>;

export interface MailTasks {
  readonly tasks: Record<'write-to-resident', Task>;
  close(): Promise<void>;
}

/** `write-to-resident`: tells a resident who left an address that there is something to read. */
export function mailTasks(runtime: Runtime, { mail, baseUrl }: MailSettings): MailTasks {
  const mailer = openMailer(runtime, mail);
  return {
    tasks: {
      'write-to-resident': async (payload, { job }) => {
        if (!mailer || mail.kind === 'off') return;
        const { tenant, report, about } = payloadOf.parse(payload);
        // A number, since this process reads 64-bit numbers as such, whatever the queue's types say.
        const of = { report, about, job: String(job.id) };
        const addressee = await findAddressee(runtime, mailDuty(tenant), of).catch(erasedIsNothing);
        if (!addressee) return;
        const place = await placeOf(runtime, tenant);
        const outcome = await mailer.send(composeMail({ place, about, addressee, from: mail.from, baseUrl }));
        const code = outcome.outcome === 'refused' ? outcome.code : null;
        await recordDelivery(runtime, mailDuty(tenant), { ...of, outcome: outcome.outcome, code }).catch(
          erasedIsNothing,
        );
      },
    },
    close: async () => mailer?.close(),
  };
}

/** Erased meanwhile: there is nobody to write to, and nothing to try again. */
function erasedIsNothing(error: Error): undefined {
  if (error instanceof Refusal && error.code === 'not-found') return undefined;
  throw error;
}
