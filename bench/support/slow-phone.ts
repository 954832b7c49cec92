/** A cheap phone on a poor line, as Chromium plays it. */
import type { Browser, CDPSession, Page } from 'playwright-core';

const KILOBITS = 400;
const SLOWER = 6;
/** The round trip that mobile networks of this speed have. */
const LATENCY_MS = 400;

export interface Phone {
  readonly page: Page;
  readonly session: CDPSession;
  close(): Promise<void>;
}

/** A phone that has never been here: nothing is kept from an earlier visit. */
export async function openPhone(browser: Browser): Promise<Phone> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'es' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  return { page, session, close: () => context.close() };
}

export async function slowDown({ session }: Phone): Promise<void> {
  const throughput = (KILOBITS * 1000) / 8;
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: LATENCY_MS },
    ...{ downloadThroughput: throughput, uploadThroughput: throughput },
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

export interface Weight {
  readonly all: number;
  readonly scripts: number;
  readonly requests: number;
}

/** Bytes over the wire of a first view, compressed and with their headers; pictures and maps apart. */
export async function weigh({ page, session }: Phone, address: string): Promise<Weight> {
  const types = new Map<string, string>();
  const sizes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );
  const answer = await page.goto(address, { waitUntil: 'networkidle' });
  if (answer?.status() !== 200) throw new Error(`${address} was answered with ${answer?.status()}.`);
  const counted = [...sizes].filter(([id]) => !['Image', 'Media'].includes(types.get(id) ?? ''));
  const sum = (some: typeof counted) => some.reduce((total, [, size]) => total + size, 0);
  return {
    all: sum(counted),
    scripts: sum(counted.filter(([id]) => types.get(id) === 'Script')),
    requests: counted.length,
  };
}
