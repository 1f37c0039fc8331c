import { Identities } from './identity.ts'
import type { Sketches } from './sketches.ts'
import { subjectForms } from './sketches.ts'

/** The ids of subjects and the files that they stand in, by their numbers. */
export interface SubjectIds {
  readonly ids: readonly string[]
  readonly files: Int32Array
  /** The rows of these files. */
  readonly rows: Int32Array
}

export function subjectIdsOf(sketches: Sketches): SubjectIds {
  const { subjects, files: rows, texts } = sketches
  const { form, name, version, document, pointer } = subjects
  const files = new Int32Array(form.length)
  const fileRows = new Int32Array(form.length)
  for (let file = 0; file < sketches.size; file += 1) {
    const [first, last] = sketches.rowsOf(file, 'subjects')
    files.fill(rows.name.at(file), first, last)
    fileRows.fill(file, first, last)
  }
  const numbers = [...files.keys()]
  const describe = (subject: number) => ({
    name: texts.at(name.at(subject)),
    version: texts.at(version.at(subject)),
    file: texts.at(files[subject] ?? 0),
    document: document.at(subject),
    pointer: texts.at(pointer.at(subject)),
  })
  const identities = subjectForms.map(
    (_, place) =>
      new Identities(
        numbers.filter((subject) => form.at(subject) === place),
        describe,
      ),
  )
  const ids = numbers.map((subject) => `${subjectForms[form.at(subject)]}:${identities[form.at(subject)]?.of(subject)}`)
  return { ids, files, rows: fileRows }
}
