import { isObject } from '#core/json'
import type { Importer } from '../importer.ts'
import { type Item, LegacyDocument } from '../legacy-document.ts'
import { agentNames, draftMarkdownAgent, hasAnyField, hasFields, kindOfFolder } from './markdown-agent.ts'
import { draftImport } from './parts.ts'
import { draftGrants, draftServers, type Grant, listedTexts } from './tool-grants.ts'

// Other markdown may have a name and a description, but hardly one of these.
const marks = ['tools', 'disallowedTools', 'model', 'color', 'permissionMode', 'maxTurns', 'mcpServers']
const builtIn = new Set(['general-purpose', 'Explore', 'Plan', 'statusline-setup', 'claude-code-guide'])

/** Subagents of Claude Code, in `.claude/agents` or in the folder `agents` of a plugin; other tools have taken the format over. */
export const claudeSubagent: Importer = {
  name: 'claude/subagent',
  summary: 'Subagents of Claude Code: markdown with frontmatter. The prose is what they are told.',
  formats: ['markdown'],
  mayBe: (text, file) =>
    !isSkill(file) && (isAtHome(file) ? text.startsWith('---') : hasFields(text, ['name', 'description'])),
  detect(document, file) {
    if (isAtHome(file)) return hasAnyField(document, ['name', 'description', ...marks])
    const folder = kindOfFolder(file)
    if (!isObject(document.value) || isSkill(file)) return false
    const { name, description } = document.value
    if (typeof name !== 'string' || typeof description !== 'string') return false
    return folder === 'agents' || (folder === undefined && hasAnyField(document, marks))
  },
  read(document, place) {
    const source = new LegacyDocument(document.value, place)
    const draft = draftImport(source, {
      at: '',
      name: '/name',
      version: '/version',
      description: '/description',
      known: ['name', 'version', 'description', 'tools', 'model', 'mcpServers'],
    })
    if (source.get('/description') === undefined)
      source.require('', 'There is no description, without which Claude Code does not load it.')
    if (draft === undefined) return { manifests: [], findings: source.findings }
    draftServers(draft, source, '/mcpServers')
    draftGrants(draft, listedTexts(source, '/tools').flatMap(grantsOf))
    if (source.get('/permissionMode') === 'bypassPermissions')
      draft.set(['spec', 'autonomy', 'level'], 'autonomous', '/permissionMode')
    return draftMarkdownAgent(draft, source, document)
  },
}

// Where Claude Code looks for nothing else.
function isAtHome(file: string): boolean {
  return /(?:^|\/)\.claude\/agents\//.test(file)
}

// They have a name and a description, too.
function isSkill(file: string): boolean {
  return /(?:^|\/)SKILL\.md$/i.test(file)
}

// `Read`, `Bash(git *)`, `mcp__server__tool`, `mcp__server`, `Agent(one, two)`.
function grantsOf({ value, pointer }: Item<string>): Item<Grant>[] {
  const [, server, tool] = /^mcp__(.+?)(?:__(.*))?$/.exec(value) ?? []
  if (server !== undefined)
    return [{ value: { mcp: server, ...(tool === undefined || tool === '*' ? {} : { name: tool }) }, pointer }]
  const [, name = value, inBrackets = ''] = /^([^(]+?)\s*\((.*)\)$/s.exec(value) ?? []
  const agents = name === 'Agent' || name === 'Task' ? inBrackets.split(',') : []
  // A plugin is before its agents, as in `plugin:agent`.
  const named = agents.map((agent) => ({ value: agent.slice(agent.indexOf(':') + 1).trim(), pointer }))
  return [{ value: { name }, pointer }, ...agentNames(named, builtIn)]
}
