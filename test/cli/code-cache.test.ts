import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { runOssa } from './run-ossa.ts'

const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa compiled '))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

let home = ''
beforeEach(() => {
  home = mkdtempSync(path.join(sandbox, 'home '))
})

const run = (env: Record<string, string> = {}, command = ['spec', 'list']) =>
  runOssa(command, { cwd: home, env: { XDG_CACHE_HOME: home, ...env } })

function compiled(): string[] {
  const all = path.join(home, 'ossa/compiled')
  return readdirSync(all).flatMap((build) =>
    readdirSync(path.join(all, build)).map((file) => path.join(all, build, file)),
  )
}

/** Says for how long it is not looked whether there is more: the last four bytes. */
function setWait(ms: number): void {
  for (const file of compiled()) {
    const bytes = readFileSync(file)
    bytes.writeUInt32LE(ms, bytes.length - 4)
    writeFileSync(file, bytes)
  }
}

const answer = { exitCode: 0, stdout: 'There are no such manifests.\n', stderr: '' }

describe('compiled code', () => {
  it('is kept for the next run, for the user alone', async () => {
    expect(await run()).toEqual(answer)
    const files = compiled()
    expect(files.map((file) => path.basename(file))).toContain('commands+spec+list.cjs')
    expect(statSync(path.dirname(files[0] ?? '')).mode & 0o777).toBe(0o700)
    setWait(0xffffffff)
    const before = files.map((file) => statSync(file).mtimeMs)
    expect(await run()).toEqual(answer)
    expect(compiled().map((file) => statSync(file).mtimeMs)).toEqual(before)
  })

  it('is added to by a run that has more to do', async () => {
    await run()
    const before = new Map(compiled().map((file) => [file, statSync(file).size]))
    writeFileSync(path.join(home, 'a.yaml'), 'apiVersion: ossa/v1\nkind: Agent\n')
    setWait(0xffffffff)
    await run()
    const grown = () =>
      compiled().filter((file) => statSync(file).size > (before.get(file) ?? Number.POSITIVE_INFINITY))
    expect(grown()).toEqual([])
    setWait(0)
    expect(await run()).toMatchObject({ exitCode: 0 })
    expect(grown()).not.toEqual([])
  })

  it.each([
    ['knowledge-graph', 'build'],
    ['spec', 'validate'],
  ])('is taken by %s %s of many files, which sets V8 otherwise on its way', async (...command) => {
    const spec = 'spec: { domains: [shop], capabilities: [{ name: sell }] }'
    for (let index = 0; index < 20; index += 1)
      writeFileSync(
        path.join(home, `a${index}.yaml`),
        `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a${index} }\n${spec}\n`,
      )
    const first = await run({}, command)
    setWait(0xffffffff)
    const written = () => compiled().map((file) => [file, statSync(file).mtimeMs])
    const before = written()
    rmSync(path.join(home, '.ossa'), { recursive: true })
    const { exitCode, stderr } = await run({}, command)
    expect({ exitCode, stderr }).toEqual({ exitCode: first.exitCode, stderr: first.stderr })
    expect(written()).toEqual(before)
  })

  it('is made again when a file of it is damaged', async () => {
    await run()
    const files = compiled()
    for (const file of files) {
      const bytes = readFileSync(file)
      writeFileSync(file, bytes.fill(255, bytes.length / 2))
    }
    expect(await run()).toEqual(answer)
    expect(compiled()).toEqual(files)
    for (const file of files) expect(readFileSync(file).subarray(-8)).not.toEqual(Buffer.alloc(8, 255))
    for (const file of compiled()) writeFileSync(file, '')
    expect(await run()).toEqual(answer)
  })

  it('is not taken from a folder where others may write', async () => {
    await run()
    const folder = path.dirname(compiled()[0] ?? '')
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    chmodSync(folder, 0o777)
    expect(await run()).toEqual(answer)
    expect(compiled()).toEqual([])
  })

  it('is done without when it cannot be kept or is not wanted', async () => {
    const file = path.join(home, 'file')
    writeFileSync(file, '')
    expect(await run({ XDG_CACHE_HOME: file })).toEqual(answer)
    expect(await run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(answer)
    expect(readdirSync(home)).toEqual(['file'])
    // Here, Node on Linux never comes to an end.
    expect(await run({ XDG_CACHE_HOME: '/proc' })).toEqual(answer)
  })
})
