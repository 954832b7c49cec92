/** The fictional city that a first start shows: loaded once, never touched again, with sign-ins that are told. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoSignIn, demoSignIns, playHistory, setUpPlace } from '#domain/journeys';
import { listTenants, readPlaceDirectory } from '#domain/jurisdiction';
import type { Runtime } from '#domain/kernel';

const HAVEN = join(import.meta.dirname, '../content/haven');
const SLUG = 'haven';

/** One of each hat: the officer of Old Harbour, a supervisor, the control room, the administrator, data protection. */
const SHOWN = ['ines-vidal', 'marta-quiles', 'oscar-nadal', 'pilar-toledo', 'andreu-gil'];

export async function openDemoCity(runtime: Runtime): Promise<DemoSignIn[]> {
  const known = (await listTenants(runtime)).find(({ slug }) => slug === SLUG);
  const tenant = known?.id ?? (await setUpPlace(runtime, await readPlaceDirectory(HAVEN))).tenant;
  await playHistory(runtime, tenant, JSON.parse(await readFile(join(HAVEN, 'history.json'), 'utf8')));
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
