import path from 'node:path'
import type { Baseline } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import { futurePath, readDiskFile, writeArtifacts } from '#core/source'
import { compareBaseline, emptyBaseline, parseBaseline, printBaseline, updateBaseline } from './baseline.ts'
import type { CompiledWorkspace } from './compile.ts'

export interface BaselineFiles {
  /** A file with known findings, relative to `cwd`. Default the one that ossa.yaml names. */
  readonly baseline?: string | undefined
  /** A file to write all findings to, relative to `cwd`; they are known then. */
  readonly writeBaseline?: string | undefined
}

/** The baseline that was asked for, if one was. Throws OssaError if it is not there. */
export function givenBaseline({ baseline: file, cwd }: BaselineFiles & { cwd: string }): Baseline | undefined {
  if (file === undefined) return undefined
  const baseline = readBaseline(futurePath(file, cwd), file)
  if (baseline !== undefined) return baseline
  throw new OssaError('baseline/missing', `There is no baseline ${file}.`, {
    hint: `Make it: ossa spec validate --write-baseline ${file}`,
  })
}

/** Writes a baseline with all that was found, and gives what is left then. What was compiled must know of no baseline. */
export function writeBaseline(file: string, cwd: string, compiled: CompiledWorkspace): CompiledWorkspace {
  const target = futurePath(file, cwd)
  const old = readBaseline(target, target) ?? emptyBaseline
  const { diagnostics, wasChecked, workspace } = compiled
  const context = { lines: workspace.files.lines, wasChecked }
  const updated = updateBaseline(diagnostics, old, context)
  writeArtifacts(path.dirname(target), [{ path: path.basename(target), content: printBaseline(updated) }])
  const compared = compareBaseline(diagnostics, updated, context)
  return { ...compiled, diagnostics: compared.kept, baseline: compared }
}

function readBaseline(absolute: string, name: string): Baseline | undefined {
  const file = readDiskFile(absolute)
  return file === undefined ? undefined : parseBaseline(file.text, name)
}
