/** The person's language travels down the page beside the props, so that a component can say its own few words. */
import { type ComponentChildren, createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { type Voice, voiceOf } from '#words';

const VoiceContext = createContext<Voice | undefined>(undefined);

export const useVoice = (): Voice => useContext(VoiceContext) ?? voiceOf('en');

/** `Page` does this for its children. Only a fragment sent without a page needs it. */
export function Speak({ voice, children }: { voice: Voice; children: ComponentChildren }): VNode {
  return <VoiceContext.Provider value={voice}>{children}</VoiceContext.Provider>;
}
