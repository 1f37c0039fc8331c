import { escapeControls, type OssaError, usageError, widthOf } from '#core/diagnostics'
import type { Span } from './syntax.ts'

/** The text in which something is wrong, and whose it is. */
export interface SelectorText {
  readonly text: string
  /** The name it is saved under in ossa.yaml. */
  readonly saved?: string | undefined
}

const widest = 100

/** An error that points at a place in a selector. */
export function selectorError({ text, saved }: SelectorText, { start, end }: Span, said: Said): OssaError {
  const cut = Math.max(0, start - widest / 2)
  const shown = (part: string) => escapeControls(part, { oneLine: true })
  const before = widthOf(shown(text.slice(cut, start)))
  const length = Math.max(1, widthOf(shown(text.slice(start, Math.min(end, cut + widest)))))
  const where = saved === undefined ? '' : ` (in the selector ${JSON.stringify(saved)} of ossa.yaml)`
  const frame = `  ${shown(text.slice(cut, cut + widest))}\n  ${' '.repeat(before)}${'^'.repeat(length)}`
  return usageError('graph/selector', `${said.message}${where}\n${frame}`, said.hint)
}

interface Said {
  readonly message: string
  readonly hint: string
}
