import { Fragment, type VNode } from 'preact';
import { useVoice } from './voice-context.tsx';

export interface CodeProps {
  /** What the code is: "Your receipt code". */
  readonly label: string;
  /** Either words, shown numbered, or digits in groups. */
  readonly words?: readonly string[] | undefined;
  readonly digits?: string | undefined;
  readonly copy?: boolean | undefined;
}

/**
 * A code is the same in every language. Not written in place, because Preact's types want a boolean for `translate`,
 * and leave out the attribute when it is false, while HTML wants the word.
 */
const EXACT: Readonly<Record<string, string>> = { dir: 'ltr', translate: 'no' };

/**
 * To be copied by hand from a cracked screen: large, in groups, left to right in every language. The words are Spanish for
 * those who read Spanish and English for all others, which are the lists that exist.
 */
export function Code({ label, words, digits, copy }: CodeProps): VNode {
  const voice = useVoice();
  const value = words ? words.join(' ') : (digits ?? '');
  return (
    <div class="code">
      <p class="code-label">{label}</p>
      {words ? (
        <ol class="code-words" {...EXACT} lang={voice.language === 'es' ? 'es' : 'en'}>
          {words.map((word, position) => (
            <li key={`${position} ${word}`}>{word}</li>
          ))}
        </ol>
      ) : (
        <p class="code-digits" {...EXACT}>
          {digits?.split(/\s+/).map((group, position) => (
            <Fragment key={`${position} ${group}`}>
              <span>{group}</span>{' '}
            </Fragment>
          ))}
        </p>
      )}
      {copy && (
        <button
          class="button secondary compact no-print"
          type="button"
          hidden
          data-island="copy-code"
          data-copy={value}
          data-copied={voice.say('shell.copied')}
        >
          {voice.say('shell.copy')}
        </button>
      )}
    </div>
  );
}
