import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { GraphNode } from '#core/contract'
import { type StreamedArtifact, streamArtifacts } from '#core/source'
import { Joined, type Span } from '../../src/core/graph/kept/joined.ts'
import { KeptArtifacts } from '../../src/core/graph/kept/kept-artifacts.ts'
import { KeptBytes } from '../../src/core/graph/kept/kept-bytes.ts'
import { KeptFiles } from '../../src/core/graph/kept/kept-file.ts'
import { sameBlocks } from '../../src/core/graph/kept/kept-rows.ts'
import { nodeBlocks } from '../../src/core/graph/kept/row-blocks.ts'
import { SegmentBuffers } from '../../src/core/graph/kept/segment-buffers.ts'
import { SegmentWriter } from '../../src/core/graph/kept/segment-writer.ts'
import { type Segments, segmentBytes } from '../../src/core/graph/kept/segments.ts'
import { filesOf, serializeGraph } from '../../src/core/graph/serialize.ts'
import { writtenGraph } from '../../src/core/graph/written-graph.ts'
import { MemoryCache } from '../memory-cache.ts'
import { agent, graphOf } from './graph-of.ts'

const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa kept bytes '))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

const file = path.join(sandbox, 'file')
const buffers = new SegmentBuffers()

/** Writes a file of texts and of spans of the one that is there. */
function write(parts: readonly (string | Span)[], segments?: Segments): Segments {
  const kept = segments && KeptBytes.open(file, segments, buffers)
  const writer = new SegmentWriter(kept, buffers)
  const pieces: Uint8Array[] = []
  for (const bytes of writer.bytesOf(parts)) pieces.push(Buffer.from(bytes))
  kept?.close()
  writeFileSync(file, Buffer.concat(pieces))
  return writer.segments
}

/** Any place of a file, from 0 to 1. */
const place = fc.double({ min: 0, max: 1, noNaN: true })
const part = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(place, place) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'ä'.repeat(99), 'text '.repeat(30_000), 'long '.repeat(500_000)) },
)

describe('the segments of a file', () => {
  it('are those of what is in it, however it came together', () => {
    fc.assert(
      fc.property(fc.array(fc.array(part, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), (rounds) => {
        let content = Buffer.from('0123456789'.repeat(200_000))
        let segments = write([content.toString()])
        for (const round of rounds) {
          const parts = round.map((each) => {
            if (typeof each === 'string') return each
            const [from = 0, to = 0] = each.map((share) => Math.round(share * content.length)).sort((a, b) => a - b)
            return { from, to }
          })
          const expected = Buffer.concat(
            parts.map((each) => (typeof each === 'string' ? Buffer.from(each) : content.subarray(each.from, each.to))),
          )
          segments = write(parts, segments)
          expect(readFileSync(file).equals(expected)).toBe(true)
          expectSegments(segments, expected)
          content = expected
        }
      }),
      { numRuns: 30 },
    )
  })

  it('say when a file is another one', () => {
    const segments = write(['text '.repeat(300_000)])
    const bytes = readFileSync(file)
    const isSame = () => {
      const kept = KeptBytes.open(file, segments, buffers)
      const isAllThere = kept?.isAllThere() === true
      kept?.close()
      return isAllThere
    }
    expect(isSame()).toBe(true)
    bytes[bytes.length - 7] = 0
    writeFileSync(file, bytes)
    expect(isSame()).toBe(false)
    expect(() => write([{ from: 0, to: bytes.length }], segments)).toThrow()
    writeFileSync(file, bytes.subarray(1))
    expect(KeptBytes.open(file, segments, buffers)).toBeUndefined()
    rmSync(file)
    expect(KeptBytes.open(file, segments, buffers)).toBeUndefined()
    mkdirSync(file)
    expect(KeptBytes.open(file, segments, buffers)).toBeUndefined()
    rmSync(file, { recursive: true })
  })
})

function expectSegments({ lengths, hashes }: Segments, content: Buffer): void {
  let from = 0
  for (const [segment, length] of lengths.entries()) {
    expect(length).toBeLessThanOrEqual(segmentBytes)
    if (segment + 1 < lengths.length) expect(length).toBeGreaterThanOrEqual(segmentBytes / 4)
    const known = hashes.slice(8 * segment, 8 * segment + 8)
    const found = createHash('sha256').update(content.subarray(from, from + length))
    expect(Buffer.from(known.buffer).toString('hex')).toBe(found.digest('hex'))
    from += length
  }
  expect(from).toBe(content.length)
}

describe('texts that are joined', () => {
  it('tell the length of each block in bytes, whatever they are made of', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', 'plain', 'ä'.repeat(40_000), 'a'.repeat(70_000)),
    )
    const empty = KeptBytes.open(file, write([]), buffers)
    if (empty === undefined) throw new Error('The file that was written is not there.')
    fc.assert(
      fc.property(fc.array(fc.array(text), { maxLength: 4 }), (lists) => {
        const joined = new Joined(empty)
        let written = ''
        const measured = lists.map((texts) => {
          const lengths = new Int32Array(texts.length)
          for (const [block, each] of texts.entries()) {
            joined.text('\n')
            joined.block(each, block, lengths)
            written += `\n${each}`
          }
          joined.measure()
          return [...lengths]
        })
        joined.end()
        expect(measured).toEqual(lists.map((texts) => texts.map((each) => Buffer.byteLength(each))))
        expect(joined.take().join('')).toBe(written)
        expect(joined.length).toBe(Buffer.byteLength(written))
      }),
    )
    empty.close()
  })
})

