import type { MenuItem } from '#ui';
import type { PageContext } from '../../server/visit.ts';

/** The few ways of the public site, the one that is open marked. */
export function publicMenu(c: PageContext): MenuItem[] {
  const { say } = c.get('voice');
  const { path } = c.req;
  const item = (href: string, label: string): MenuItem => ({ href, label, current: path === href });
  return [
    item('/', say('home.menuHome')),
    item('/report', say('home.menuReport')),
    item('/follow', say('shell.follow')),
    item('/areas', say('home.menuAreas')),
    item('/help', say('shell.help')),
  ];
}
