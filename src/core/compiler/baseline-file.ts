import path from 'node:path'
import type { Baseline } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import { futurePath, readDiskFile, writeArtifacts } from '#core/source'
import { compareBaseline, emptyBaseline, parseBaseline, printBaseline, updateBaseline } from './baseline.ts'
import { type CompileOnDiskRequest, compileOnDisk } from './compile-on-disk.ts'

export interface BaselineFiles {
  /** A file with known findings, relative to `cwd`. Default the one that ossa.yaml names. */
  readonly baseline?: string | undefined
  /** A file to write all findings to, relative to `cwd`; they are known then. */
  readonly writeBaseline?: string | undefined
}

/** Compiles what is on disk, and compares it with a baseline or makes one of it. */
export async function compileWithBaseline({
  baseline: file,
  writeBaseline: target,
  ...request
}: Omit<CompileOnDiskRequest, 'baseline'> & BaselineFiles): ReturnType<typeof compileOnDisk> {
  if (target !== undefined) return compileAndWrite(request, futurePath(target, request.cwd))
  if (file === undefined) return compileOnDisk(request)
  const baseline = readBaseline(futurePath(file, request.cwd), file)
  if (baseline === undefined) throw noBaseline(file)
  return compileOnDisk({ ...request, baseline })
}

async function compileAndWrite(request: CompileOnDiskRequest, target: string): ReturnType<typeof compileOnDisk> {
  const old = readBaseline(target, target) ?? emptyBaseline
  const { compiled, ...where } = await compileOnDisk({ ...request, baseline: emptyBaseline })
  const { diagnostics, wasChecked, workspace } = compiled
  const context = { lines: workspace.files.lines, wasChecked }
  const updated = updateBaseline(diagnostics, old, context)
  writeArtifacts(path.dirname(target), [{ path: path.basename(target), content: printBaseline(updated) }])
  const compared = compareBaseline(diagnostics, updated, context)
  return { ...where, compiled: { ...compiled, diagnostics: compared.kept, baseline: compared } }
}

function readBaseline(absolute: string, name: string): Baseline | undefined {
  const file = readDiskFile(absolute)
  return file === undefined ? undefined : parseBaseline(file.text, name)
}

function noBaseline(file: string): OssaError {
  return new OssaError('baseline/missing', `There is no baseline ${file}.`, {
    hint: `Make it: ossa spec validate --write-baseline ${file}`,
  })
}
