import type { OperationBinding } from '#core/compiler'
import type { Finding } from '#core/diagnostics'
import { loadExpressions } from '#core/expression'
import { placeIn } from '#core/manifest'
import { manifestChanges } from './definitions/manifests.ts'
import { operationChanges } from './definitions/operations.ts'
import type { VersionedDocument, Versions } from './documents.ts'
import type { Effect } from './effect.ts'
import { compareAgents } from './manifests/agents.ts'
import { agentNode, areEqual, type ManifestContext, workflowNode } from './manifests/manifest-subject.ts'
import { compareWorkflows } from './manifests/workflows.ts'
import { compareOpenApi } from './openapi/compare-documents.ts'
import { operationNode } from './openapi/operation-subject.ts'
import { pairOperations } from './openapi/pair-operations.ts'
import type { ChosenDocuments, DocumentPair } from './pair-documents.ts'
import { SchemaComparison } from './schemas/compare-schemas.ts'
import { Side } from './schemas/side.ts'

/** A document that has changed, and how. */
export interface ComparedDocument extends DocumentPair {
  /** What is different for those who use it. */
  readonly effects: readonly Effect[]
  /** What its version has to tell of: see `answeringFor`. */
  readonly answersFor: readonly Effect[]
}

/** What has changed, and what stood in the way of comparing. */
export interface Comparison {
  readonly documents: readonly ComparedDocument[]
  /** References of the present version that lead nowhere, and did not before. */
  readonly findings: readonly Finding[]
}

/** Compares documents of two versions of a workspace. */
export async function compareWorkspaces(
  { previous, present }: Versions,
  { all, asked }: ChosenDocuments,
): Promise<Comparison> {
  const comparison = new SchemaComparison(
    new Side(previous.workspace.files.load),
    new Side(present.workspace.files.load),
  )
  const isSameOperation = sameOperations(all)
  const context = { previous: previous.workspace, present: present.workspace, comparison, isSameOperation }
  await loadExpressions()
  const found: (DocumentPair & { readonly effects: readonly Effect[] })[] = []
  for (const pair of asked) found.push({ ...pair, effects: await effectsOf(pair, context) })
  const documents = answeringFor(found, all).filter(hasChanged)
  const broken = [...comparison.present.broken].filter(([place]) => !comparison.previous.broken.has(place))
  return { documents, findings: broken.map(([, finding]) => finding) }
}

// A version that is another one with nothing else may still be one that it must not be.
function hasChanged({ effects, answersFor, previous, present }: ComparedDocument): boolean {
  return effects.length + answersFor.length > 0 || previous?.version !== present?.version
}

/**
 * Which document answers for what: the one that it stands in, if that has a version of its own, and otherwise all that use it. So an
 * agent need not get another version because a service has that it refers to, or is bound to.
 */
function answeringFor(
  documents: readonly Omit<ComparedDocument, 'answersFor'>[],
  all: readonly DocumentPair[],
): ComparedDocument[] {
  const owners = new Map(
    all.flatMap(({ previous, present }) =>
      present?.kind === 'openapi' && previous !== undefined ? [[present.file, present] as const] : [],
    ),
  )
  const answers = new Map<VersionedDocument | undefined, Effect[]>(documents.map(({ present }) => [present, []]))
  for (const { present, effects } of documents)
    for (const each of effects) answers.get(owners.get(each.change.present.file) ?? present)?.push(each)
  return documents.map((document) => ({ ...document, answersFor: answers.get(document.present) ?? [] }))
}

async function effectsOf(pair: DocumentPair, context: ManifestContext): Promise<readonly Effect[]> {
  const { previous, present } = pair
  if (previous === undefined || present === undefined) return appearance(pair)
  const effects = await compareContents(previous, present, context)
  if (effects.length > 0 || !haveDifferentTexts(previous, present)) return effects
  return [effect(operationChanges.documentation, 'Only what people read has changed.', { previous, present })]
}

