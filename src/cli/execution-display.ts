import { escapeControls } from '#core/diagnostics'
import {
  type ExecutionDisplay,
  hasColours,
  isControllable,
  isWatched,
  type OpenDisplay,
  standardError,
} from './terminal.ts'

/** A live view on a terminal, with keys where there is a keyboard; plain lines otherwise. */
export async function openDisplay(options: OpenDisplay): Promise<ExecutionDisplay> {
  if (!isWatched()) return plainLines
  const { showExecution } = await import('./views/show-execution.tsx')
  return showExecution({ ...options, isInteractive: isControllable(), hasColours: hasColours(process.stderr) })
}

const plainLines: ExecutionDisplay = {
  update({ line }) {
    if (line !== undefined) standardError.write(escapeControls(line, { oneLine: true }))
  },
  say: standardError.write,
  waitWhilePaused: () => Promise.resolve(false),
  close: () => undefined,
}
