/** Every component in the company it keeps: five pages like those of the service. */
import type { VNode } from 'preact';
import type { Voice } from '#words';
import * as Ui from '../index.ts';
import type { Samples } from './samples.ts';

interface Look {
  readonly said: Samples;
  readonly voice: Voice;
}

function AreaHome({ said }: Look): VNode {
  return (
    <Ui.Beside
      aside={
        <>
          <Ui.PersonLine name={said.officer} office={said.office}>
            <ul>
              {said.officerFacts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          </Ui.PersonLine>
          <Ui.EmptyState title={said.empty}>
            <p>{said.emptyText}</p>
          </Ui.EmptyState>
        </>
      }
    >
      <Ui.Heading>{said.area}</Ui.Heading>
      <Ui.Lead>{said.lead}</Ui.Lead>
      <Ui.EntryLinks
        links={said.entries.map(([label = '', hint], position) => ({
          href: `#entry-${position}`,
          label,
          hint,
          main: position === 0,
        }))}
      />
      <Ui.Section id="done" title={said.done} aside={<a href="#all">{said.menu[3]}</a>}>
        <Ui.ItemList
          label={said.done}
          items={said.doneItems.map((title, position) => ({
            id: `${position}`,
            href: '#done',
            title,
            facts: said.doneFacts,
          }))}
        />
        <Ui.Pagination nextHref="#next" previousHref="#previous" summary="1–2 / 14" />
      </Ui.Section>
    </Ui.Beside>
  );
}

function FormPage({ said }: Look): VNode {
  const choices = said.whoChoices.map((label, position) => ({
    value: `${position}`,
    label,
    hint: position === 1 ? said.whoHint : undefined,
    more: position === 1 ? <Ui.Field name="relation" label={said.relation} width="medium" /> : undefined,
  }));
  const options = said.places.map((label) => ({ value: label, label }));
  return (
    <>
      <Ui.StepHeader step={3} total={6} backHref="#back" />
      <Ui.ErrorSummary errors={[{ name: 'story', message: said.tooShort }]} />
      <Ui.Form action="#sent" requestKey="gallery" files>
        <Ui.Field
          isHeading
          name="story"
          label={said.question}
          hint={said.hint}
          error={said.tooShort}
          value={said.wrote}
          rows={5}
          limit={4000}
        />
        <Ui.Radios name="who" label={said.who} choices={choices} value="1" />
        <Ui.Checkboxes name="kind" label={said.kind} choices={options} values={[]} sideBySide optional />
        <Ui.Select name="place" label={said.kind} options={options} optional />
        <Ui.DateField name="on" label={said.when} value={{ day: '14', month: '11', year: '2026' }} />
        <Ui.TimeField name="at" label={said.at} optional />
        <Ui.FileField
          name="files"
          label={said.files}
          hint={said.filesHint}
          accept="image/*"
          multiple
          optional
        />
        <Ui.Details summary={said.help}>
          <p>{said.helpText}</p>
        </Ui.Details>
        <Ui.Actions>
          <Ui.Button>{said.send}</Ui.Button>
          <Ui.Button kind="secondary">{said.later}</Ui.Button>
        </Ui.Actions>
      </Ui.Form>
      <Ui.QuickExitHelp />
    </>
  );
}

const WORDS = 'harbour lantern olive winter paper stone river bread candle garden mirror window'.split(' ');

function SentPage({ said }: Look): VNode {
  return (
    <>
      <Ui.Notice kind="success" title={said.thanks} level={1} announce>
        <p>{said.anonymous}</p>
      </Ui.Notice>
      <Ui.Code label={said.codeLabel} words={WORDS} copy />
      <Ui.Code label={said.codeLabel} digits="4821 7735 0196 5520 3318" />
      <p>{said.codeText}</p>
      <Ui.Steps steps={said.steps.map(([when = '', what]) => ({ when, what }))} />
      <Ui.Heading level={2}>{said.check}</Ui.Heading>
      <Ui.SummaryList
        rows={[
          { term: said.question, value: said.wrote, changeHref: '#story' },
          { term: said.who, value: said.whoChoices[1], changeHref: '#who' },
          { term: said.when, changeHref: '#when' },
        ]}
      />
      <Ui.Notice kind="warning">
        <p>{said.warning}</p>
      </Ui.Notice>
      <Ui.Notice>
        <p>{said.helpText}</p>
      </Ui.Notice>
    </>
  );
}

function FollowPage({ said, voice }: Look): VNode {
  const at = '2026-11-17T09:12:00Z';
  const when = voice.dateTime(at, 'day');
  return (
    <>
      <Ui.Heading over={said.area}>{said.reports[0]}</Ui.Heading>
      <Ui.StatusLine>{said.status}</Ui.StatusLine>
      <Ui.Section id="letters" title={said.letters}>
        <Ui.Letters
          label={said.letters}
          letters={[
            { id: 'a', from: said.you, at, when, body: said.wrote, own: true },
            { id: 'b', from: said.officer, at, when, body: said.answer },
          ]}
        />
        <Ui.Field name="reply" label={said.reply} rows={4} />
        <Ui.Actions>
          <Ui.Button>{said.reply}</Ui.Button>
          <Ui.LinkButton href="#later" kind="quiet">
            {said.later}
          </Ui.LinkButton>
        </Ui.Actions>
      </Ui.Section>
      <Ui.Section id="events" title={said.timeline}>
        <Ui.Timeline
          events={said.events.map((what, position) => ({
            at: `${at}${position}`,
            when,
            what,
            ahead: position === 2,
          }))}
        />
      </Ui.Section>
    </>
  );
}

function DeskPage({ said, voice }: Look): VNode {
  const edges = ['late', 'soon', 'calm'] as const;
  const tags = ['danger', 'warning', 'plain'] as const;
  const cells = [412, 31, 1204].map((count) => voice.number(count));
  return (
    <>
      <Ui.Heading>{said.inbox}</Ui.Heading>
      <Ui.Tabs
        label={said.inbox}
        tabs={said.tabs.map((label, position) => ({
          href: `#tab-${position}`,
          label,
          count: voice.number(position * 7 + 1),
          current: position === 0,
        }))}
      />
      <Ui.ItemList
        label={said.inbox}
        items={said.reports.map((title, position) => ({
          id: `${position}`,
          href: `#report-${position}`,
          title,
          text: said.wrote.split('\n')[0],
          facts: said.reportFacts,
          edge: edges[position],
          end: <Ui.Tag kind={tags[position]}>{said.due[position]}</Ui.Tag>,
          current: position === 1,
        }))}
      />
      <Ui.Table
        caption={said.table}
        columns={said.columns.map((label, position) => ({ label, numeric: position > 0 }))}
        rows={cells.map((count) => [said.area, count, count])}
      />
    </>
  );
}

export const GALLERY = {
  home: { variant: 'citizen', width: 'wide', Body: AreaHome },
  form: { variant: 'sensitive', width: 'form', Body: FormPage },
  sent: { variant: 'citizen', width: 'text', Body: SentPage },
  follow: { variant: 'citizen', width: 'text', Body: FollowPage },
  desk: { variant: 'desk', width: 'wide', Body: DeskPage },
} as const;
export type GalleryName = keyof typeof GALLERY;
export const GALLERY_NAMES = Object.keys(GALLERY).filter((name): name is GalleryName => name in GALLERY);
