/** [weight] What a resident's first view weighs, and how soon the report form can be used on a cheap phone. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../tests/support/browser.ts';
import { type City, openCity, ownDirectory } from './support/city.ts';
import { prepareDrafts } from './support/drafts.ts';
import { print } from './support/figures.ts';
import { openPhone, slowDown, weigh } from './support/slow-phone.ts';

const AREA = '/areas/old-harbour';
const PAGES: Readonly<Record<string, string>> = {
  home: '/',
  area: AREA,
  reports: `${AREA}/reports`,
  report: '/report',
  follow: '/follow',
  privacy: '/privacy',
};
/** Pages of the form, with a report that is written to the end. */
const STEPS = ['kind', 'category', 'what', 'where', 'when', 'people', 'files', 'you', 'check'];
const TRIES = 5;
const HAS_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0";

async function weighPages(browser: Browser, city: City): Promise<void> {
  const [draft] = await prepareDrafts(city, 1);
  const steps = STEPS.map((step) => [`report.${step}`, `/report/${step}`] as const);
  for (const [name, path] of [...Object.entries(PAGES), ...steps]) {
    const phone = await openPhone(browser);
    const { baseUrl } = city.server;
    await phone.page.context().addCookies([{ name: 'draft', value: draft?.secret ?? '', url: baseUrl }]);
    const { all, scripts } = await weigh(phone, baseUrl + path).finally(() => phone.close());
    print({ name: `weight.${name}`, value: all / 1000, unit: 'kB', goal: '<= 30' });
    print({ name: `weight.${name}.scripts`, value: scripts / 1000, unit: 'kB', goal: '<= 12' });
  }
}

/**
 * From the press on the link to the moment at which the first page has been painted and pressing its button makes the
 * browser send the form.
 */
async function timeToUse(browser: Browser, address: string): Promise<number> {
  const phone = await openPhone(browser);
  const { page } = phone;
  try {
    await slowDown(phone);
    const began = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    while (!(await page.evaluate(HAS_PAINTED))) await pause(20);
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST'),
      page.locator('main form[action^="/report"] button').last().click({ noWaitAfter: true }),
    ]);
    if (new URL(sent.url()).pathname !== '/report') throw new Error('Another form was sent.');
    return performance.now() - began;
  } finally {
    await phone.close();
  }
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const city = await openCity(ownDirectory());
const browser = await openBrowser();
try {
  await weighPages(browser, city);
  const times: number[] = [];
  for (let at = 0; at < TRIES; at += 1) times.push(await timeToUse(browser, `${city.server.baseUrl}/report`));
  print({ name: 'weight.report.usable', value: middleOf(times), unit: 'ms', goal: '<= 3000' });
} finally {
  await browser.close();
  await city.close();
}
