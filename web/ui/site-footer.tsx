import type { VNode } from 'preact';
import type { Voice } from '#words';
import { useVoice } from './voice-context.tsx';

export interface FooterLink {
  readonly href: string;
  readonly label: string;
}

/** The ways that stand below every page for residents, unless the page says otherwise. */
const standingLinks = (voice: Voice): FooterLink[] => [
  { href: '/privacy', label: voice.say('shell.privacy') },
  { href: '/accessibility', label: voice.say('shell.accessibility') },
  { href: '/follow', label: voice.say('shell.follow') },
  { href: '/desk', label: voice.say('shell.staff') },
];

export function SiteFooter({ links }: { links?: readonly FooterLink[] | undefined }): VNode | null {
  const voice = useVoice();
  const shown = links ?? standingLinks(voice);
  if (shown.length === 0) return null;
  return (
    <footer class="site-footer">
      <nav class="inner" aria-label={voice.say('shell.footer')}>
        <ul>
          {shown.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}
