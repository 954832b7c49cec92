import type { VNode } from 'preact';
import { Button, useVoice } from '#ui';

const KEYS = ['j', 'k', 'Enter', 'r', 'a', 'm', '/', '?'] as const;
const NAMES = {
  j: 'next',
  k: 'previous',
  Enter: 'open',
  r: 'reply',
  a: 'assign',
  m: 'take',
  '/': 'search',
  '?': 'help',
} as const;

/**
 * The keys of the desk, and the way to switch them off: single letters get in the way of speech input (WCAG 2.1.4).
 * Hidden where scripts are off, since there are no keys then.
 */
export function KeyHelp(): VNode {
  const { say } = useVoice();
  return (
    <div data-island="desk-keys" class="desk-keys" hidden>
      <Button type="button" kind="quiet" size="compact" keys="?">
        {say('desk.keys.title')}
      </Button>
      <dialog aria-labelledby="keys-title">
        <h2 id="keys-title">{say('desk.keys.title')}</h2>
        <dl class="key-list">
          {KEYS.map((key) => (
            <div key={key}>
              <dt>
                <kbd dir="ltr">{key === 'Enter' ? say('desk.keys.enterKey') : key}</kbd>
              </dt>
              {/* words: desk.keys.* */}
              <dd>{say(`desk.keys.${NAMES[key]}`)}</dd>
            </div>
          ))}
        </dl>
        <p>
          <label class="plain-check">
            <input type="checkbox" data-part="on" checked /> {say('desk.keys.on')}
          </label>
        </p>
        <form method="dialog">
          <Button kind="secondary">{say('desk.keys.close')}</Button>
        </form>
      </dialog>
    </div>
  );
}
