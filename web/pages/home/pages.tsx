/** The first page of a place, and the few pages that explain it. */
import { ErrorSummary, Heading, Lead, Section } from '#ui';
import { text } from '#words';
import { show } from '../../server/show.tsx';
import type { App, PageContext, Web } from '../../server/visit.ts';
import { areaPages, showArea } from '../areas/index.tsx';
import { mapPages } from '../maps/index.ts';
import { ChooseAmong, ChooseArea } from './choose-area.tsx';
import { Entries } from './entries.tsx';
import { explainPages } from './explain.tsx';
import { publicMenu } from './menu.ts';
import {
  answerOf,
  areaChosen,
  type Candidate,
  forgetArea,
  keepArea,
  type Problem,
  smallBody,
} from './my-area.ts';

const AREA_ISLANDS = ['locate'];

function showStart(c: PageContext, web: Web): Response {
  const { say, language } = c.get('voice');
  const place = c.get('place');
  const name = text(place.name, language, place.defaultLanguage);
  return show(
    c,
    web,
    {
      title: say('home.title'),
      description: say('home.description', { place: name }),
      islands: AREA_ISLANDS,
      menu: publicMenu(c),
    },
    <>
      <Heading over={name}>{say('home.title')}</Heading>
      <Lead>{say('home.lead')}</Lead>
      <Entries />
      <Section id="my-area" title={say('home.findOfficer')}>
        <p>{say('home.findOfficerText')}</p>
        <ChooseArea place={place} />
      </Section>
    </>,
  );
}

/** Finding an area, with what went wrong the last time if something did. */
function showChoose(c: PageContext, web: Web, problem?: Problem): Response {
  const { say } = c.get('voice');
  // words: home.problem.*
  const message = problem && say(`home.problem.${problem}`);
  const isAddress = problem === 'address-missing' || problem === 'address-unknown';
  const chosen = areaChosen(c, web);
  return show(
    c,
    web,
    {
      ...{ title: say('home.chooseTitle'), islands: AREA_ISLANDS, menu: publicMenu(c), backTo: '/areas' },
      ...{ hasErrors: problem !== undefined, status: problem ? 422 : 200 },
    },
    <>
      <ErrorSummary errors={message ? [isAddress ? { name: 'address', message } : { message }] : []} />
      <Heading>{say('home.chooseTitle')}</Heading>
      <Lead>{say('home.findOfficerText')}</Lead>
      <ChooseArea place={c.get('place')} error={isAddress ? message : undefined} />
      {chosen && <ForgetMyArea label={say('home.forget')} />}
    </>,
  );
}

function ForgetMyArea({ label }: { label: string }) {
  return (
    <form method="post" action="/area" class="section">
      <button class="button quiet" type="submit" name="forget" value="yes">
        {label}
      </button>
    </form>
  );
}

function showCandidates(c: PageContext, web: Web, candidates: readonly Candidate[]): Response {
  const { say } = c.get('voice');
  return show(
    c,
    web,
    { title: say('home.whichTitle'), menu: publicMenu(c), backTo: '/areas' },
    <>
      <Heading>{say('home.whichTitle')}</Heading>
      <Lead>{say('home.whichText')}</Lead>
      <ChooseAmong place={c.get('place')} candidates={candidates} />
      <p>
        <a href="/areas">{say('home.searchAgain')}</a>
      </p>
    </>,
  );
}

async function chooseArea(c: PageContext, web: Web): Promise<Response> {
  const answer = answerOf(c.get('place'), await c.req.parseBody());
  switch (answer.kind) {
    case 'area':
      keepArea(c, web, answer.area);
      return c.redirect('/', 303);
    case 'forget':
      forgetArea(c, web);
      return c.redirect('/', 303);
    case 'several':
      return showCandidates(c, web, answer.candidates);
    case 'nothing':
      return showChoose(c, web, answer.problem);
  }
}

export function homePages(app: App, web: Web): void {
  app.get('/', (c) => {
    const chosen = areaChosen(c, web);
    return chosen ? showArea(c, web, chosen.slug) : showStart(c, web);
  });
  app.get('/areas', (c) => showChoose(c, web));
  app.post('/area', smallBody, (c) => chooseArea(c, web));
  areaPages(app, web);
  mapPages(app, web);
  explainPages(app, web);
}
