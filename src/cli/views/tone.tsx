import { Text } from 'ink'
import { createContext, type ReactNode, useContext } from 'react'

/** Whether the terminal is to show colours. */
export const Colours = createContext(true)

export type ToneName = 'strong' | 'faint' | 'good' | 'bad' | 'active' | 'waiting' | 'plain'

const looks: Readonly<Record<ToneName, { bold?: boolean; dimColor?: boolean; color?: string }>> = {
  strong: { bold: true },
  faint: { dimColor: true },
  good: { color: 'green' },
  bad: { color: 'red' },
  active: { color: 'cyan' },
  waiting: { color: 'yellow' },
  plain: {},
}

/** A piece of text that looks like what it says. */
export function Tone({ of, children }: { readonly of: ToneName; readonly children: ReactNode }) {
  return <Text {...(useContext(Colours) ? looks[of] : {})}>{children}</Text>
}
