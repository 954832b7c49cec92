import type { ComponentChildren, VNode } from 'preact';
import { useVoice } from './voice-context.tsx';

export interface SummaryRow {
  readonly term: string;
  /** Nothing reads as "not answered". */
  readonly value?: ComponentChildren;
  readonly changeHref?: string | undefined;
}

/** What was answered, to be checked, each with the way back to its question. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }): VNode {
  const voice = useVoice();
  return (
    <dl class="summary">
      {rows.map(({ term, value, changeHref }) => (
        <div key={term} class="summary-row">
          <dt>{term}</dt>
          <dd dir="auto" class={value ? 'written' : 'soft'}>
            {value || voice.say('form.notAnswered')}
          </dd>
          {changeHref && (
            <dd class="summary-change">
              <a href={changeHref} aria-label={voice.say('form.changeWhat', { what: term })}>
                {voice.say('form.change')}
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
