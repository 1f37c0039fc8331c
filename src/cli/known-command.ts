import { existsSync } from 'node:fs'
import path from 'node:path'
import { Config } from '@oclif/core'
import type { OssaCommand } from './ossa-command.ts'
import { packageRoot, packageVersion } from './package-root.ts'

/** A command that a command line begins with. */
export interface KnownCommand {
  /** As oclif names it: `spec:validate`. */
  readonly id: string
  /** The file of the bundle that holds it. */
  readonly file: string
  /** What comes after its name. */
  readonly argv: readonly string[]
}

const deepest = 3

/**
 * The command that is to be carried out: its file lies where its words say. Undefined for all that oclif has to see to: help,
 * what only it knows, and what does not exist.
 */
export function knownCommand(words: readonly string[]): KnownCommand | undefined {
  const options = words.includes('--') ? words.slice(0, words.indexOf('--')) : words
  if (options.some((word) => word === '--help' || word === '-h')) return undefined
  const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word))
  const names = words.slice(0, end === -1 ? deepest : Math.min(end, deepest))
  for (let depth = names.length; depth > 0; depth -= 1) {
    const name = names.slice(0, depth)
    const file = `${path.join(packageRoot, 'dist', 'commands', ...name)}.cjs`
    if (existsSync(file)) return { id: name.join(':'), file, argv: words.slice(depth) }
  }
  return undefined
}

/** Carries out a command. Looking for plugins, themes and all the other commands takes oclif longer than most commands do. */
export async function runKnownCommand({ id, file, argv }: KnownCommand): Promise<void> {
  const { default: Chosen } = (await import(file)) as { default: CommandClass }
  Chosen.id = id
  await new Chosen([...argv], new CommandConfig({ root: packageRoot })).execute()
}

interface CommandClass {
  id: string
  new (argv: string[], config: Config): OssaCommand
}

/** What a command needs to know of the program. Nothing hooks into ours. */
class CommandConfig extends Config {
  override readonly bin = 'ossa'
  override readonly root = packageRoot
  override readonly version = packageVersion()

  override runHook(): ReturnType<Config['runHook']> {
    return Promise.resolve({ failures: [], successes: [] })
  }
}
