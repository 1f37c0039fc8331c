import { randomBytes } from 'node:crypto'
import { Command, Errors } from '@oclif/core'
import { type Diagnostic, escapeControls, formatDiagnostics, printJson } from '#core/diagnostics'
import { exitCodes, reportFailure } from './failure.ts'
import { steadyClock } from './steady-clock.ts'
import { displayPath, standardError, standardOutput } from './terminal.ts'
import { startSketching } from './threads.ts'

/** Milliseconds. To load `performance` takes longer than most runs use it for. */
const elapsed = () => Number(process.hrtime.bigint()) / 1e6
const now = steadyClock({ wall: () => Date.now(), elapsed })

interface DiagnosticSource {
  readonly root: string
  readonly lines: (file: string) => readonly string[] | undefined
}

/** What all commands share: JSON output, diagnostics, exit codes. */
export abstract class OssaCommand extends Command {
  static override enableJsonFlag = true

  /** What `run` of the class does, without loading the configuration anew. */
  execute(): Promise<unknown> {
    return this._run()
  }

  // The framework would load what logs, to log the command line.
  protected override async init(): Promise<void> {}

  /** What core functions need to know of the process. */
  protected readonly surroundings = { cwd: process.cwd(), now: elapsed, startSketching }

  /** What carrying out workflows needs: the time of day, chance, the environment. */
  protected readonly runtime = { now, random: () => randomBytes(10), environment: process.env }

  /** Prints diagnostics for people and fails the command if one is an error. With --json the output says it all. */
  protected report(diagnostics: readonly Diagnostic[], source: DiagnosticSource): void {
    this.reportTo(standardOutput, diagnostics, source)
  }

  /** The same, beside a result that is something else. */
  protected reportAside(diagnostics: readonly Diagnostic[], source: DiagnosticSource): void {
    this.reportTo(standardError, diagnostics, source)
  }

  /** The command has done its work, and the answer is no: exit code 1. */
  protected fail(): void {
    process.exitCode = exitCodes.input
  }

  /** The command has done what it could, and the world was in the way: exit code 3. */
  protected failForTheWorld(): void {
    process.exitCode = exitCodes.world
  }

  /** Lines of the result, if there are any. Not printed with --json. */
  protected print(lines: string): void {
    if (!this.jsonEnabled() && lines !== '') standardOutput.write(lines)
  }

  /** A long result, piece by piece, no faster than it is read. Stops where nobody reads on. */
  protected async printChunks(chunks: Iterable<string>): Promise<void> {
    for (const chunk of chunks) if (!(await standardOutput.hasTaken(chunk))) return
  }

  /** Lines with warnings, of whatever text. */
  protected tellNotes(notes: readonly string[]): void {
    for (const note of notes) this.tell(escapeControls(note))
  }

  /** A line about what is going on, or a warning. */
  protected tell(line: string): void {
    standardError.write(line)
  }

  override jsonEnabled(): boolean {
    return this.isJsonAsked() || (this.ctor.enableJsonFlag && this.isJsonChosen())
  }

  /** True for `--json` itself. */
  protected isJsonAsked(): boolean {
    return this.ctor.enableJsonFlag && this.givenOptions().includes('--json')
  }

  private givenOptions(): readonly string[] {
    return this.argv.includes('--') ? this.argv.slice(0, this.argv.indexOf('--')) : this.argv
  }

  // `--format json`, where that is one of the ways to print.
  private isJsonChosen(): boolean {
    const options = this.givenOptions()
    // A command without flags has no `flags` at all.
    const format = (this.ctor.flags as typeof this.ctor.flags | undefined)?.['format']
    if (format === undefined || !('options' in format) || format.options?.includes('json') !== true) return false
    return (
      options.includes('--format=json') ||
      options.some((word, index) => word === 'json' && options[index - 1] === '--format')
    )
  }

  override logJson(value: unknown): void {
    process.stdout.write(`${printJson(value)}\n`)
  }

  private reportTo(
    { style, write }: typeof standardOutput,
    diagnostics: readonly Diagnostic[],
    { root, lines }: DiagnosticSource,
  ): void {
    if (diagnostics.some(({ severity }) => severity === 'error')) this.fail()
    if (this.jsonEnabled() || diagnostics.length === 0) return
    write(formatDiagnostics(diagnostics, { style, lines, displayPath: displayPath(root) }))
  }

  protected override async catch(error: Error): Promise<void> {
    if (error instanceof Errors.ExitError) throw error
    // oclif warns that the arguments were not parsed, which is what has just been reported.
    this.parsed = true
    const flags = Object.keys({ ...this.ctor.baseFlags, ...this.ctor.flags })
    reportFailure(error, { json: this.jsonEnabled(), flags: [...flags, 'json', 'help'] })
  }
}
