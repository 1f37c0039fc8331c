import { type Diagnostic, isAddress } from '#core/diagnostics'
import { editText, type FileTree, parseSource, replaceFile } from '#core/source'
import type { CheckedOnDisk } from './check-on-disk.ts'

const byteOrderMark = '\ufeff'

/** A fix may bring to light what can be fixed next. */
const mostTurns = 10

/** How many corrections of a file are tried alone, where all together do not do. */
const mostAlone = 20

/** Checks, makes the safe changes that are offered, and checks again, until there are none left. */
export async function checkAndFix(
  check: () => Promise<CheckedOnDisk>,
): Promise<CheckedOnDisk & { readonly fixed: number }> {
  let fixed = 0
  for (let turn = 0; ; turn += 1) {
    const checked = await check()
    const made = turn < mostTurns ? fixFiles(checked) : 0
    if (made === 0) return { ...checked, fixed }
    fixed += made
  }
}

function fixFiles({ root, files: { tree }, result }: CheckedOnDisk): number {
  const fixable = result.diagnostics.filter(({ fix, file }) => fix !== undefined && !isAddress(file))
  let fixed = 0
  for (const file of new Set(fixable.map((each) => each.file))) {
    const edited = fixFile(
      file,
      fixable.filter((each) => each.file === file),
      tree,
    )
    if (edited === undefined) continue
    replaceFile(root, file, edited.text)
    fixed += edited.made
  }
  return fixed
}

// A file that is not understood in full, before or after, stays as it is.
function fixFile(
  file: string,
  diagnostics: readonly Diagnostic[],
  tree: FileTree,
): { text: string; made: number } | undefined {
  const bytes = tree.read(file)
  if (!isSound(file, bytes) && !isLoose(file, bytes)) return undefined
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : ''
  const edits = diagnostics.flatMap(({ fix, ...found }) => {
    if (fix === undefined) return []
    const { line = found.line, column = found.column } = fix
    const { endLine = found.endLine ?? line, endColumn = found.endColumn ?? column } = fix
    return { position: { line, column, endLine, endColumn }, text: fix.text }
  })
  // Two corrections may not go together, such as two misspelt names of one field: then one is made.
  for (const some of [edits, ...edits.slice(0, mostAlone).map((edit) => [edit])]) {
    const edited = editText(text.slice(mark.length), some)
    const result = { text: mark + edited.text, made: edited.made }
    if (edited.made > 0 && isSound(file, Buffer.from(result.text))) return result
  }
  return undefined
}

function isSound(file: string, bytes: Uint8Array): boolean {
  return !parseSource(file, bytes).findings.some(({ severity }) => severity === 'error')
}

// Frontmatter that is no YAML, and becomes so by the quotes that it lacks.
function isLoose(file: string, bytes: Uint8Array): boolean {
  return parseSource(file, bytes).loose?.isClosed === true
}
