import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, voiceOf } from '#words';
import * as Ui from './index.ts';

const voice = voiceOf('en');
const shown = (part: VNode): string => Ui.renderPart(<Ui.Speak voice={voice}>{part}</Ui.Speak>);
const page = (props: Partial<Ui.PageProps>): string =>
  Ui.renderPage(
    <Ui.Page
      voice={voice}
      title="Tell us what happened"
      place={{ name: 'Haven', emergencyNumber: '112' }}
      assets={{ stylesheet: '/s.css', scripts: ['/e.js'] }}
      nonce="n0nce"
      {...props}
    >
      {props.children ?? <h1>Here</h1>}
    </Ui.Page>,
  );

describe('a page', () => {
  it('is a whole document in its language and direction', () => {
    expect(page({ voice: voiceOf('ar') })).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
  });

  it('carries no script or style of its own, and the nonce on what it loads', () => {
    const html = page({});
    expect(html).not.toMatch(/<style|style="|\son\w+="|<script(?![^>]*src=)/);
    expect(html).toContain('<script type="module" src="/e.js" nonce="n0nce">');
    expect(html).toContain('<link rel="stylesheet" href="/s.css" nonce="n0nce"');
  });

  it('has the emergency number as a link that calls, for residents', () => {
    expect(page({})).toContain('href="tel:112"');
    expect(page({ variant: 'desk' })).not.toContain('href="tel:112"');
  });

  it('says what to put right already in the title', () => {
    expect(page({ hasErrors: true })).toContain('<title>To put right: Tell us what happened – Haven</title>');
  });

  it('gives a sensitive page a neutral title, no referrer, no description and the way out first of all', () => {
    const html = page({ variant: 'sensitive', description: 'Report violence at home' });
    expect(html).toContain('<title>Information</title>');
    expect(html).toContain('<meta name="referrer" content="no-referrer"');
    expect(html).not.toContain('violence');
    const firstLinks = [...(html.split('<body')[1]?.matchAll(/<a [^>]*href="([^"]+)"/g) ?? [])].map(
      ([, href]) => href,
    );
    expect(firstLinks.slice(0, 2)).toEqual(['#main', '/leave']);
  });

  it('offers languages by their own names and marks the one in use', () => {
    const html = page({ languages: Ui.languageChoices(LANGUAGES, '/report?step=2&x=1') });
    expect(html).toContain('href="/language?to=el&amp;back=%2Freport%3Fstep%3D2%26x%3D1"');
    expect(html).toMatch(/lang="en"[^>]*aria-current="true"[^>]*>English/);
    expect(html).toMatch(/lang="ar"[^>]*dir="rtl"[^>]*>العربية/);
  });

  it('lets no text become markup', () => {
    const html = page({
      title: '</title><script>alert(1)</script>',
      children: <Ui.Field name={'"><img src=x>'} label="<b>x</b>" value={'"><script>alert(2)</script>'} />,
    });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x>');
    expect(html).not.toContain('<b>x</b>');
  });
});

describe('a field', () => {
  it('is joined to its label, hint, error and count', () => {
    const html = shown(
      <Ui.Field name="story" label="What?" hint="In your words" error="Too short" limit={10} rows={3} />,
    );
    expect(html).toContain('<label for="field-story">');
    expect(html).toContain('aria-describedby="hint-story error-story count-story"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('You can write up to 10 characters.');
    expect(html).not.toContain('maxlength');
  });

  it('brings back what was written, but never a password', () => {
    expect(shown(<Ui.Field name="a" label="A" value="mine" />)).toContain('value="mine"');
    expect(shown(<Ui.Field name="a" label="A" rows={2} value={'one\ntwo'} />)).toContain(
      'one\ntwo</textarea>',
    );
    expect(shown(<Ui.Field name="a" label="A" type="password" value="mine" />)).not.toContain('mine');
  });

  it('keeps a first empty line that was written', () => {
    // A browser drops one line break right after <textarea>.
    expect(shown(<Ui.Field name="a" label="A" rows={2} value={'\nbelow'} />)).toContain(
      '>\n\nbelow</textarea>',
    );
  });
});

describe('choices', () => {
  const choices = [
    { value: 'me', label: 'Me' },
    { value: 'other', label: 'Somebody else', more: <p>Who?</p> },
  ];

  it('are one question with a legend, and the error leads to the first', () => {
    const html = shown(
      <Ui.Radios name="who" label="Who?" choices={choices} value="other" error="Please choose" />,
    );
    expect(html).toContain('<legend>Who?</legend>');
    expect(html).toMatch(/id="field-who" type="radio" name="who" value="me"/);
    expect(html).toMatch(/value="other" checked/);
    const summary = shown(<Ui.ErrorSummary errors={[{ name: 'who', message: 'Please choose' }]} />);
    expect(summary).toContain('href="#field-who"');
  });

  it('can be several', () => {
    const html = shown(<Ui.Checkboxes name="who" label="Who?" choices={choices} values={['me', 'other']} />);
    expect(html.match(/ checked/g)).toHaveLength(2);
  });
});

describe('the rest', () => {
  it('shows no summary when nothing is wrong', () => {
    expect(shown(<Ui.ErrorSummary errors={[]} />)).toBe('');
  });

  it('sends every form with its request key', () => {
    expect(
      shown(
        <Ui.Form action="/report" requestKey="abc" hidden={{ step: '2', none: undefined }}>
          x
        </Ui.Form>,
      ),
    ).toBe(
      '<form method="post" action="/report" novalidate><input type="hidden" name="requestKey" value="abc"/><input type="hidden" name="step" value="2"/>x</form>',
    );
  });

  it('keeps codes left to right and out of machine translation', () => {
    expect(shown(<Ui.Code label="Code" words={['olive', 'bread']} />)).toMatch(
      /dir="ltr" translate="no" lang="en"/,
    );
  });

  it('says which answer a change link changes', () => {
    const rows = [{ term: 'When?', value: 'Today', changeHref: '/report/when' }, { term: 'Where?' }];
    const html = shown(<Ui.SummaryList rows={rows} />);
    expect(html).toContain('aria-label="Change: When?"');
    expect(html).toContain('Not answered');
  });

  it('gives an island each form of a counted message', () => {
    const html = shown(<Ui.Field name="a" label="A" limit={5} />).replaceAll('&quot;', '"');
    expect(html).toContain('{"other":"# characters left","one":"# character left"}');
  });

  it('leaves out pages that are not there', () => {
    expect(shown(<Ui.Pagination />)).toBe('');
    expect(shown(<Ui.Pagination nextHref="?after=x" />)).not.toContain('rel="prev"');
  });
});
