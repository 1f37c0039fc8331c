import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileWorkspace, planWorkflow } from '#core/compiler'
import { targets, workspaceTemplates } from '#core/generate'
import { agentTypes } from '#core/manifest'
import { diskTree, type FileTree } from '#core/source'
import { typeProblems } from '../generate/type-check.ts'

const packageRoot = path.resolve(import.meta.dirname, '../..')
const compile = (folder: string) => compileWorkspace({ tree: diskTree(path.join(packageRoot, folder)), targets: [''] })

async function typesOf(tree: FileTree): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const compiled = await compileWorkspace({ tree, targets: [''] })
  for await (const { path: file, content } of targets[0].generate(compiled)) files[file] = content
  return files
}

function inReverse(tree: FileTree): FileTree {
  return { ...tree, list: (folder) => tree.list(folder).toReversed() }
}

const pipeline = { name: 'parallel pipeline', folder: 'examples/parallel-pipeline' }

describe.each([...workspaceTemplates, pipeline])('the $name workspace', ({ folder }) => {
  it('has nothing wrong with it', async () => {
    expect((await compile(folder)).diagnostics).toEqual([])
  })

  it('has only workflows that can be run', async () => {
    const { workflows, workspace } = await compile(folder)
    expect(workflows.length).toBeGreaterThan(0)
    for (const workflow of workflows) expect(planWorkflow(workflow, workspace).findings).toEqual([])
  })

  it('gives types that compile under strict, the same whatever order its files are found in', async () => {
    const types = await typesOf(diskTree(path.join(packageRoot, folder)))
    expect(typeProblems(types)).toEqual([])
    expect(await typesOf(inReverse(diskTree(path.join(packageRoot, folder))))).toEqual(types)
  })
})

describe('the invoice fleet', () => {
  it('has agents of every type', async () => {
    const { agents } = await compile('examples/invoice-fleet')
    expect(agents.length).toBeGreaterThanOrEqual(12)
    expect([...new Set(agents.map(({ manifest }) => manifest.content.spec.type))].sort()).toEqual(agentTypes.toSorted())
  })

  it('pays and records only what the decision allows', async () => {
    const { workflows, workspace } = await compile('examples/invoice-fleet')
    const approval = workflows.find(({ manifest }) => manifest.content.metadata.name === 'invoice-approval')
    const { plan } = planWorkflow(approval!, workspace)
    const needs = new Map(plan?.tasks.map((task) => [task.id, task.needs]))
    expect(needs.get('entry')).toContain('decision')
    expect(needs.get('payment')).toContain('entry')
    expect(needs.get('question')).toContain('decision')
  })
})