function compareContents(
  previous: VersionedDocument,
  present: VersionedDocument,
  context: ManifestContext,
): Promise<Effect[]> | Effect[] {
  if (previous.kind === 'agent' && present.kind === 'agent')
    return compareAgents(context, previous.content, present.content)
  if (previous.kind === 'workflow' && present.kind === 'workflow')
    return compareWorkflows(context, previous.content, present.content)
  if (previous.kind === 'openapi' && present.kind === 'openapi')
    return compareOpenApi({ previous: previous.content, present: present.content }, context.comparison)
  throw new Error('Documents of different kinds do not correspond.')
}

const appearances = {
  agent: [manifestChanges.agentAdded, manifestChanges.agentRemoved],
  workflow: [manifestChanges.workflowAdded, manifestChanges.workflowRemoved],
  openapi: [operationChanges.documentAdded, operationChanges.documentRemoved],
} as const

function appearance({ previous, present }: DocumentPair): Effect[] {
  const document = present ?? previous
  if (document === undefined) return []
  const [added, removed] = appearances[document.kind]
  const word = document.kind === 'openapi' ? 'document' : document.kind
  const places = { previous: document, present: document }
  if (previous === undefined) return [effect(added, `The ${word} is new.`, places)]
  return [{ ...effect(removed, `The ${word} is gone.`, places), starts: startsIn(previous) }]
}

// All that leads to a document that is gone.
function startsIn(document: VersionedDocument): Effect['starts'] {
  const version = 'previous'
  if (document.kind === 'agent') return [{ version, node: agentNode(document.content) }]
  if (document.kind === 'workflow') return [{ version, node: workflowNode(document.content) }]
  const { content } = document
  return content.operations.map((operation) => ({ version, node: operationNode(content, operation) }))
}

function effect(
  definition: Effect['change']['definition'],
  message: string,
  { previous, present }: Required<DocumentPair>,
): Effect {
  const places = { previous: placeOf(previous), present: placeOf(present) }
  return { change: { definition, message, ...places }, subject: '', part: '', path: '', starts: [] }
}

function placeOf(document: VersionedDocument) {
  return document.kind === 'openapi' ? { file: document.file, pointer: '' } : placeIn(document.content.manifest, '')
}

function haveDifferentTexts(previous: VersionedDocument, present: VersionedDocument): boolean {
  const said = (document: VersionedDocument) => {
    if (document.kind === 'openapi')
      return { ...document.content.value, info: withoutVersion(document.content.value['info']) }
    const { metadata, ...content } = document.content.manifest.content
    return { ...content, metadata: withoutVersion(metadata) }
  }
  return !areEqual(said(previous), said(present))
}

function withoutVersion(value: unknown): object {
  const { version: _version, ...rest } = { ...(value as { version?: unknown }) }
  return rest
}

// Asked for only where a capability is bound in another way than it was.
function sameOperations(pairs: readonly DocumentPair[]): ManifestContext['isSameOperation'] {
  const nodes = new Map<string, ReadonlyMap<string, string>>()
  const correspondences = (file: string) => {
    const known = nodes.get(file)
    if (known !== undefined) return known
    const pair = pairs.find(({ previous }) => previous?.kind === 'openapi' && previous.file === file)
    const made = pair === undefined ? new Map<string, string>() : correspondencesOf(pair)
    nodes.set(file, made)
    return made
  }
  const nodeOf = ({ document, operation }: OperationBinding) => operationNode(document, operation)
  return (previous, present) => correspondences(previous.document.file).get(nodeOf(previous)) === nodeOf(present)
}

function correspondencesOf({ previous, present }: DocumentPair): ReadonlyMap<string, string> {
  if (previous?.kind !== 'openapi' || present?.kind !== 'openapi') return new Map()
  const [before, now] = [previous.content, present.content]
  const paired = pairOperations(before, now).flatMap((pair) =>
    pair.previous === undefined || pair.present === undefined
      ? []
      : [[operationNode(before, pair.previous), operationNode(now, pair.present)] as const],
  )
  return new Map(paired)
}
