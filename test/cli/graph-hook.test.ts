import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { installPrePush, openRepository } from '#core/git'
import { agent, makeFolder, TestRepository } from '../git/sandbox.ts'
import { bin, runOssa } from './run-ossa.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

function repositoryWithRemote(name: string): TestRepository {
  const folder = path.join(sandbox.path, name)
  new TestRepository(path.join(folder, 'remote.git'), ['--bare'])
  const repository = new TestRepository(path.join(folder, 'repo'))
  repository.git('remote', 'add', 'origin', '../remote.git')
  return repository
}

const install = async (repository: TestRepository) =>
  installPrePush(await openRepository(repository.path), {
    ...{ autoCommit: false, graph: undefined, force: false },
    program: { node: process.execPath, main: bin },
  })

it('a push passes with the graph of what is pushed, is stopped with a stale one, and passes when it is rebuilt', async () => {
  const repository = repositoryWithRemote('committed')
  const configuration = 'graph: { output: docs/graph, formats: [json, graphml, cytoscape] }\n'
  repository.write({ 'fleet/ossa.yaml': configuration, 'fleet/a.yaml': agent('a') })
  const build = () => runOssa(['knowledge-graph', 'build', '--root', 'fleet'], { cwd: repository.path })
  expect(await build()).toMatchObject({ exitCode: 0, stderr: '' })
  repository.commit({})
  expect(repository.git('ls-files', 'fleet').split('\n')).toEqual([
    'fleet/a.yaml',
    'fleet/docs/graph/graph.cytoscape.json',
    'fleet/docs/graph/graph.graphml',
    'fleet/docs/graph/graph.json',
    'fleet/ossa.yaml',
  ])
  await install(repository)
  expect(await repository.push(['origin', 'main'])).toMatchObject({ exitCode: 0 })

  repository.commit({ 'fleet/b.yaml': agent('b') })
  const stopped = await repository.push(['origin', 'main'])
  expect(stopped.exitCode).toBe(1)
  const [, fix = ''] = /hint: ossa (.*)/.exec(stopped.text) ?? []
  expect(fix).toBe('knowledge-graph build --root fleet --output fleet/docs/graph --format json,graphml,cytoscape')

  expect(await runOssa(fix.split(' '), { cwd: repository.path })).toMatchObject({ exitCode: 0 })
  expect(readFileSync(path.join(repository.path, 'fleet/docs/graph/graph.json'), 'utf8')).toContain('"agent:b@1.0.0"')
  repository.commit({})
  expect(await repository.push(['origin', 'main'])).toMatchObject({ exitCode: 0 })
})

it('a push passes with files in formats that are not asked for, until they are stale; what removes them is told', async () => {
  const repository = repositoryWithRemote('more formats')
  repository.write({ 'ossa.yaml': 'graph: { output: docs/graph }\n', 'a.yaml': agent('a') })
  await runOssa(['knowledge-graph', 'build', '--format', 'json,graphml,cytoscape'], { cwd: repository.path })
  repository.commit({ 'docs/graph/edges.csv': 'mine' })
  await install(repository)
  expect(await repository.push(['origin', 'main'])).toMatchObject({ exitCode: 0 })

  repository.commit({ 'b.yaml': agent('b') })
  const stopped = await repository.push(['origin', 'main'])
  expect(stopped.exitCode).toBe(1)
  expect(stopped.text).toContain('not that of what is pushed: docs/graph/graph.json.\n')
  expect(stopped.text).toContain('hint: ossa knowledge-graph build --output docs/graph\n')
  expect(stopped.text).toContain(
    'It removes docs/graph/graph.graphml, docs/graph/graph.cytoscape.json; to keep such files, name their formats in ossa.yaml (graph.formats).',
  )

  const rebuild = ['hooks', 'run', 'pre-push', 'origin', '--auto-commit']
  const rebuilt = await runOssa(rebuild, { cwd: repository.path })
  expect(rebuilt.exitCode).toBe(1)
  expect(rebuilt.stderr).toContain('The rebuild removed docs/graph/graph.graphml, docs/graph/graph.cytoscape.json;')
  expect(repository.git('ls-files', 'docs').split('\n')).toEqual(['docs/graph/edges.csv', 'docs/graph/graph.json'])
  expect(repository.git('status', '--porcelain')).toBe('')
  expect(await repository.push(['origin', 'main'])).toMatchObject({ exitCode: 0 })
})

it('a push brings a graph that is not committed up to date', async () => {
  const repository = repositoryWithRemote('local')
  repository.write({ 'a.yaml': agent('a') })
  await runOssa(['knowledge-graph', 'build', '--format', 'json,graphml'], { cwd: repository.path })
  repository.commit({ 'b.yaml': agent('b') })
  await install(repository)
  expect(await repository.push(['origin', 'main'])).toMatchObject({ exitCode: 0 })
  const graph = path.join(repository.path, '.ossa/graph/graph.json')
  const pushed = readFileSync(graph, 'utf8')
  expect(pushed).toContain('"agent:b@1.0.0"')
  expect(existsSync(path.join(repository.path, '.ossa/graph/graph.graphml'))).toBe(false)
  expect(await runOssa(['knowledge-graph', 'build'], { cwd: repository.path })).toMatchObject({ exitCode: 0 })
  expect(readFileSync(graph, 'utf8')).toBe(pushed)
  expect(repository.git('status', '--porcelain')).toBe('')
})
