import type { Importer } from '../importer.ts'
import { type Item, LegacyDocument } from '../legacy-document.ts'
import { agentNames, draftMarkdownAgent, hasAnyField } from './markdown-agent.ts'
import { draftImport } from './parts.ts'
import { draftGrants, draftServers, type Grant, listedTexts } from './tool-grants.ts'

const fields = ['name', 'description', 'tools', 'model', 'agents', 'handoffs', 'mcp-servers', 'argument-hint', 'target']
const builtIn = new Set(['agent', 'ask', 'edit', 'plan', 'Agent', 'Ask', 'Edit', 'Plan'])
// Tools of these sets are written as those of MCP servers are.
const toolSets = new Set([
  'agent',
  'browser',
  'edit',
  'execute',
  'new',
  'read',
  'runCommands',
  'runNotebooks',
  'runTasks',
  'search',
  'todo',
  'todos',
  'vscode',
  'web',
])

/** Custom agents of GitHub Copilot and VS Code: `NAME.agent.md`, formerly `NAME.chatmode.md`, or any file in `.github/agents`. */
export const githubAgent: Importer = {
  name: 'github/agent',
  summary: 'Custom agents of GitHub Copilot: markdown with frontmatter. The prose is what they are told.',
  formats: ['markdown'],
  mayBe: (text, file) => text.startsWith('---') && isNamedSo(file),
  detect: (document, file) => isNamedSo(file) && hasAnyField(document, fields),
  read(document, place) {
    const source = new LegacyDocument(document.value, place)
    const draft = draftImport(source, {
      at: '',
      name: '/name',
      otherwise: place.file.replace(/^.*\//, '').replace(/(?:\.agent|\.chatmode)?\.md$/i, ''),
      description: '/description',
      known: ['name', 'description', 'tools', 'model', 'agents', 'handoffs', 'mcp-servers'],
    })
    if (draft === undefined) return { manifests: [], findings: source.findings }
    draftServers(draft, source, '/mcp-servers')
    draftGrants(draft, [
      ...listedTexts(source, '/tools').map(grantOf),
      ...agentNames([...listedTexts(source, '/agents'), ...handoffs(source)], builtIn),
    ])
    return draftMarkdownAgent(draft, source, document)
  },
}

function isNamedSo(file: string): boolean {
  return /\.(?:agent|chatmode)\.md$/i.test(file) || /(?:^|\/)\.github\/agents\/[^/]+\.md$/i.test(file)
}

// `search`, `search/codebase`, `server/tool`, `server/*`.
function grantOf({ value, pointer }: Item<string>): Item<Grant> {
  const slash = value.indexOf('/')
  const [owner, tool] = [value.slice(0, slash), value.slice(slash + 1)]
  if (slash <= 0 || toolSets.has(owner)) return { value: { name: value }, pointer }
  return { value: { mcp: owner, ...(tool === '*' || tool === '' ? {} : { name: tool }) }, pointer }
}

// Whom the user may go on with when the agent is done.
function handoffs(source: LegacyDocument): Item<string>[] {
  return source.mappings('/handoffs').flatMap(({ pointer }) => {
    const agent = source.text(`${pointer}/agent`)
    return agent === undefined ? [] : [{ value: agent, pointer: `${pointer}/agent` }]
  })
}
