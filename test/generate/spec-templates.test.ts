import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileWorkspace } from '#core/compiler'
import { agentTypes } from '#core/manifest'
import { validateShape } from '#core/schema'
import { memoryTree, parseSource } from '#core/source'
import { fillManifest } from '../../src/core/generate/scaffold/fill-manifest.ts'

const template = (type: string) =>
  readFileSync(path.resolve(import.meta.dirname, `../../templates/spec/${type}.yaml`), 'utf8')

describe.each(agentTypes)('the template of a %s', (type) => {
  it('is valid, and of this type', async () => {
    const files = new Map([['agent.yaml', template(type)]])
    const { diagnostics, agents } = await compileWorkspace({ tree: memoryTree(files), targets: [''] })
    expect(diagnostics).toEqual([])
    expect(agents.map(({ manifest }) => manifest.content.spec.type)).toEqual([type])
  })

  it('is right in its examples too, once their comment marks are gone', () => {
    // The capability that is bound to an operation stands in a sentence.
    const uncommented = template(type)
      .replace(/^.*- \{ name: .*operation: .*$/m, '')
      .replace(/^( +)# ( *(?:\w+:(?: .*)?|- \{.*))$/gm, '$1$2')
    const [document] = parseSource('agent.yaml', Buffer.from(uncommented)).documents
    expect(validateShape('Agent', document?.value)).toEqual([])
    expect(document?.value).toHaveProperty('spec.runtime')
  })

  it('takes any name and description', () => {
    const description = 'It\'s: "quoted" # here\n  name: other\r\n\u2028\u001b[31m $& {{ }}'
    for (const name of ['1.0', 'null', 'true', '0x1f', 'my-worker', 'a'.repeat(128)]) {
      const text = fillManifest(template(type), { name, description })
      const [document] = parseSource('agent.yaml', Buffer.from(text)).documents
      expect(document?.value).toMatchObject({ metadata: { name, description, version: '0.1.0' }, spec: { type } })
      expect(text).not.toContain('\u001b')
    }
  })
})
