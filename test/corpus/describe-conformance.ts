import type { Outcome } from './json-schema-suite.ts'

/** What is known of a version, as a page says it. */
export interface SuiteReport {
  readonly title: string
  readonly outcomes: readonly Outcome[]
}

/** Why a valid value is refused, by the file of the suite that says so. */
const stricter: Readonly<Record<string, string>> = {
  'format.json': 'The specification lets it open whether `format` is checked; OSSA always checks it.',
  'optional/float-overflow.json': 'Numbers are those of IEEE 754: the quotient of these two is infinite.',
}

const introduction = `# Conformance with JSON Schema

Every schema in a manifest, and every schema file that one refers to, is read as JSON Schema 2020-12 unless its \`$schema\` names
draft 2019-09, 7, 6 or 4. It is checked against the meta-schema of that version (\`schema/valid-schema\`), and values are checked by it when
a task runs. What this page says follows from the
[JSON Schema Test Suite](https://github.com/json-schema-org/JSON-Schema-Test-Suite), run by \`test/corpus/json-schema-suite.test.ts\`: each schema
stands in a file that an agent's capability refers to, and each value goes through the check that a task's input goes through.

- **passed**: the value is accepted or refused as the suite says.
- **refused**: the schema is an error of \`ossa spec validate\`, with a code and a place. No workflow runs with it.
- **stricter**: a value is refused that the suite accepts.
- **warned**: a value is accepted that the suite refuses, and \`ossa spec validate\` has said that it would not be checked.
- No value that the suite refuses is accepted **silently**: the test fails if there is one.
`

/** The page on conformance. */
export function describeConformance(reports: readonly SuiteReport[]): string {
  return `${[introduction, ...reports.map(describeReport)].join('\n')}`
}

function describeReport({ title, outcomes }: SuiteReport): string {
  const files = [...new Set(outcomes.map(({ file }) => file))]
  const count = (of: readonly Outcome[], result: Outcome['result']) =>
    of.filter((each) => each.result === result).length
  const row = (name: string, of: readonly Outcome[]) =>
    `| ${name} | ${of.length} | ${count(of, 'passed')} | ${count(of, 'refused')} | ${count(of, 'stricter')} | ${count(of, 'warned')} |`
  return [
    `## ${title}\n`,
    '| file | cases | passed | refused | stricter | warned |\n| --- | ---: | ---: | ---: | ---: | ---: |',
    ...files.map((file) =>
      row(
        file,
        outcomes.filter((each) => each.file === file),
      ),
    ),
    `${row('**all**', outcomes)}\n`,
    '### Refused\n',
    ...said(outcomes, 'refused'),
    '### Stricter\n',
    ...strictness(outcomes),
    ...(count(outcomes, 'warned') === 0 ? [] : ['### Warned\n', ...said(outcomes, 'warned')]),
  ].join('\n')
}

function said(outcomes: readonly Outcome[], result: 'refused' | 'warned'): string[] {
  const found = outcomes.filter((each) => each.result === result)
  const codes = [...new Set(found.map(({ code = '' }) => code))].sort()
  return codes.map((code) => {
    const groups = new Map(
      found.filter((each) => each.code === code).map((each) => [`${each.file} ${each.group}`, each]),
    )
    const lines = [...groups.values()].map(({ file, group, message }) => `- ${file}, ${quoted(group)}: ${message}`)
    return `[\`${code}\`](rules/${code}.md)\n\n${lines.join('\n')}\n`
  })
}

function quoted(text: string): string {
  return `“${text.replace(/[|<>\\*_]/g, '\\$&')}”`
}

function strictness(outcomes: readonly Outcome[]): string[] {
  const found = outcomes.filter(({ result }) => result === 'stricter')
  return [...new Set(found.map(({ file }) => file))].map((file) => {
    const reason = stricter[file]
    if (reason === undefined) throw new Error(`${file} is checked more strictly, and nobody says why.`)
    const cases = found.filter((each) => each.file === file)
    return `- ${file}, ${cases.length} ${cases.length === 1 ? 'case' : 'cases'}: ${reason}\n`
  })
}
