import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from './run-ossa.ts'

interface Manifest {
  readonly commands: Readonly<Record<string, { readonly summary: string; readonly relativePath: readonly string[] }>>
}

describe('the bundle', () => {
  const manifest = JSON.parse(readFileSync(path.join(packageRoot, 'oclif.manifest.json'), 'utf8')) as Manifest
  const commands = Object.entries(manifest.commands)

  it.each(commands)('has %s where its words say', (id) => {
    expect(existsSync(path.join(packageRoot, 'dist/commands', `${id.replaceAll(':', '/')}.cjs`))).toBe(true)
  })

  it('can be loaded without our loader, as oclif does to list the commands', () => {
    const load = createRequire(path.join(packageRoot, 'package.json'))
    const { default: command } = load('./dist/commands/spec/list.cjs') as { default: { summary: string } }
    expect(command.summary).toBe(manifest.commands['spec:list']?.summary)
  })
})
