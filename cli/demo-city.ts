/** The fictional city that a first start shows: loaded once, never touched again, with sign-ins that are told. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DemoReceipt,
  type DemoSignIn,
  demoSignIns,
  isHistoryPlayed,
  listDemoReceipts,
  playHistory,
  setUpPlace,
} from '#domain/journeys';
import { listTenants, readPlaceDirectory } from '#domain/jurisdiction';
import type { Runtime } from '#domain/kernel';

const HAVEN = join(import.meta.dirname, '../content/haven');
const SLUG = 'haven';

/** One of each hat: the officer of Old Harbour, a supervisor, the control room, the administrator, data protection. */
const SHOWN = ['ines-vidal', 'marta-quiles', 'oscar-nadal', 'pilar-toledo', 'andreu-gil'];

/** Reports whose receipts are told: answered, reopened, on its way; one or two in each language. */
const FOLLOWED = [
  { key: 'calle-mar-noise', language: 'en' },
  { key: 'needles-station', language: 'en' },
  { key: 'cartera-abuelo', language: 'es' },
  { key: 'el-giagia', language: 'el' },
  { key: 'nepboete', language: 'nl' },
  { key: 'ar-kalam', language: 'ar' },
];

async function findHaven(runtime: Runtime) {
  return (await listTenants(runtime)).find(({ slug }) => slug === SLUG)?.id;
}

export async function openDemoCity(runtime: Runtime): Promise<DemoSignIn[]> {
  const history: unknown = JSON.parse(await readFile(join(HAVEN, 'history.json'), 'utf8'));
  let tenant = await findHaven(runtime);
  // A first start that was cut short is taken up again; afterwards the city is left as people made it.
  if (tenant === undefined || !(await isHistoryPlayed(runtime, tenant, history))) {
    tenant = (await setUpPlace(runtime, await readPlaceDirectory(HAVEN))).tenant;
    await playHistory(runtime, tenant, history);
  }
  const actor = { kind: 'system', duty: 'set-up' } as const;
  return demoSignIns(runtime, { tenant, actor }, { codes: SHOWN });
}

/** Made for this installation alone, so printing them here gives nobody a way into another. */
export function describeSignIns(signIns: readonly DemoSignIn[], baseUrl: string): string[] {
  if (signIns.length === 0) return [];
  const lines = signIns.flatMap(({ name, hats, email, passphrase, codeSecret }) => [
    `  ${name} (${hats.join(', ')})`,
    `    ${email}  passphrase: ${passphrase}  one-time code key: ${codeSecret}`,
  ]);
  return ['', `Demo sign-ins for ${baseUrl}/desk/sign-in`, ...lines];
}

export async function listReceipts(runtime: Runtime): Promise<DemoReceipt[]> {
  const tenant = await findHaven(runtime);
  if (tenant === undefined) return [];
  const actor = { kind: 'system', duty: 'demo' } as const;
  return listDemoReceipts(runtime, { tenant, actor }, { reports: FOLLOWED });
}

export function describeReceipts(receipts: readonly DemoReceipt[], baseUrl: string): string[] {
  if (receipts.length === 0) return [];
  const lines = receipts.flatMap(({ key, receipt }) => [
    `  ${key}`,
    `    ${receipt.words.join(' ')}`,
    `    ${receipt.digits.join(' ')}`,
  ]);
  return ['', `Receipts of reports, to follow them at ${baseUrl}/follow`, ...lines];
}
