import { isObject } from '#core/json'
import type { ManifestDraft } from '../draft.ts'
import type { Importer } from '../importer.ts'
import { LegacyDocument } from '../legacy-document.ts'
import { draftImport, draftTags, finishAgent } from './parts.ts'

/** Each version of the protocol has at least one of these. */
const marks = ['defaultInputModes', 'supportedInterfaces', 'preferredTransport', 'protocolVersion']

/** Agent cards of the Agent2Agent protocol, 0.2 to 1.0: what an agent says of itself at `/.well-known/agent-card.json`. */
export const a2aCard: Importer = {
  name: 'a2a/agent-card',
  summary: 'Agent cards of the Agent2Agent protocol. Skills are capabilities.',
  formats: ['json', 'yaml'],
  mayBe: (text) =>
    text.includes('skills') && text.includes('capabilities') && marks.some((mark) => text.includes(mark)),
  detect: ({ value }) =>
    isObject(value) &&
    isObject(value['capabilities']) &&
    Array.isArray(value['skills']) &&
    value['skills'].every((skill) => isObject(skill) && ('id' in skill || 'name' in skill)) &&
    marks.some((mark) => mark in value),
  read({ value }, place) {
    const source = new LegacyDocument(value, place)
    const draft = draftImport(source, {
      at: '',
      name: '/name',
      version: '/version',
      description: '/description',
      owner: '/provider/organization',
      known: ['name', 'version', 'description', 'url'],
    })
    if (draft === undefined) return { manifests: [], findings: source.findings }
    draftSkills(draft, source)
    draft.set(['spec', 'protocols', 0], 'a2a', '')
    const address = source.firstOf('/url', '/supportedInterfaces/0/url')
    if (address !== undefined) draft.set(['spec', 'runtime', 'a2a', 'url'], source.text(address), address)
    return { manifests: [finishAgent(draft)], findings: source.findings }
  },
}

function draftSkills(draft: ManifestDraft, source: LegacyDocument): void {
  const skills = source.mappings('/skills')
  for (const [index, { pointer }] of skills.entries()) {
    const named = source.firstOf(`${pointer}/id`, `${pointer}/name`) ?? pointer
    const described = source.firstOf(`${pointer}/description`, `${pointer}/name`)
    const path = ['spec', 'capabilities', index]
    draft.set(path, {}, pointer)
    draft.set([...path, 'name'], source.text(named), named)
    if (described !== undefined) draft.set([...path, 'description'], source.text(described), described)
  }
  draftTags(
    draft,
    source,
    skills.map(({ pointer }) => `${pointer}/tags`),
  )
}
