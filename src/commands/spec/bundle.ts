import { Flags } from '@oclif/core'
import { offlineFlag, rootFlag, textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { bundleOpenApiFile, describeBundle } from '#core/compiler'
import type { SpecBundleOutput } from '#core/contract'

export default class Bundle extends OssaCommand {
  static override summary = 'Put an OpenAPI document that is spread over many files into one.'
  static override description =
    'What it refers to in other files becomes a component with a name of its own; references stay references. A document with errors gives nothing.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> apis/invoices.openapi.yaml > invoices.yaml',
    '<%= config.bin %> <%= command.id %> apis/invoices.openapi.yaml -o dist/invoices.json',
  ]
  static override args = { file: textArg({ description: 'The file with the document.', required: true }) }
  static override flags = {
    output: Flags.string({ char: 'o', description: 'File to write. Default: standard output.', helpValue: 'FILE' }),
    format: Flags.option({
      options: ['yaml', 'json'] as const,
      description: 'Format of the document. Default: by the name of the output, else that of the file.',
    })(),
    offline: offlineFlag,
    root: rootFlag,
  }

  async run(): Promise<SpecBundleOutput> {
    const { args, flags } = await this.parse(Bundle)
    const request = { ...this.surroundings, ...flags, file: args.file }
    const { output, root, files, text, remoteNotes } = await bundleOpenApiFile(request)
    this.tellNotes(remoteNotes)
    this.reportAside(output.diagnostics, { root, lines: files.lines })
    if (output.ok) this.print(text ?? describeBundle(output))
    return output
  }

  // --format is that of the document here.
  override jsonEnabled(): boolean {
    return this.isJsonAsked()
  }
}
