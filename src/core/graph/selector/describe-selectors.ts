import { byName, methods } from './methods.ts'

const operators: readonly (readonly [string, string])[] = [
  ['a,b  a b', 'and; or'],
  ['+a  a+  2+a  a+1', 'and what it needs; and what needs it; so far'],
  ['+a[dependsOn]+', 'only along edges of some kinds'],
  ['"a b"  a*  a?', 'a name with special characters; any characters; any one'],
]

/** How selectors are written, for the help of a command. */
export function describeSelectors(): string {
  const rows = [
    ['NAME', byName.summary] as const,
    ...methods.map(({ name, summary }) => [`${name}:`, summary] as const),
    ['selector:', 'what is saved under a name in ossa.yaml'] as const,
    ...operators,
  ]
  const width = Math.max(...rows.map(([written]) => written.length))
  return ['Selectors:', ...rows.map(([written, meaning]) => `  ${written.padEnd(width)}  ${meaning}`)].join('\n')
}
