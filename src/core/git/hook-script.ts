import { printJson } from '#core/diagnostics'
import { hashText, isObject } from '#core/json'

/** What was asked for at installation. */
export interface HookOptions {
  readonly autoCommit: boolean
  /** Folder of the committed graph, relative to the workspace, for workspaces that configure none. */
  readonly graph: string | undefined
}

/** A hook file taken apart. */
export interface HookText {
  readonly before: string
  readonly after: string
  readonly block: Block | undefined
}

interface Block {
  /** Undefined if the line that holds them was changed by hand. */
  readonly options: HookOptions | undefined
  readonly isModified: boolean
  readonly isClosed: boolean
}

const opening = '# >>> ossa pre-push >>>\n'
const closing = '# <<< ossa pre-push <<<\n'

/** Finds our block in the text of a hook. A block without its end reaches to the end of the text. */
export function readHookText(text: string): HookText {
  const start = text.indexOf(opening)
  if (start === -1) return { before: text, after: '', block: undefined }
  const end = text.indexOf(closing, start)
  const stop = end === -1 ? text.length : end + closing.length
  return { before: text.slice(0, start), after: text.slice(stop), block: readBlock(text.slice(start, stop)) }
}

/** The block that checks a push. In a shared file the lines after it find their standard input untouched. */
export function hookBlock({ autoCommit, graph }: HookOptions, { isShared }: { isShared: boolean }): string {
  const flags = [...(autoCommit ? ['--auto-commit'] : []), ...(graph === undefined ? [] : ['--graph', quote(graph)])]
  const options = printJson({ autoCommit, ...(graph === undefined ? {} : { graph }) }, 0)
  const check = `ossa_pass | ossa_call ${['hooks run pre-push', ...flags].join(' ')} -- "$@" || exit $?\n`
  const parts = isShared ? [functions, check, restoreInput] : [functions, callPrevious, check]
  const script = `${introduction}# options ${options}\n${parts.join('')}`
  return `${opening}# hash ${hashText(script)}\n${script}${closing}`
}

/** A shell word that means exactly this text. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

const introduction = `# Checks what is pushed. Made by \`ossa hooks install\`, removed by \`ossa hooks uninstall\`.
`

// POSIX sh; husky runs it with -e. The ids that git writes to standard input are needed more than once.
const functions = `ossa_refs=$(cat)
ossa_pass() { if [ -n "$ossa_refs" ]; then printf '%s\\n' "$ossa_refs"; fi; }
ossa_has() { command -v "$1" >/dev/null 2>&1; }
ossa_call() {
  if ossa_has node && ossa_has ossa; then
    ossa "$@"
  elif ossa_has node && [ -x ./node_modules/.bin/ossa ]; then
    ./node_modules/.bin/ossa "$@"
  elif [ -x "$(git config ossa.node)" ] && [ -f "$(git config ossa.program)" ]; then
    "$(git config ossa.node)" "$(git config ossa.program)" "$@"
  else
    echo 'ossa: the program was not found, so nothing was checked and the push is stopped.' >&2
    echo '  hint: Run \`npm install --save-dev ossa\`, or \`ossa hooks install\` from where it is;' >&2
    echo '        \`git push --no-verify\` skips the check once.' >&2
    return 1
  fi
}
`

const callPrevious = `ossa_previous="$(dirname "$0")/pre-push.ossa-previous"
if [ -x "$ossa_previous" ]; then ossa_pass | "$ossa_previous" "$@" || exit $?; fi
`

const restoreInput = `if [ -n "$ossa_refs" ]; then
exec <<ossa_end
$ossa_refs
ossa_end
else exec </dev/null
fi
`

function readBlock(text: string): Block {
  const isClosed = text.endsWith(closing)
  const [, hash, script] = /^[^\n]*\n# hash ([0-9a-f]+)\n(.*)$/s.exec(text) ?? []
  const isModified = script === undefined || !isClosed || hash !== hashText(script.slice(0, -closing.length))
  return { options: readOptions(text), isModified, isClosed }
}

function readOptions(text: string): HookOptions | undefined {
  const line = /^# options (\{.*\})$/m.exec(text)?.[1]
  try {
    const value: unknown = JSON.parse(line ?? '')
    if (!isObject(value)) return undefined
    const { autoCommit, graph } = value
    return { autoCommit: autoCommit === true, graph: typeof graph === 'string' ? graph : undefined }
  } catch {
    return undefined
  }
}
