import type { VNode } from 'preact';
import { Button, useVoice } from '#ui';

/** By POST: what an officer looks for stays out of addresses, histories and logs. */
export function SearchForm({ value }: { value?: string | undefined }): VNode {
  const { say } = useVoice();
  return (
    <search>
      <form class="desk-search" method="post" action="/desk/search">
        <label for="desk-search" class="unseen">
          {say('desk.search')}
        </label>
        <input
          id="desk-search"
          name="words"
          type="search"
          dir="auto"
          value={value}
          placeholder={say('desk.searchHint')}
          maxLength={200}
          aria-keyshortcuts="/"
        />
        <Button kind="secondary">{say('desk.searchButton')}</Button>
      </form>
    </search>
  );
}
