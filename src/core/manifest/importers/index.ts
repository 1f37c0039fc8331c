import type { Importer } from '../importer.ts'
import { a2aCard } from './a2a-card.ts'
import { claudeSubagent } from './claude-subagent.ts'
import { githubAgent } from './github-agent.ts'
import { mcpDocker } from './mcp-docker.ts'
import { mcpServerJson } from './mcp-server-json.ts'
import { mcpTools } from './mcp-tools.ts'

/** Every format of another ecosystem. A document belongs to the first that detects it, unless it is in a dialect of our own. */
export const importers: readonly Importer[] = [githubAgent, claudeSubagent, a2aCard, mcpServerJson, mcpDocker, mcpTools]
