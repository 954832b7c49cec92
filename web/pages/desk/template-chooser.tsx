import type { VNode } from 'preact';
import { Details, useVoice } from '#ui';
import { isLanguage, text } from '#words';
import { addressOf, type ReportView } from './report-view.ts';
import { listTemplates } from './templates.ts';
import { viewQuery } from './view.ts';

/** The words of a template that was chosen with scripts off: in the resident's language, from their officer. */
export function templateWords({ template, opened, place, names, staff }: ReportView): string {
  const chosen = listTemplates().find(({ code }) => code === template);
  if (!chosen) return '';
  const { language } = opened.report;
  const wanted = isLanguage(language) ? language : place.defaultLanguage;
  return text(chosen.words, wanted, place.defaultLanguage).replaceAll(
    '{officer}',
    names.member(staff.id) ?? '',
  );
}

/** Each is a link that opens this page with its words; with scripts they go into the box without leaving the page. */
export function TemplateChooser(props: ReportView): VNode {
  const { say, language } = useVoice();
  const { place, view, names, staff } = props;
  const officer = names.member(staff.id) ?? '';
  return (
    <Details summary={say('desk.templates')}>
      <ul class="templates" data-part="templates">
        {listTemplates().map(({ code, name, words }) => {
          const own = Object.entries(words).map(([key, said]) => [
            key,
            said.replaceAll('{officer}', officer),
          ]);
          return (
            <li key={code}>
              <a
                href={`${addressOf(props)}${viewQuery(view)}&template=${code}#reply`}
                data-words={JSON.stringify(Object.fromEntries(own))}
              >
                {text(name, language, place.defaultLanguage)}
              </a>
            </li>
          );
        })}
      </ul>
    </Details>
  );
}
