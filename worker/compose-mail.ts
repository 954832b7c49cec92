import type { Addressee } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import type { About, Mail } from '#domain/notifications';
import { isLanguage, text, type Voice, voiceOf } from '#words';

export interface MailParts {
  readonly place: Pick<Place, 'name' | 'timezone' | 'defaultLanguage' | 'emergencyNumber'>;
  readonly about: About;
  readonly addressee: Addressee;
  readonly from: string;
  readonly baseUrl: string;
}

/**
 * Says that there is something to read and where, and nothing else: a mail lies open on screens, in notifications and
 * with providers. Kind, category, place and words of the report stand in none of it.
 */
export function composeMail({ place, about, addressee, from, baseUrl }: MailParts): Mail {
  const language = isLanguage(addressee.language) ? addressee.language : place.defaultLanguage;
  const voice = voiceOf(language, place.timezone);
  const origin = text(place.name, language, place.defaultLanguage);
  const link = `${baseUrl}/follow`;
  const stopLink = about === 'received' ? undefined : `${baseUrl}/follow/no-mail/${addressee.stopToken}`;
  const said = wordsOf(voice, about, origin, place.emergencyNumber);
  return {
    from,
    to: addressee.email,
    subject: voice.say('mail.subject'),
    text: plainText(voice, said, link, stopLink),
    html: htmlText(voice, said, link, stopLink),
    messageId: `<${addressee.mailName}@${new URL(baseUrl).hostname}>`,
    headers: stopLink
      ? { 'List-Unsubscribe': `<${stopLink}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {},
  };
}

interface Said {
  readonly paragraphs: readonly string[];
  readonly origin: string;
}

function wordsOf(voice: Voice, about: About, origin: string, number: string): Said {
  return {
    paragraphs: [
      voice.say('mail.hello'),
      voice.say(`mail.${about}`),
      voice.say('mail.how'),
      voice.say('mail.noReply'),
      voice.say('mail.emergency', { number }),
    ],
    origin: voice.say('mail.origin', { place: origin }),
  };
}

/** Marks for the direction of numbers and names are for pages; in a mail they would be seen by some programs. */
const bare = (words: string): string => words.replace(/[\u2066-\u2069]/g, '');

function plainText(voice: Voice, said: Said, link: string, stopLink: string | undefined): string {
  const [hello = '', news = '', ...rest] = said.paragraphs;
  const foot = stopLink ? [said.origin, `${voice.say('mail.stop')}\n${stopLink}`] : [said.origin];
  return `${[hello, news, link, ...rest, '-- ', ...foot].map(bare).join('\n\n')}\n`;
}

const escaped = (words: string): string =>
  bare(words)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const paragraph = (inside: string, style = ''): string => `<p style="margin:0 0 16px;${style}">${inside}</p>`;

/** No picture, no font and no address but ours: opening the mail tells nobody that it was opened. */
function htmlText(voice: Voice, said: Said, link: string, stopLink: string | undefined): string {
  const [hello = '', news = '', ...rest] = said.paragraphs;
  const button = `<a href="${escaped(link)}" style="display:inline-block;background:#0a585c;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none;font-weight:600">${escaped(voice.say('mail.open'))}</a>`;
  const stop = stopLink
    ? paragraph(`<a href="${escaped(stopLink)}" style="color:#4a5558">${escaped(voice.say('mail.stop'))}</a>`)
    : '';
  return `<!doctype html>
<html lang="${voice.language}" dir="${voice.dir}">
<head><meta charset="utf-8"><title>${escaped(voice.say('mail.subject'))}</title></head>
<body style="margin:0;padding:24px;background:#fbf9f5;color:#1b2426;font:17px/1.5 system-ui,sans-serif">
<div style="max-width:36em;margin:0 auto">
${[hello, news].map((one) => paragraph(escaped(one))).join('\n')}
${paragraph(button)}
${paragraph(`<a href="${escaped(link)}" dir="ltr" style="color:#0a585c">${escaped(link)}</a>`)}
${rest.map((one) => paragraph(escaped(one))).join('\n')}
<hr style="border:0;border-top:1px solid #d8d3c8;margin:24px 0">
<div style="color:#4a5558;font-size:15px">
${paragraph(escaped(said.origin))}${stop}
</div>
</div>
</body>
</html>
`;
}
