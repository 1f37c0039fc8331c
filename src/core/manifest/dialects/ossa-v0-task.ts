import type { ManifestDraft } from '../draft.ts'
import type { LegacyDocument } from '../legacy-document.ts'

/** A Task of the older dialects is one step without autonomy: a worker with a single capability, which is the task itself. */
export function draftTaskAgent(draft: ManifestDraft, source: LegacyDocument): void {
  draft.set(['spec', 'type'], 'worker')
  draft.set(['spec', 'capabilities', 0], {}, '/spec')
  draft.set(['spec', 'capabilities', 0, 'name'], source.text('/metadata/name'), '/metadata/name')
  draft.set(['spec', 'capabilities', 0, 'description'], source.text('/metadata/description'), '/metadata/description')
  draft.set(['spec', 'capabilities', 0, 'input'], source.mapping('/spec/input'), '/spec/input')
  draft.set(['spec', 'capabilities', 0, 'output'], source.mapping('/spec/output'), '/spec/output')
  const domain = source.text('/metadata/labels/domain')
  if (domain !== undefined) draft.set(['spec', 'domains', 0], domain, '/metadata/labels/domain')
}
