interface KnownCause {
  readonly pattern: RegExp
  /** `$1` is what the pattern has found. */
  readonly message: string
  readonly hint?: string
}

const causes: readonly KnownCause[] = [
  {
    pattern: /^Unknown variable: (.*)$/,
    message: 'There is no variable `$1`.',
    hint: 'Expressions know `input` and `tasks`.',
  },
  {
    pattern: /^Ternary branches must have the same type, got (.*)$/,
    message: 'The two results of `? :` are of different types: $1.',
    hint: 'Wrap one of them, as in `dyn(…)`, if that is meant.',
  },
  {
    pattern: /^has\(\) invalid argument/,
    message: '`has` takes a field.',
    hint: 'Write it with a dot, such as `has(input.limit)`.',
  },
  {
    pattern: /^(\w+)\(.*\) invalid predicate iteration variable/,
    message: '`$1` first takes a name for the item.',
    hint: 'Name it as in `list.$1(item, item.name)`.',
  },
  { pattern: /^Exceeded max/, message: 'The expression is too large.', hint: 'Leave a part of it to a task.' },
  { pattern: /^Unexpected character: =$/, message: 'A single `=` means nothing here.', hint: 'Compare with `==`.' },
  {
    pattern: /^Unexpected character: &$/,
    message: 'A single `&` means nothing here.',
    hint: 'Join conditions with `&&`.',
  },
  {
    pattern: /^Unexpected character: \|$/,
    message: 'A single `|` means nothing here.',
    hint: 'Join conditions with `||`.',
  },
  {
    pattern: /^Reserved identifier: if$/,
    message: '`if` is no part of the language.',
    hint: 'Write `condition ? one : other`.',
  },
  {
    pattern: /^Reserved identifier: (.*)$/,
    message: '`$1` is a reserved word.',
    hint: 'A field of that name is read with brackets, as in `input["$1"]`.',
  },
  {
    pattern: /^Unterminated (?:triple-quoted )?string/,
    message: 'The text in quotes is never closed.',
    hint: 'Close it with the same quote.',
  },
]

// What stands there in other languages.
const habits: readonly { readonly written: RegExp; readonly hint: string; readonly meant?: string }[] = [
  { written: /^and\b/, hint: 'Write `&&` for `and`.', meant: '&&' },
  { written: /^or\b/, hint: 'Write `||` for `or`.', meant: '||' },
  { written: /^=(?![=!<>~])/, hint: 'Compare with `==`.', meant: '==' },
  { written: /^not\b/, hint: 'Write `!` for `not`.' },
  { written: /^workflow\.input\b/, hint: 'The input of a workflow is called `input`.' },
  { written: /^steps\./, hint: 'What other tasks have come to is in `tasks`.' },
  { written: /^\?\?/, hint: 'Write `a.?b.orValue(c)` for `a.b ?? c`.' },
  { written: /^\?\./, hint: 'Write `a.?b` for `a?.b`.' },
  {
    written: /^=>/,
    hint: 'There are no functions to write; a macro names its item, as in `list.map(item, item.name)`.',
  },
]

const names: Readonly<Record<string, string>> = {
  int: 'integer',
  double: 'number',
  bool: 'boolean',
  list: 'array',
  map: 'object',
}

/** What the library says of an expression that is not well-formed, in the words of the user. */
export function syntaxProblem(
  summary: string,
  source: string,
  start: number,
): { message: string; hint?: string; meant?: string } {
  const habit = habits.find(({ written }) => written.test(source.slice(start)) || written.test(lastWord(source, start)))
  const cause = causes.find(({ pattern }) => pattern.test(summary))
  const hint = habit?.hint ?? cause?.hint
  const found = owned(cause?.pattern.exec(summary)?.[1] ?? '', source.slice(start))
  const filled = (text: string) =>
    text.replaceAll(
      '$1',
      found.replaceAll(/'(\w+)'/g, (_, name: string) => names[name] ?? name),
    )
  const message = cause === undefined ? strayMessage(summary, source, start) : filled(cause.message)
  const meant = habit?.written.test(source.slice(start)) ? habit.meant : undefined
  return { message, ...(hint === undefined ? {} : { hint: filled(hint) }), ...(meant === undefined ? {} : { meant }) }
}

// Of what there are several members in other languages, it is said which.
function owned(name: string, source: string): string {
  return (name === 'workflow' ? /^workflow\.\w+/.exec(source)?.[0] : undefined) ?? name
}

// The word, or the question mark, just before.
function lastWord(source: string, start: number): string {
  return /(?:\b\w+\s+|\?[?.]?)$/.exec(source.slice(0, start))?.[0].concat(source.slice(start, start + 1)) ?? ''
}

function strayMessage(summary: string, source: string, start: number): string {
  const [written = ''] = /^(?:\w+|[^\s\w])/.exec(source.slice(start)) ?? []
  const expected = /^Expected (\w+), got/.exec(summary)?.[1]
  const sign = expected === undefined ? undefined : signs[expected]
  if (sign !== undefined) return `There must be a \`${sign}\` before \`${written}\`.`
  if (/^(?:Unexpected|Expected)/.test(summary)) return `\`${written}\` does not belong here.`
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`
}

const signs: Readonly<Record<string, string>> = {
  COLON: ':',
  RPAREN: ')',
  RBRACKET: ']',
  RBRACE: '}',
  COMMA: ',',
  LPAREN: '(',
}
