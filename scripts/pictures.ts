/** Which pictures are taken, and how one gets to the page that each shows. */
import type { Page } from 'playwright-core';
import type { Visitor } from '../tests/support/browser.ts';

/** What the command tells of the demo city. */
export interface Printed {
  /** The receipt of a report of the demo city, by its key in the city's history. */
  receiptOf(report: string): string;
}

export interface Picture extends Visitor {
  readonly name: string;
  readonly path: string;
  readonly staff?: boolean;
  /** From the path to what is shown. */
  readonly goOn?: (page: Page, printed: Printed) => Promise<void>;
}

const NEXT = 'main form .actions button:not([name]):not([type=button])';

async function press(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.locator(button).first().click()]);
}

type Step = 'kind' | 'what' | 'where' | 'people' | 'files' | 'you' | 'check' | 'sent';

const WORDS: Readonly<
  Record<string, { readonly words: string; readonly place: string; readonly name: string }>
> = {
  en: {
    words:
      'Since Monday the lamp at the steps to the fish market is out. Somebody stumbled there last night.',
    place: 'Paseo del Puerto',
    name: 'Neighbour 7',
  },
  ar: {
    words: 'منذ يوم الاثنين والمصباح عند درج سوق السمك مطفأ. تعثر أحدهم هناك ليلة أمس.',
    place: 'Paseo del Puerto',
    name: 'جار رقم 7',
  },
};

/** Through the report form up to this step, as somebody with a broken street lamp. */
function reportTo(step: Step, language = 'en'): (page: Page) => Promise<void> {
  const { words = '', place = '', name = '' } = WORDS[language] ?? {};
  const isThere = (page: Page) => new URL(page.url()).pathname === `/report/${step}`;
  const answer: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    kind: (page) => page.check('[name=kind][value=incident]'),
    category: (page) => page.locator('[name=category]').nth(-2).check(),
    what: (page) => page.fill('[name=words]', words),
    when: (page) => page.check('[name=when][value=ongoing]'),
    you: async (page) => {
      await page.check('[name=tier][value=pseudonymous]');
      await page.fill('[name="contact.handle"]', name);
    },
  };
  return async (page) => {
    await press(page, NEXT);
    for (let pages = 0; pages < 12 && !isThere(page); pages += 1) {
      const here = new URL(page.url()).pathname.replace('/report/', '');
      if (here === 'where') {
        await page.fill('[name="place.words"]', place);
        await press(page, '[name=find]');
        if (await page.locator('[name=pick]').count()) await press(page, '[name=pick]');
        await press(page, '[name=go]');
      } else {
        await answer[here]?.(page);
        await press(page, NEXT);
      }
    }
    if (!isThere(page)) throw new Error(`The form did not lead to ${step}, but to ${page.url()}.`);
    if (step === 'where') {
      await page.fill('[name="place.words"]', place);
      await press(page, '[name=find]');
      if (await page.locator('[name=pick]').count()) await press(page, '[name=pick]');
    } else await answer[step]?.(page);
  };
}

/** Back with a receipt of the demo city. */
async function follow(page: Page, printed: Printed, report: string): Promise<void> {
  await page.fill('[name=receipt]', printed.receiptOf(report));
  await press(page, NEXT);
  await page.waitForURL('**/follow/report**');
}

/** The first report of the queue. */
async function openFirst(page: Page): Promise<void> {
  await press(page, '.tray a[href^="/desk/reports/"]');
}

export const PICTURES: readonly Picture[] = [
  { name: 'home', path: '/' },
  { name: 'home-dark', path: '/', dark: true },
  { name: 'home-phone', path: '/', width: 'phone' },
  { name: 'home-arabic-phone', path: '/', width: 'phone', language: 'ar' },
  { name: 'area', path: '/areas/old-harbour' },
  { name: 'area-phone', path: '/areas/old-harbour', width: 'phone' },
  { name: 'area-phone-dark', path: '/areas/old-harbour', width: 'phone', dark: true },
  { name: 'area-arabic', path: '/areas/old-harbour', language: 'ar' },
  { name: 'reports', path: '/areas/old-harbour/reports' },
  { name: 'report-phone', path: '/report', width: 'phone' },
  { name: 'report-kind-phone', path: '/report', width: 'phone', goOn: reportTo('kind') },
  { name: 'report-what-phone', path: '/report', width: 'phone', goOn: reportTo('what') },
  { name: 'report-where-phone', path: '/report', width: 'phone', goOn: reportTo('where') },
  { name: 'report-where', path: '/report', goOn: reportTo('where') },
  { name: 'report-check-phone', path: '/report', width: 'phone', goOn: reportTo('check') },
  {
    name: 'report-what-arabic-phone',
    path: '/report',
    width: 'phone',
    language: 'ar',
    goOn: reportTo('what', 'ar'),
  },
  {
    name: 'follow-phone',
    path: '/follow',
    width: 'phone',
    goOn: (page, printed) => follow(page, printed, 'calle-mar-noise'),
  },
  { name: 'follow', path: '/follow', goOn: (page, printed) => follow(page, printed, 'calle-mar-noise') },
  {
    name: 'follow-dark',
    path: '/follow',
    dark: true,
    goOn: (page, printed) => follow(page, printed, 'calle-mar-noise'),
  },
  {
    ...{ name: 'follow-arabic-phone', path: '/follow', width: 'phone', language: 'ar' },
    goOn: (page, printed) => follow(page, printed, 'ar-kalam'),
  },
  { name: 'sign-in', path: '/desk/sign-in' },
  { name: 'desk', path: '/desk', staff: true },
  { name: 'desk-dark', path: '/desk', staff: true, dark: true },
  { name: 'desk-phone', path: '/desk', staff: true, width: 'phone' },
  { name: 'desk-arabic', path: '/desk', staff: true, language: 'ar' },
  { name: 'desk-report', path: '/desk', staff: true, goOn: openFirst },
  { name: 'desk-report-dark', path: '/desk', staff: true, dark: true, goOn: openFirst },
  { name: 'desk-report-phone', path: '/desk', staff: true, width: 'phone', goOn: openFirst },
  // Last, so that what is sent here stands in no picture of the queue.
  { name: 'report-sent-phone', path: '/report', width: 'phone', goOn: reportTo('sent') },
  { name: 'report-sent-dark', path: '/report', dark: true, goOn: reportTo('sent') },
];
