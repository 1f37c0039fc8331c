import { isObject } from '#core/json'
import type { SourceDocument } from '#core/source'
import type { ManifestDraft } from '../draft.ts'
import type { ImportedDocument } from '../importer.ts'
import type { Item, LegacyDocument } from '../legacy-document.ts'
import { finishAgent } from './parts.ts'

// Far more than anybody writes; what follows is prose.
const mostFrontmatter = 20_000

/** True if a text begins with frontmatter that has all of these fields. Looks at the beginning only. */
export function hasFields(text: string, fields: readonly string[]): boolean {
  if (!text.startsWith('---')) return false
  const end = text.indexOf('\n---', 3)
  const frontmatter = text.slice(0, end === -1 ? mostFrontmatter : Math.min(end, mostFrontmatter))
  return fields.every((field) => new RegExp(`^${field}[ \\t]*:`, 'm').test(frontmatter))
}

// Markdown with frontmatter lies in folders by what it is for.
const kinds = new Set(['agents', 'chatmodes', 'commands', 'instructions', 'prompts', 'skills'])

/** The nearest folder around a file that says what is in it: `agents`, `commands`, `skills` and the like. */
export function kindOfFolder(file: string): string | undefined {
  return file
    .split('/')
    .slice(0, -1)
    .findLast((folder) => kinds.has(folder))
}

/** Adds what frontmatter for any kind of agent has in common: the model, and the prose below. */
export function draftMarkdownAgent(
  draft: ManifestDraft,
  source: LegacyDocument,
  { prose = '' }: SourceDocument,
): ImportedDocument {
  const [model, ...others] = modelsOf(source)
  if (model !== undefined) draft.set(['spec', 'runtime', 'llm', 'model'], model.value, model.pointer)
  if (others.length > 0)
    draft.set(['metadata', 'annotations', 'otherModels'], others.map(({ value }) => value).join(', '), '/model')
  const instructions = prose.trim()
  if (instructions !== '') draft.set(['spec', 'instructions'], instructions, '')
  return { manifests: [finishAgent(draft)], findings: source.findings }
}

// Several are in the order of preference. `inherit` is that of whoever calls the agent.
function modelsOf(source: LegacyDocument): Item<string>[] {
  const written = source.get('/model')
  const all = Array.isArray(written)
    ? source.texts('/model')
    : [{ value: source.text('/model') ?? '', pointer: '/model' }]
  return all.filter(({ value }) => value !== '' && value !== 'inherit')
}

/** The names of agents, without those that the tool brings along. */
export function agentNames(items: readonly Item<string>[], builtIn: ReadonlySet<string>): Item<{ agent: string }>[] {
  return items
    .filter(({ value }) => value !== '' && value !== '*' && !builtIn.has(value))
    .map(({ value, pointer }) => ({ value: { agent: value }, pointer }))
}

/** True if the frontmatter of a document is a mapping with at least one of these fields. */
export function hasAnyField({ value }: SourceDocument, fields: readonly string[]): boolean {
  return isObject(value) && fields.some((field) => field in value)
}