describe('blocks that say the same', () => {
  it('are found wherever they are', () => {
    const blocks = fc.uniqueArray(fc.nat(200), { maxLength: 100 })
    fc.assert(
      fc.property(blocks, blocks, (now, before) => {
        const same = sameBlocks(Float64Array.from(now), Float64Array.from(before))
        expect([...same]).toEqual(now.map((print) => before.indexOf(print)))
      }),
    )
  })
})

describe('files that somebody changes while they are copied', () => {
  it('are made anew', async () => {
    const formats = ['json', 'graphml', 'turtle'] as const
    const memo = new MemoryCache()
    const build = async (spec: string, meanwhile: () => void = () => undefined) => {
      const graph = await graphOf({ 'a.yaml': agent('a', spec), 'b.yaml': agent('b', '  domains: [x]') })
      const { content } = writtenGraph(graph, { expand: false })
      const files = new KeptFiles(path.join(sandbox, 'graph'), memo)
      const kept = new KeptArtifacts({ folder: 'graph', kept: files }, content, buffers)
      const interrupted = function* (): Generator<StreamedArtifact> {
        for (const artifact of kept.changed(filesOf(formats))) {
          meanwhile()
          yield artifact
        }
      }
      await streamArtifacts(sandbox, interrupted())
      kept.close()
      kept.keep(undefined)
      memo.close()
      return serializeGraph(content, formats)
    }
    const read = ({ path: name }: { path: string }) => readFileSync(path.join(sandbox, 'graph', name), 'utf8')
    await build('  domains: [x]')
    // What is written for the first time is not divided into blocks.
    await build('  domains: [w]')
    const spoil = () => {
      for (const { path: name } of filesOf(formats)) {
        const target = path.join(sandbox, 'graph', name)
        const text = readFileSync(target, 'utf8')
        writeFileSync(target, text.replaceAll('b.yaml', 'c.yaml'))
      }
    }
    for (const spec of ['  domains: [y]', '  domains: [y, z]', '']) {
      const expected = await build(spec, spoil)
      for (const artifact of expected)
        expect([artifact.path, read(artifact)]).toEqual([artifact.path, artifact.content])
    }
  })
})

describe('a file that is written for the first time', () => {
  it('is divided into blocks when it is looked at again, even if nothing else is new', async () => {
    const memo = new MemoryCache()
    const folder = path.join(sandbox, 'first')
    const { content } = writtenGraph(await graphOf({ 'a.yaml': agent('a', '  domains: [x]') }), { expand: false })
    const blocks: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const kept = new KeptArtifacts({ folder: 'first', kept: new KeptFiles(folder, memo) }, content, buffers)
      const changed = [...kept.changed(filesOf(['json']))]
      await streamArtifacts(sandbox, changed)
      kept.close()
      kept.keep(undefined)
      memo.close()
      const found = new KeptFiles(folder, memo).find('graph.json', buffers)
      blocks.push(changed.length, found?.lists.length ?? 0)
      found?.bytes.close()
    }
    expect(blocks).toEqual([1, 0, 0, 2, 0, 2])
  })
})

describe('the print of a node', () => {
  it('is another one where anything is', () => {
    const node = { id: 'a', kind: 'agent', name: 'b', file: 'c', pointer: '' } as const
    const others: { readonly [Key in keyof GraphNode]-?: GraphNode[Key] } = {
      id: 'b',
      kind: 'workflow',
      name: '',
      version: '',
      type: 'worker',
      labels: {},
      tags: [],
      file: 'd',
      document: 1,
      pointer: '/x',
      line: 1,
      community: 0,
    }
    const nodes: GraphNode[] = [node, ...Object.entries(others).map(([key, value]) => ({ ...node, [key]: value }))]
    nodes.push({ ...node, labels: { x: 'y' } }, { ...node, labels: { y: 'y' } }, { ...node, tags: ['x'] })
    const { prints } = nodeBlocks(nodes)
    expect(new Set(prints).size).toBe(nodes.length)
    expect([...nodeBlocks(nodes.map((each) => ({ ...each }))).prints]).toEqual([...prints])
  })
})
