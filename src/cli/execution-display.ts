import { escapeControls } from '#core/diagnostics'
import { type ExecutionDisplay, isWatched, standardError } from './terminal.ts'

/** A live view on a terminal, plain lines otherwise. */
export async function openDisplay(): Promise<ExecutionDisplay> {
  return isWatched() ? openLiveView() : plainLines
}

const plainLines: ExecutionDisplay = {
  update({ line }) {
    if (line !== undefined) standardError.write(escapeControls(line, { oneLine: true }))
  },
  say: standardError.write,
  close: () => undefined,
}

async function openLiveView(): Promise<ExecutionDisplay> {
  const { showExecution } = await import('./views/execution-view.tsx')
  return showExecution()
}
