import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, it } from 'vitest'
import { holdLock, inMemory, isLockHeld, openDatabase } from '#core/database'
import { OssaError } from '#core/diagnostics'

const folder = mkdtempSync(path.join(tmpdir(), 'ossa database '))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => path.join(folder, name)

const one = { name: 'one', sql: 'CREATE TABLE one (a INTEGER PRIMARY KEY) STRICT' }
const two = { name: 'two', sql: "ALTER TABLE one ADD COLUMN b TEXT NOT NULL DEFAULT 'old'" }
const open = (file: string, migrations = [one]) => openDatabase(file, { migrations, synchronous: 'FULL' })
const failureOf = (act: () => unknown) => {
  try {
    act()
    return undefined
  } catch (error) {
    return error
  }
}

describe('a database', () => {
  it('makes its folders, and keeps what is written', () => {
    const file = at('new/folder/a.db')
    const first = open(file)
    first.exec('INSERT INTO one VALUES (7)')
    first.close()
    const second = open(file)
    expect(second.prepare('SELECT a FROM one').all()).toEqual([{ a: 7 }])
    expect([second.pragma('journal_mode', { simple: true }), second.pragma('synchronous', { simple: true })]).toEqual([
      'wal',
      2,
    ])
    second.close()
  })

  it('is begun with pages of the size that is wanted, and keeps them', () => {
    const file = at('pages.db')
    for (const pageBytes of [1 << 15, 1 << 12, undefined]) {
      const database = openDatabase(file, {
        migrations: [one],
        synchronous: 'OFF',
        ...(pageBytes === undefined ? {} : { pageBytes }),
      })
      expect(database.pragma('page_size', { simple: true })).toBe(1 << 15)
      database.close()
    }
  })

  it('gets the migrations that it lacks, and each once', () => {
    const file = at('b.db')
    const first = open(file)
    first.exec('INSERT INTO one VALUES (1)')
    first.close()
    for (let times = 0; times < 2; times += 1) {
      const next = open(file, [one, two])
      expect(next.prepare('SELECT * FROM one').all()).toEqual([{ a: 1, b: 'old' }])
      next.close()
    }
  })

  it('stays as it was when a migration fails', () => {
    const file = at('c.db')
    open(file).close()
    const broken = { name: 'broken', sql: 'CREATE TABLE half (a); SELECT nonsense FROM nowhere' }
    expect(failureOf(() => open(file, [one, two, broken]))).toMatchObject({ code: 'database/unusable' })
    const again = open(file)
    expect(again.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()).toEqual([{ name: 'one' }])
    again.close()
  })

  it('of a newer version is left alone', () => {
    open(at('d.db'), [one, two]).close()
    const before = readFileSync(at('d.db'))
    const failure = failureOf(() => open(at('d.db')))
    expect(failure).toBeInstanceOf(OssaError)
    expect(failure).toMatchObject({
      code: 'database/newer',
      kind: 'world',
      hint: 'Update OSSA, or move the file away.',
    })
    expect(readFileSync(at('d.db')).equals(before)).toBe(true)
  })

  it.each<[string, () => void]>([
    ['text', () => writeFileSync(at('x.db'), 'This is no database, but long enough to be taken for one. '.repeat(40))],
    [
      'a damaged database',
      () => {
        open(at('x.db')).close()
        const bytes = readFileSync(at('x.db'))
        writeFileSync(at('x.db'), bytes.fill(0xff, 100, 4_000))
      },
    ],
    ['a folder', () => mkdirSync(at('x.db'))],
  ])('that is really %s cannot be used, and that is said', (_, prepare) => {
    for (const ending of ['', '-wal', '-shm']) rmSync(at(`x.db${ending}`), { recursive: true, force: true })
    prepare()
    const failure = failureOf(() => {
      const database = open(at('x.db'), [one, two])
      database.prepare('SELECT * FROM one').all()
    })
    expect(failure).toBeInstanceOf(OssaError)
    expect(failure).toMatchObject({ code: 'database/unusable', kind: 'world' })
  })

  it('below a file cannot be made', () => {
    writeFileSync(at('file'), '')
    expect(failureOf(() => open(at('file/e.db')))).toMatchObject({ code: 'database/unusable' })
  })

  it('in memory is its own', () => {
    const [a, b] = [open(inMemory), open(inMemory)]
    a.exec('INSERT INTO one VALUES (1)')
    expect(b.prepare('SELECT * FROM one').all()).toEqual([])
  })
})

describe('a lock', () => {
  it('is held once, and given back', () => {
    const lock = holdLock(at('locks/a'))
    expect([lock !== undefined, isLockHeld(at('locks/a')), holdLock(at('locks/a'))]).toEqual([true, true, undefined])
    lock?.release()
    expect(isLockHeld(at('locks/a'))).toBe(false)
    holdLock(at('locks/a'))?.release()
  })

  it('that nobody ever held is free', () => {
    expect(isLockHeld(at('never'))).toBe(false)
  })

  it('dies with the process that holds it, however it ends', async () => {
    const file = at('locks/b')
    // What holdLock does, in a process that can be killed without building anything.
    const sqlite = createRequire(import.meta.url).resolve('better-sqlite3')
    const script = `const d = new (require(${JSON.stringify(sqlite)}))(process.argv[1], { timeout: 0 }); d.pragma('journal_mode = MEMORY'); d.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)`
    mkdirSync(path.dirname(file), { recursive: true })
    const holder = execa(process.execPath, ['-e', script, file], { reject: false })
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    expect([isLockHeld(file), holdLock(file)]).toEqual([true, undefined])
    holder.kill('SIGKILL')
    await holder
    expect(isLockHeld(file)).toBe(false)
    const lock = holdLock(file)
    expect(lock).toBeDefined()
    lock?.release()
  })
})
