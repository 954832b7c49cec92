import type { VNode } from 'preact';
import { useVoice } from './voice-context.tsx';

export interface FooterLink {
  readonly href: string;
  readonly label: string;
}

/** The same four ways on every page, then what the place adds. */
export function SiteFooter({ links = [] }: { links?: readonly FooterLink[] | undefined }): VNode {
  const voice = useVoice();
  const standing: FooterLink[] = [
    { href: '/privacy', label: voice.say('shell.privacy') },
    { href: '/accessibility', label: voice.say('shell.accessibility') },
    { href: '/follow', label: voice.say('shell.follow') },
    { href: '/desk', label: voice.say('shell.staff') },
  ];
  return (
    <footer class="site-footer">
      <nav class="inner" aria-label={voice.say('shell.footer')}>
        <ul>
          {[...standing, ...links].map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}
