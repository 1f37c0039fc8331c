import type { LostManifest } from '#core/manifest'
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import type { LinkedWorkspace } from './linked.ts'

/** Says what stands in the way of finding a manifest by a name, or in a file, if it may be one that is left out. */
export type ExplainLost = (
  kind: 'Agent' | 'Workflow',
  wanted: { readonly name: string } | { readonly file: string },
) => { readonly problem: 'missing' | 'faulty'; readonly message: string; readonly hint: string } | undefined

/** Finds manifests that are too faulty to be linked, so that nobody is told that they do not exist. */
export function explainLost({
  facts,
  files,
  asked,
}: {
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly files: WorkspaceFiles
  readonly asked: LinkedWorkspace['asked']
}): ExplainLost {
  const all = [...facts.values()].flatMap(({ file, lost }) => lost.map((manifest) => ({ file, manifest })))
  // Where even the name is lost, it may be any that the file mentions.
  const isNamed = (name: string, file: string, manifest: LostManifest) =>
    manifest.name === undefined
      ? [file, files.text(file) ?? ''].some((text) => mentions(text, name))
      : manifest.name === name
  return (kind, wanted) => {
    const found = all.find(
      ({ file, manifest }) =>
        (manifest.kind ?? kind) === kind &&
        ('file' in wanted ? wanted.file === file : isNamed(wanted.name, file, manifest)),
    )
    if (found === undefined) return undefined
    const what =
      'file' in wanted ? `The ${kind.toLowerCase()}` : `The ${kind.toLowerCase()} ${JSON.stringify(wanted.name)}`
    return {
      problem: asked.has(found.file) ? 'faulty' : 'missing',
      message: `${what} in ${found.file} is left out, since its manifest is faulty.`,
      hint: `Correct the manifest: \`ossa spec validate ${found.file}\` says what is wrong.`,
    }
  }
}

function mentions(text: string, name: string): boolean {
  // It is everywhere, and looking for the next one would never end.
  if (name === '') return false
  const isPartOfName = /[\w-]/
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
    if (!isPartOfName.test(text.charAt(at - 1)) && !isPartOfName.test(text.charAt(at + name.length))) return true
  return false
}
