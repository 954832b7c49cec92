/** Two places under one roof, with officers who are signed in and residents who hold a receipt; for naughty callers. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { setUpPlace } from '#domain/journeys';
import { placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import type { TenantId } from '#domain/kernel';
import { withPointer } from './hands.ts';
import { signIn } from './officer.ts';
import { type Answer, type PlainClient, plainClient } from './plain-client.ts';
import { type RunningConcord, startConcord } from './running-concord.ts';

const HAVEN = join(import.meta.dirname, '../../content/haven');

export interface TwoPlaces {
  readonly concord: RunningConcord;
  readonly haven: TenantId;
  readonly elsewhere: TenantId;
}

export async function startTwoPlaces(): Promise<TwoPlaces> {
  let haven: TenantId | undefined;
  let elsewhere: TenantId | undefined;
  const concord = await startConcord({
    prepare: async (runtime) => {
      const place = await readPlaceDirectory(HAVEN);
      haven = (await setUpPlace(runtime, place)).tenant;
      const tenant: unknown = Object.assign({}, place.tenant, { slug: 'elsewhere' });
      elsewhere = (await setUpPlace(runtime, { ...place, tenant })).tenant;
    },
  });
  if (haven === undefined || elsewhere === undefined) throw new Error('The places were not set up.');
  return { concord, haven, elsewhere };
}

/** A browser that was signed in with both factors hands its cookies over. */
export async function officerClient(
  { concord }: TwoPlaces,
  browser: Browser,
  tenant: TenantId,
  code: string,
): Promise<PlainClient> {
  const slug = (await placeOf(concord.runtime, tenant)).slug;
  const member = { code, email: `${code.replace('-', '.')}@haven.example` };
  const { page } = await signIn({ browser, concord, tenant, slug }, member, { hands: withPointer });
  const cookies = await page.context().cookies();
  await page.context().close();
  return plainClient(concord.baseUrl, new Map(cookies.map(({ name, value }) => [name, value])));
}

export interface Holder {
  readonly client: PlainClient;
  readonly report: string;
  readonly receipt: string;
}

export type PageAnswers = Readonly<Record<string, Readonly<Record<string, string>>>>;

const expectStatus = (answer: Answer, status: number, step: string): Answer => {
  if (answer.status !== status) throw new Error(`${step} answered ${answer.status}.`);
  return answer;
};

/** Somebody who told the police about the old harbour, with scripts off. `answers` go over the plain ones, by page. */
export async function tellPlainly(
  { concord, haven }: TwoPlaces,
  words: string,
  {
    answers = {},
    beforeSending,
  }: { answers?: PageAnswers; beforeSending?: (client: PlainClient) => Promise<void> } = {},
): Promise<Holder> {
  const client = plainClient(concord.baseUrl, new Map([['place', 'haven']]));
  const category = (await placeOf(concord.runtime, haven)).categoryByCode('vandalism');
  const pages: PageAnswers = {
    '/report': {},
    '/report/kind': { kind: 'incident' },
    '/report/category': { category: category?.id ?? '' },
    '/report/what': { words },
    '/report/where': { area: 'old-harbour', go: 'yes' },
    '/report/when': { when: 'unknown' },
    '/report/people': {},
    '/report/you': { tier: 'pseudonymous', 'contact.handle': 'heron' },
  };
  for (const [path, plain] of Object.entries(pages)) {
    expectStatus(await client.post(path, { ...plain, ...answers[path] }), 303, path);
  }
  await beforeSending?.(client);
  expectStatus(await client.post('/report/check', {}), 303, '/report/check');
  const sent = expectStatus(await client.get('/report/sent'), 200, '/report/sent').text;
  const list = /<ol class="code-words"[^>]*>(.*?)<\/ol>/s.exec(sent)?.[1] ?? '';
  const receipt = [...list.matchAll(/<li[^>]*>(.*?)<\/li>/gs)]
    .map(([, word]) => word?.replace(/<[^>]*>/g, ''))
    .join(' ');
  const page = expectStatus(await client.get('/follow/report'), 200, '/follow/report').text;
  const report = /\/follow\/report\/([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
  return { client, report, receipt };
}
