/** The pages that explain: what happens with what people tell us, who can use this, where to get help. */
import type { ComponentChildren, VNode } from 'preact';
import type { Place } from '#domain/jurisdiction';
import { Heading, Icon, Lead, Section, SummaryList, useVoice } from '#ui';
import { text, type Voice } from '#words';
import { show } from '../../server/show.tsx';
import type { App, PageContext, Web } from '../../server/visit.ts';
import { publicMenu } from './menu.ts';

/** What is done with data, purpose by purpose. Each answers the same questions in the same order. */
const PURPOSES = ['report', 'contact', 'files', 'area', 'visit', 'staff'] as const;
const QUESTIONS = ['what', 'why', 'who', 'long'] as const;
const RIGHTS = ['see', 'correct', 'erase', 'object', 'complain'] as const;
const NEVER = ['score', 'others', 'track', 'shame'] as const;
const WORKS = ['keyboard', 'reader', 'scripts', 'language', 'sight', 'map'] as const;
const LACKS = ['outside', 'sign', 'files'] as const;

/** Lines of a list whose words are made from data. */
function Lines({ from, names }: { from: string; names: readonly string[] }): VNode {
  const { say } = useVoice();
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>{say(`${from}.${name}`)}</li>
      ))}
    </ul>
  );
}

// words: place.privacy.*
function Privacy({ place }: { place: Place }): VNode {
  const { say, language } = useVoice();
  const name = text(place.name, language, place.defaultLanguage);
  return (
    <>
      <Heading>{say('place.privacyTitle')}</Heading>
      <Lead>{say('place.privacyLead', { place: name })}</Lead>
      {PURPOSES.map((purpose) => (
        <Section key={purpose} id={purpose} title={say(`place.privacy.${purpose}.title`)}>
          <SummaryList
            rows={QUESTIONS.map((question) => ({
              term: say(`place.privacy.${question}`),
              value: say(`place.privacy.${purpose}.${question}`),
            }))}
          />
        </Section>
      ))}
      <Section id="never" title={say('place.privacyNever')}>
        <Lines from="place.privacy.never" names={NEVER} />
      </Section>
      <Section id="rights" title={say('place.privacyRights')}>
        <Lines from="place.privacy.right" names={RIGHTS} />
      </Section>
      <Section id="ask" title={say('place.whomToAsk')}>
        <p>{say('place.whomToAskText')}</p>
        <Contact place={place} />
      </Section>
    </>
  );
}

// words: place.accessible.*
function Accessibility({ place }: { place: Place }): VNode {
  const { say } = useVoice();
  return (
    <>
      <Heading>{say('place.accessibilityTitle')}</Heading>
      <Lead>{say('place.accessibilityLead')}</Lead>
      <Section id="works" title={say('place.accessibilityWorks')}>
        <Lines from="place.accessible" names={WORKS} />
      </Section>
      <Section id="lacks" title={say('place.accessibilityLacks')}>
        <Lines from="place.accessible" names={LACKS} />
      </Section>
      <Section id="tell" title={say('place.accessibilityTell')}>
        <p>{say('place.accessibilityTellText')}</p>
        <Contact place={place} />
      </Section>
    </>
  );
}

function Telephone({ number }: { number: string }): VNode {
  return (
    <a href={`tel:${number.replaceAll(' ', '')}`} dir="ltr">
      <Icon name="phone" /> {number}
    </a>
  );
}

/** A telephone and a door: for everybody who cannot or will not use these pages. */
function Contact({ place }: { place: Place }): VNode {
  const { say, language } = useVoice();
  const own = place.defaultLanguage;
  const { station } = place;
  const hours = station?.hours ? text(station.hours, language, own) : '';
  const rows: { term: string; value: ComponentChildren }[] = [];
  if (place.nonEmergencyNumber) {
    rows.push({ term: say('place.callUs'), value: <Telephone number={place.nonEmergencyNumber} /> });
  }
  if (station) {
    rows.push({
      term: say('place.visitUs'),
      value: [text(station.name, language, own), station.address, hours].filter(Boolean).join('\n'),
    });
  }
  return rows.length > 0 ? (
    <SummaryList rows={rows} />
  ) : (
    <p>{say('place.callEmergency', { number: place.emergencyNumber })}</p>
  );
}

function Services({ place }: { place: Place }): VNode | null {
  const { say, language } = useVoice();
  const own = place.defaultLanguage;
  if (place.agencies.length === 0) return null;
  return (
    <Section id="services" title={say('place.services')}>
      <p>{say('place.servicesText')}</p>
      <ul class="items">
        {place.agencies.map((one) => (
          <li class="item" key={one.id}>
            <div class="item-main">
              <b>{text(one.name, language, own)}</b>
              <p>{text(one.about, language, own)}</p>
              {one.address && <p class="soft small">{one.address}</p>}
            </div>
            <div class="item-end">{one.phone && <Telephone number={one.phone} />}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Help({ place }: { place: Place }): VNode {
  const { say } = useVoice();
  return (
    <>
      <Heading>{say('place.helpTitle')}</Heading>
      <Lead>{say('place.helpLead', { number: place.emergencyNumber })}</Lead>
      <Section id="contact" title={say('place.contactTitle')}>
        <p>{say('place.contactText')}</p>
        <Contact place={place} />
      </Section>
      <Section id="how" title={say('place.howTitle')}>
        <ol>
          <li>{say('place.how1')}</li>
          <li>{say('place.how2')}</li>
          <li>{say('place.how3')}</li>
          <li>{say('place.how4')}</li>
        </ol>
      </Section>
      <Services place={place} />
    </>
  );
}

export function explainPages(app: App, web: Web): void {
  const page = (c: PageContext, titleOf: (voice: Voice) => string, body: VNode) =>
    show(c, web, { title: titleOf(c.get('voice')), menu: publicMenu(c) }, body);
  app.get('/privacy', (c) =>
    page(c, ({ say }) => say('place.privacyTitle'), <Privacy place={c.get('place')} />),
  );
  app.get('/accessibility', (c) =>
    page(c, ({ say }) => say('place.accessibilityTitle'), <Accessibility place={c.get('place')} />),
  );
  app.get('/help', (c) => page(c, ({ say }) => say('place.helpTitle'), <Help place={c.get('place')} />));
}
