import { expect, test } from 'vitest';
import { LANGUAGES } from '#words';
import { composeMail, type MailParts } from './compose-mail.ts';

const parts = (more: Partial<MailParts> = {}): MailParts => ({
  place: {
    name: { en: 'Haven <"&>' },
    ...{ timezone: 'Europe/Madrid', defaultLanguage: 'en', emergencyNumber: '112' },
  },
  about: 'answer',
  addressee: { email: 'ana@example.org', language: 'en', mailName: 'ab12', stopToken: 'tok-en' },
  ...{ from: 'Concord <no-reply@concord.example>', baseUrl: 'https://concord.example' },
  ...more,
});

test('every mail has both forms, its place as origin, and a neutral subject that is the same for all', () => {
  for (const language of LANGUAGES) {
    const abouts = ['received', 'answer', 'closed'] as const;
    const mails = abouts.map((about) =>
      composeMail(parts({ about, addressee: { ...parts().addressee, language } })),
    );
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1);
    expect(new Set(mails.map(({ text }) => text)).size).toBe(3);
    for (const { text, html } of mails) {
      expect(text).toContain('https://concord.example/follow\n');
      expect(text).toContain('Haven <"&>');
      expect(html).toContain('Haven &lt;&quot;&amp;&gt;');
      expect(html).not.toMatch(/<img|src=|<script|<link/);
      expect(text).not.toMatch(/[\u2066-\u2069]/);
    }
  }
});

test('Arabic runs from right to left', () => {
  const { html } = composeMail(parts({ addressee: { ...parts().addressee, language: 'ar' } }));
  expect(html).toContain('<html lang="ar" dir="rtl">');
});

test('a language that is not spoken here is answered in the language of the place', () => {
  const { subject } = composeMail(parts({ addressee: { ...parts().addressee, language: 'xx' } }));
  expect(subject).toBe('There is news for you');
});

test('what can be stopped says how, in one click; the first mail cannot', () => {
  const answer = composeMail(parts());
  expect(answer.headers).toEqual({
    'List-Unsubscribe': '<https://concord.example/follow/no-mail/tok-en>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
  const received = composeMail(parts({ about: 'received' }));
  expect(received.headers).toEqual({});
  expect(received.text + received.html).not.toContain('no-mail');
  expect(answer.messageId).toBe('<ab12@concord.example>');
});
