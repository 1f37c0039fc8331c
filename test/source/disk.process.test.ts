import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { compileWorkspace } from '#core/compiler'
import { diskTree, type FileTree, writeArtifacts } from '#core/source'
import { WorkspaceFiles } from '#core/workspace'
import { MemoryCache } from '../memory-cache.ts'

const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa disk ')))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

const sound = 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: helper, version: 1.2.0 }\nspec: { type: worker }\n'
const misspelt = sound.replace('helper', 'other').replace('worker', 'workr')
const isRoot = process.getuid?.() === 0

let root = ''
let count = 0
beforeEach(() => {
  count += 1
  root = path.join(sandbox, String(count), 'root')
  mkdirSync(root, { recursive: true })
  write('other.yaml', misspelt)
})

function write(file: string, content: string | Uint8Array) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), content)
}

/** What is said of all files but other.yaml, whose own fault must be found whatever lies beside it. */
async function reported(targets: readonly string[] = [''], tree: FileTree = diskTree(root)) {
  const { diagnostics } = await compileWorkspace({
    tree,
    targets: targets.includes('') ? targets : [...targets, 'other.yaml'],
  })
  expect(diagnostics.filter(({ file }) => file === 'other.yaml').map(({ line, column }) => [line, column])).toEqual([
    [4, 15],
  ])
  return diagnostics
    .filter(({ file }) => file !== 'other.yaml')
    .map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`)
}

describe('links', () => {
  it('that lead out of the root are not followed', async () => {
    writeFileSync(path.join(root, '../secret.yaml'), sound)
    symlinkSync('../secret.yaml', path.join(root, 'agent.yaml'))
    mkdirSync(path.join(root, '../folder'))
    writeFileSync(path.join(root, '../folder/agent.yaml'), sound)
    symlinkSync('../folder', path.join(root, 'linked'))
    expect(await reported()).toEqual([
      'agent.yaml:1:1 source/readable-file Cannot read agent.yaml: it is outside the workspace root.',
    ])
    expect(diskTree(root).kindOf('linked/agent.yaml')).toBe('outside')
  })

  it('inside the root are files, and folders are read once', async () => {
    write('real/agent.yaml', sound)
    symlinkSync('real/agent.yaml', path.join(root, 'linked.yaml'))
    symlinkSync('real', path.join(root, 'same'))
    expect((await reported()).map((each) => each.split(' ')[1])).toEqual(['manifest/unique-agent'])
  })

  it('that lead to themselves are reported', async () => {
    symlinkSync('agent.yaml', path.join(root, 'agent.yaml'))
    symlinkSync('.', path.join(root, 'here'))
    expect(await reported()).toEqual([
      'agent.yaml:1:1 source/readable-file Cannot read agent.yaml: its links lead in a circle.',
    ])
  })

  it('that lead nowhere are nothing: editors leave them as locks', async () => {
    symlinkSync('somebody@somewhere.4711', path.join(root, '.#other.yaml'))
    expect(await reported()).toEqual([])
  })
})

describe('what is no file', () => {
  it('is passed over where it is discovered', async () => {
    execFileSync('mkfifo', [path.join(root, 'agent.yaml')])
    const server = createServer().listen(path.join(root, 'socket.yaml'))
    try {
      expect(await reported()).toEqual([])
    } finally {
      server.close()
    }
  })

  it('is reported, not waited for, where it is named', async () => {
    execFileSync('mkfifo', [path.join(root, 'agent.yaml')])
    expect(await reported(['agent.yaml'])).toEqual([
      'agent.yaml:1:1 source/readable-file Cannot read agent.yaml: it is not a regular file.',
    ])
  })

  it('may be a folder with the name of a file', async () => {
    write('agent.yaml/inner.yaml', misspelt.replace('other', 'inner'))
    expect((await reported()).map((each) => each.split(' ')[0])).toEqual(['agent.yaml/inner.yaml:4:15'])
  })
})

describe('names', () => {
  it.each(['...', '..a', ' a ', 'a\\b', 'a%2e', '[a]', '!a', '#a', '-', 'ü', 'a\nb'])(
    'of folders may be anything that the system allows: %j',
    async (name) => {
      write('.gitignore', 'ignored\n')
      write(`${name}/agent.yaml`, misspelt.replace('other', 'inner'))
      const [first, ...others] = await reported()
      expect([first?.startsWith(`${name}/agent.yaml:4:15 `), others]).toEqual([true, []])
    },
  )
})

describe('ignore rules', () => {
  it('are those of git: nearest first, case counts, negation', async () => {
    const faulty = (name: string) => misspelt.replace('other', name)
    write('.gitignore', 'build/\n*.tmp.yaml\n!keep.tmp.yaml\n')
    for (const file of ['build/a', 'Build/b', 'c.tmp', 'keep.tmp', 'sub/d.tmp', 'sub/e'])
      write(`${file}.yaml`, faulty(file.replace(/.*\//, '').replace('.', '-')))
    write('sub/.gitignore', '!d.tmp.yaml\ne.yaml\n')
    expect((await reported()).map((each) => each.split(':')[0])).toEqual([
      'Build/b.yaml',
      'keep.tmp.yaml',
      'sub/d.tmp.yaml',
    ])
  })

  it('hold from above the root, up to the repository, if they can be read', async () => {
    mkdirSync(path.join(root, '../.git/info'), { recursive: true })
    writeFileSync(path.join(root, '../.git/info/exclude'), 'excluded.yaml\n')
    mkdirSync(path.join(root, '../.gitignore'))
    write('excluded.yaml', misspelt)
    expect(await reported()).toEqual([])
    rmSync(path.join(root, '../.gitignore'), { recursive: true })
    writeFileSync(path.join(root, '../.gitignore'), 'root/drafts/\n')
    write('drafts/agent.yaml', misspelt)
    expect(await reported()).toEqual([])
  })
})

describe.skipIf(isRoot)('without permission', () => {
  it.each(['agent.yaml', '.gitignore', 'ossa.yaml'])('to read %s, that is reported', async (file) => {
    write(file, '')
    chmodSync(path.join(root, file), 0o000)
    expect(await reported()).toEqual([`${file}:1:1 source/readable-file Cannot read ${file}: permission denied.`])
  })
})

/** The tree on disk, with files that cannot be read although they are there. */
function failing(files: readonly string[]): FileTree {
  const tree = diskTree(root)
  return {
    ...tree,
    read(file) {
      if (files.includes(file)) rmSync(path.join(root, file), { force: true })
      return tree.read(file)
    },
  }
}

describe('files that vanish while they are looked at', () => {
  it('are reported', async () => {
    write('agent.yaml', sound)
    write('.gitignore', 'x\n')
    write('ossa.yaml', '')
    const gone = (file: string) =>
      `${file}:1:1 source/readable-file Cannot read ${file}: there is no such file or folder.`
    expect(await reported([''], failing(['agent.yaml', '.gitignore', 'ossa.yaml']))).toEqual([
      gone('.gitignore'),
      gone('agent.yaml'),
      gone('ossa.yaml'),
    ])
  })

  it('are missing where they are referred to', async () => {
    const capability = '{ name: x, operation: ./api.yaml#get, }, { name: y, input: { $ref: ./schema.json } }'
    write('agent.yaml', sound.replace('worker', `worker, capabilities: [${capability}]`))
    write('api.yaml', 'openapi: 3.1.0')
    write('schema.json', '{}')
    expect(
      (await reported(['agent.yaml'], failing(['api.yaml', 'schema.json']))).map((each) => each.split(' ')[1]),
    ).toEqual(['references/operation-exists', 'references/ref-resolves'])
  })
})

describe('writing', () => {
  it('stays inside the folder, through links too', () => {
    mkdirSync(path.join(root, '../elsewhere'))
    symlinkSync('../elsewhere', path.join(root, 'linked'))
    for (const target of ['../x', 'a/../../x', 'linked/x'])
      expect(() => writeArtifacts(root, [{ path: target, content: '' }])).toThrow(/leads out of/)
  })

  it('replaces a link instead of writing through it, and leaves nothing behind', () => {
    writeFileSync(path.join(root, '../precious'), 'mine')
    symlinkSync('../precious', path.join(root, 'out.txt'))
    expect(writeArtifacts(root, [{ path: 'out.txt', content: 'new' }])).toEqual(['out.txt'])
    expect(readFileSync(path.join(root, '../precious'), 'utf8')).toBe('mine')
    expect(
      diskTree(root)
        .list('')
        .map(({ name }) => name),
    ).toEqual(['other.yaml', 'out.txt'])
  })
})

describe('a file that is skimmed', () => {
  it('is an ordinary one that was seen in its folder, and neither empty nor large', () => {
    for (const [file, content] of Object.entries({
      'empty.yaml': '',
      'large.yaml': 'x'.repeat(70_000),
      'd/a.yaml': sound,
    }))
      write(file, content)
    symlinkSync('other.yaml', path.join(root, 'link.yaml'))
    const tree = diskTree(root)
    const into = Buffer.alloc(100_000)
    const skim = (folder: string, ...names: string[]) => {
      const sizes = tree.skim?.(folder, names, into) ?? []
      let end = 0
      return sizes.map((size) => {
        if (size < 0) return undefined
        end += size
        return into.toString('utf8', end - size, end)
      })
    }
    expect(skim('', 'other.yaml')).toEqual([undefined])
    const listed = [...tree.list(''), ...tree.list('d')].map(({ name }) => name)
    expect(listed).toEqual(['d', 'empty.yaml', 'large.yaml', 'link.yaml', 'other.yaml', 'a.yaml'])
    expect(skim('', 'empty.yaml', 'other.yaml', 'large.yaml', 'link.yaml', 'd', 'nothing.yaml')).toEqual([
      undefined,
      misspelt,
      ...Array(4).fill(undefined),
    ])
    expect(skim('d', 'a.yaml', 'a.yaml')).toEqual([sound, sound])
    rmSync(path.join(root, 'other.yaml'))
    expect(skim('', 'other.yaml')).toEqual([undefined])
  })

  it('is left for later where there is no more room', () => {
    for (const name of ['a', 'b', 'c']) write(`${name}.yaml`, sound)
    const tree = diskTree(root)
    tree.list('')
    const place = Buffer.alloc(2 * sound.length + 1)
    const sizes = tree.skim?.('', ['a.yaml', 'b.yaml', 'c.yaml'], place)
    expect(sizes).toEqual([sound.length, sound.length, -1])
    expect(place.toString('utf8', 0, 2 * sound.length)).toBe(sound + sound)
  })

  it('has its own content, whatever others have skimmed since', () => {
    write('agent.yaml', sound)
    const tree = diskTree(root)
    const [mine, others] = [tree, tree].map((each) => new WorkspaceFiles(each, { cache: new MemoryCache() }))
    mine?.tree.list('')
    mine?.hashOf('agent.yaml')
    others?.hashOf('other.yaml')
    expect(mine?.text('agent.yaml')).toBe(sound)
    expect(others?.text('other.yaml')).toBe(misspelt)
  })
})

describe('a folder that cannot be made', () => {
  it('is refused, however deep it is', () => {
    writeFileSync(path.join(root, 'file'), '')
    const write = (folder: string) => () => writeArtifacts(folder, [{ path: 'a.txt', content: '' }])
    expect(write(path.join(root, 'file'))).toThrow(/there is a file of that name/)
    expect(write(path.join(root, 'file', 'a', 'b'))).toThrow(/there is no such file or folder/)
  })

  // Linux says of it that there is no folder above it.
  it.runIf(process.platform === 'linux')('is refused below /proc', () => {
    expect(() => writeArtifacts('/proc/ossa/a', [{ path: 'a.txt', content: '' }])).toThrow(
      'Cannot write to /proc/ossa/a',
    )
  })
})
