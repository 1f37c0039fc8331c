import { describe, expect, it } from 'vitest'
import { comparisonDefinitions } from '#core/changes'
import { explainRules, printRule, rules, tabulateRules } from '#core/compiler'
import { parseSource } from '#core/source'

const all = explainRules(comparisonDefinitions).rules

describe('the list of codes', () => {
  it('has each code once, sorted', () => {
    const codes = all.map(({ code }) => code)
    expect(codes).toEqual([...new Set(codes)].sort())
  })

  it('has every rule, and what parsers and loaders report', () => {
    const codes = all.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(rules.map(({ code }) => code)))
    expect(codes).toEqual(expect.arrayContaining(['source/valid-syntax', 'openapi/valid-structure']))
  })

  it('can be shown as a table', () => {
    expect(tabulateRules(all)).toHaveLength(all.length + 1)
  })
})

describe.each(all)('$code', (rule) => {
  it('has a name, a statement, a reason and advice in whole sentences', () => {
    expect(rule.code).toMatch(/^[a-z]+\/[a-z0-9-]+$/)
    for (const text of [rule.summary, rule.rationale, rule.hint])
      expect(text).toMatch(/^([A-Z`$\d]|ossa\.yaml).*[.`}]$/)
  })

  it('is an error if it always holds', () => {
    if (rule.essential) expect(rule.severity).toBe('error')
  })

  it('has examples that are YAML', () => {
    for (const { source } of rule.examples) expect(parseSource('a.yaml', Buffer.from(source)).findings).toEqual([])
    expect(printRule(rule)).toContain(`# ${rule.code}\n`)
  })
})
