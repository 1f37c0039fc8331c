import { describe, expect, it } from 'vitest'
import { commentsIn } from '#core/source'

const found = (text: string, file = 'a.yaml') =>
  commentsIn(file, text).map((comment) => [comment.text, comment.position.line, comment.nextLine])

describe('the comments of a file', () => {
  it('have a line and the next line that is more than a comment', () => {
    expect(found('# one\n\n  # two\na: 1 # three\nb: 2\n# four\n')).toEqual([
      ['# one', 1, 4],
      ['# two', 3, 4],
      ['# three', 4, 5],
      ['# four', 6, undefined],
    ])
  })

  it.each([
    ['a plain scalar', 'a: b#c\n'],
    ['quotes', 'a: "b # c"\nd: \'e # f\'\n'],
    ['quotes over two lines', 'a: "b\n  # c"\n'],
    ['a block scalar', 'a: |\n  # b\n  c\nd: >-\n  # e\n'],
  ])('are none that stand in %s', (...[, text]) => {
    expect(found(text)).toEqual([])
  })

  it('are found after what looks like one', () => {
    expect(found('a: |\n  # b\nc: "#" # d\ne: {f: 1, # g\n  h: 2}\n')).toEqual([
      ['# d', 3, 4],
      ['# g', 4, 5],
    ])
  })

  it('are found in every document, and with any line ending', () => {
    expect(found('a: 1\r\n---\r\n# b\r\nc: 2\r\n')).toEqual([['# b', 3, 4]])
  })

  it('are those of the frontmatter in markdown', () => {
    expect(found('---\n# a\nb: 1\n---\n# Title\n', 'a.md')).toEqual([['# a', 2, 3]])
    expect(found('# Title\n', 'a.md')).toEqual([])
  })

  it('are none in JSON', () => {
    expect(found('{\n# a\n}', 'a.json')).toEqual([])
  })
})
