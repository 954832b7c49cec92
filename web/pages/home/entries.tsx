import type { VNode } from 'preact';
import { EntryLinks, useVoice } from '#ui';

/** The three ways to begin. They never wait for an area to be chosen. */
export function Entries(): VNode {
  const { say } = useVoice();
  return (
    <EntryLinks
      links={[
        { href: '/report', label: say('home.tell'), hint: say('home.tellHint'), main: true },
        { href: '/report?kind=question', label: say('home.ask'), hint: say('home.askHint') },
        { href: '/report?kind=worry', label: say('home.worry'), hint: say('home.worryHint') },
      ]}
    />
  );
}
