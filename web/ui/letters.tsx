import type { ComponentChildren, VNode } from 'preact';

export interface Letter {
  readonly id: string;
  /** Who writes: a name and an office, or "You". */
  readonly from: string;
  readonly at: string;
  readonly when: string;
  /** Plain text as it was written. */
  readonly body: string;
  /** Written by whoever looks at the page. */
  readonly own?: boolean | undefined;
  /** The language it was written in, when it is known. */
  readonly lang?: string | undefined;
  readonly attachments?: ComponentChildren;
  /** A line below: "read by Officer Vidal on Tuesday". */
  readonly note?: ComponentChildren;
}

/** A conversation as letters in the order they were written: each has a sender, a date and room to be read. */
export function Letters({ letters, label }: { letters: readonly Letter[]; label: string }): VNode {
  return (
    <ol class="letters" aria-label={label}>
      {letters.map((letter) => (
        <li key={letter.id} id={`letter-${letter.id}`} class={letter.own ? 'letter own' : 'letter'}>
          <article>
            <header>
              <b>{letter.from}</b>
              <time class="soft small" dateTime={letter.at}>
                {letter.when}
              </time>
            </header>
            <div class="written" dir="auto" lang={letter.lang}>
              {letter.body}
            </div>
            {letter.attachments && <div class="letter-files">{letter.attachments}</div>}
            {letter.note && <footer class="soft small">{letter.note}</footer>}
          </article>
        </li>
      ))}
    </ol>
  );
}
