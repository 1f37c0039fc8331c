import path from 'node:path'
import type { SpecBundleOutput } from '#core/contract'
import { type Diagnostic, type OssaError, plural, printJson, usageError } from '#core/diagnostics'
import { isObject } from '#core/json'
import { bundleDocument, type OpenApiDocument, openOpenApi } from '#core/openapi'
import { formatOf, futurePath, isFolderAt, printYamlDocuments, realPath, writeArtifacts } from '#core/source'
import type { WorkspaceFiles } from '#core/workspace'
import { type CompiledOnDisk, compileOnDisk } from './compile-on-disk.ts'

export interface BundleRequest {
  readonly cwd: string
  readonly root?: string | undefined
  readonly file: string
  /** Where to write the document. Default: nowhere; it is given back. */
  readonly output?: string | undefined
  /** Default: by the name of the output, else as the input. */
  readonly format?: SpecBundleOutput['format'] | undefined
  /** Ask no host for documents: use the copies of them that are kept. */
  readonly offline?: boolean | undefined
}

export interface Bundled {
  readonly output: SpecBundleOutput
  readonly root: string
  readonly files: WorkspaceFiles
  /** The document as text, if it was not written to a file. */
  readonly text: string | undefined
  readonly remoteNotes: readonly string[]
}

/**
 * Puts an OpenAPI document of many files into one. A document with errors gives nothing. Throws OssaError for a file that holds no
 * OpenAPI document, and for an output that is one of the files it is made from.
 */
export async function bundleOpenApiFile(request: BundleRequest): Promise<Bundled> {
  if (request.output !== undefined && isFolderAt(request.output, request.cwd))
    throw usageError('spec/output-is-folder', `${request.output} is a folder.`, 'Give the name of a file.')
  const { root, file, document, compiled, remoteNotes } = await compileDocument(request)
  const { files } = compiled.workspace
  const format = formatFor(request, file)
  const bundled = document === undefined || !isSound(compiled) ? undefined : bundleDocument(document, files.load)
  const diagnostics = [...compiled.diagnostics, ...files.locate(bundled?.findings ?? [])]
  const ok = isSound({ diagnostics })
  const sources = [...new Set([file, ...(bundled?.files ?? [])])].sort()
  const result = {
    ok,
    format,
    ...(request.output === undefined ? {} : { output: request.output }),
    files: sources,
    operations: document?.operations.length ?? 0,
    components: bundled?.components ?? 0,
    diagnostics,
  }
  if (!ok || bundled === undefined) return { output: result, root, files, text: undefined, remoteNotes }

  const text = format === 'json' ? printJson(bundled.value) : printYamlDocuments([bundled.value])
  if (request.output === undefined)
    return { output: { ...result, document: { ...bundled.value } }, root, files, text, remoteNotes }
  const target = futurePath(request.output, request.cwd)
  if (sources.some((source) => path.join(root, source) === target)) throw overwriting(request.output)
  writeArtifacts(path.dirname(target), [{ path: path.basename(target), content: `${text}\n` }])
  return { output: result, root, files, text: undefined, remoteNotes }
}

async function compileDocument(
  request: BundleRequest,
): Promise<CompiledOnDisk & { file: string; document: OpenApiDocument | undefined }> {
  const { cwd, root, file: written, offline } = request
  if (realPath(written, cwd).isFolder)
    throw usageError('spec/not-a-file', `${written} is a folder.`, 'Give the file that holds the OpenAPI document.')
  const onDisk = await compileOnDisk({ cwd, root, offline, paths: [written] })
  const { compiled, targets } = onDisk
  const [file = ''] = targets
  if (compiled.facts.get(file)?.isOpenApi !== true && isSound(compiled)) throw notOpenApi(written)
  const { load } = compiled.workspace.files
  const value = load(file)
  const document = isObject(value) ? openOpenApi({ file, pointer: '' }, value, load).document : undefined
  return { ...onDisk, file, document }
}

function isSound({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error')
}

function formatFor({ format, output }: BundleRequest, file: string): SpecBundleOutput['format'] {
  return format ?? (formatOf(output ?? file) === 'json' ? 'json' : 'yaml')
}

function notOpenApi(file: string): OssaError {
  return usageError(
    'spec/not-openapi',
    `${file} holds no OpenAPI document.`,
    'Give a file that begins with `openapi:` or `swagger:`.',
  )
}

function overwriting(output: string): OssaError {
  return usageError(
    'spec/output-is-input',
    `The document is made from ${output}, among others.`,
    'Choose another file with --output.',
  )
}

/** What was written, in words. */
export function describeBundle({ output, operations, components, files }: SpecBundleOutput): string {
  const parts = [plural(operations, 'operation'), plural(components, 'new component')].join(', ')
  return `${output}: ${parts}, from ${plural(files.length, 'file')}.`
}
