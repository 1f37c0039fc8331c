import { AgentNames, type NamedAgent, type NamedServer, ServerNames } from '#core/compiler'
import { codeOf } from './fact-codes.ts'
import { hubId } from './identity.ts'
import { none } from './int-columns.ts'
import type { NodeTable, Spot } from './node-table.ts'
import { isForeign, type Sketches, subjectForms, termForms } from './sketches.ts'
import type { SubjectIds } from './subject-ids.ts'

type Named<T> = T & { readonly subject: number }

/** Finds the nodes that facts lead from and to. */
export class Resolver {
  readonly #sketches: Sketches
  readonly #subjects: SubjectIds
  readonly #nodes: NodeTable
  readonly #placed: (spot: Spot) => Spot
  readonly #agents: AgentNames<Named<NamedAgent>>
  /** Found by name and version as agents are. */
  readonly #workflows: AgentNames<Named<NamedAgent>>
  readonly #servers: ServerNames<Named<NamedServer>>
  /** Of terms whose node is always the same. */
  readonly #known: Int32Array
  /** Of terms whose node is always the same, and stands where something leads to it first. */
  readonly unplaced: Int32Array

  constructor(
    { sketches, subjects, nodes }: { sketches: Sketches; subjects: SubjectIds; nodes: NodeTable },
    placed: (spot: Spot) => Spot,
  ) {
    this.#sketches = sketches
    this.#subjects = subjects
    this.#nodes = nodes
    this.#placed = placed
    this.#agents = new AgentNames(this.#named('agent'))
    this.#workflows = new AgentNames(this.#named('workflow'))
    this.#servers = new ServerNames(this.#named('server'))
    this.#known = new Int32Array(sketches.terms.form.length).fill(none)
    this.unplaced = this.#known.slice()
  }

  /** The node that a fact leads from; undefined if there is none. */
  source(fact: number, file: number): number | undefined {
    const node = this.#sketches.facts.source.at(fact)
    return node < 0 ? this.#nodes.ofSubject(this.#first(file) - 1 - node) : this.#term(node, fact, file)
  }

  /** The node that a fact leads to. What is not written anywhere by itself stands where it is mentioned. */
  target(fact: number, file: number): number | undefined {
    const { facts, terms } = this.#sketches
    const term = facts.target.at(fact)
    if (term < 0) return this.#nodes.ofSubject(this.#first(file) - 1 - term)
    const node = this.#term(term, fact, file)
    const isUnplaced = node !== undefined && terms.form.at(term) === thing && terms.file.at(term) === none
    if (isUnplaced && this.#nodes.mayStandIn(node, facts.file.at(fact)))
      this.#nodes.mention(node, this.#draftOf(term, this.#spotOfFact(fact)))
    return node
  }

  #first(file: number): number {
    return this.#sketches.files.subjects.at(file)
  }

  #term(term: number, fact: number, file: number): number | undefined {
    const known = this.#known[term] ?? none
    if (known !== none) return known
    switch (termForms[this.#sketches.terms.form.at(term)]) {
      case 'thing':
        return this.#keep(term, this.#thing(term, fact))
      case 'task':
        return this.#keep(term, this.#task(term, this.#first(file)))
      case 'agent':
        return this.#agent(term, fact)
      case 'workflow':
        return this.#workflow(term, fact)
      case 'server':
        return this.#server(term, fact)
      case 'capability':
        return this.#capability(term, fact)
      default:
        return undefined
    }
  }

  #keep(term: number, node: number): number {
    this.#known[term] = node
    return node
  }

  #thing(term: number, fact: number): number {
    const { terms, texts } = this.#sketches
    const file = terms.file.at(term)
    const isPlaced = file !== none
    const draft = () => this.#draftOf(term, isPlaced ? this.#spotOf(term) : this.#spotOfFact(fact))
    const node = this.#nodes.ofId(texts.at(terms.id.at(term)), draft)
    if (!isPlaced) this.unplaced[term] = node
    // The same thing may be found in several ways.
    if (isPlaced && this.#nodes.mayStandIn(node, file)) this.#nodes.mention(node, draft())
    return node
  }

  #task(term: number, first: number): number {
    const { terms, subjects, texts } = this.#sketches
    const workflow = first + terms.of.at(term)
    const id = `task:${this.#subjects.ids[workflow]?.slice('workflow:'.length)}/${texts.at(terms.id.at(term))}`
    const name = `${texts.at(subjects.name.at(workflow))}/${texts.at(terms.name.at(term))}`
    return this.#nodes.ofId(id, () => ({ kind: 'task', name, ...this.#spotOf(term) }))
  }

  #agent(term: number, fact: number): number | undefined {
    const subject = this.#agentSubject(term, fact)
    return subject === undefined ? undefined : this.#nodes.ofSubject(subject)
  }

  #agentSubject(term: number, fact: number): number | undefined {
    return this.#subject(this.#agents, term, fact)
  }

  #workflow(term: number, fact: number): number | undefined {
    const subject = this.#subject(this.#workflows, term, fact)
    return subject === undefined ? undefined : this.#nodes.ofSubject(subject)
  }

  #subject(names: AgentNames<Named<NamedAgent>>, term: number, fact: number): number | undefined {
    const { terms, facts, texts } = this.#sketches
    const from = texts.at(facts.file.at(fact))
    const lookup = names.find(texts.at(terms.name.at(term)), { from, range: texts.found(terms.more.at(term)) })
    return 'found' in lookup ? lookup.found.subject : undefined
  }

  #server(term: number, fact: number): number {
    const { terms, facts, texts } = this.#sketches
    const name = texts.at(terms.name.at(term))
    const found = this.#servers.find(name, texts.at(facts.file.at(fact)))
    if (found !== undefined) return this.#nodes.ofSubject(found.subject)
    const draft = () => ({ kind: 'server', name, ...this.#spotOfFact(fact) })
    const node = this.#nodes.ofId(hubId('server', name), draft)
    // Whoever else names it means the same.
    if (!this.#servers.has(name)) this.unplaced[term] = node
    if (this.#nodes.mayStandIn(node, facts.file.at(fact))) this.#nodes.mention(node, draft())
    return node
  }

  // Steps of older dialects name no capability; an agent that has only one leaves no choice.
  #capability(term: number, fact: number): number | undefined {
    const { terms, texts } = this.#sketches
    const agent = this.#agentSubject(terms.of.at(term), fact)
    if (agent === undefined) return undefined
    const offered = this.#capabilitiesOf(agent)
    const name = texts.at(terms.name.at(term))
    const targetOf = (other: number) => this.#sketches.facts.target.at(other)
    const isAlone = name === '' && offered.length === 1
    const found = isAlone ? offered[0] : offered.find((other) => texts.at(terms.name.at(targetOf(other))) === name)
    return found === undefined ? undefined : this.target(found, this.#subjects.rows[agent] ?? 0)
  }

  /** The facts that say what an agent is able to. */
  #capabilitiesOf(agent: number): number[] {
    const { facts } = this.#sketches
    const file = this.#subjects.rows[agent] ?? 0
    const [first, last] = this.#sketches.rowsOf(file, 'facts')
    const own = this.#first(file) - 1 - agent
    const found: number[] = []
    for (let fact = first; fact < last; fact += 1)
      if (facts.code.at(fact) === offers && facts.source.at(fact) === own) found.push(fact)
    return found
  }

  #draftOf(term: number, spot: Spot) {
    const { terms, texts } = this.#sketches
    return { kind: texts.at(terms.kind.at(term)), name: texts.at(terms.name.at(term)), ...spot }
  }

  #spotOf(term: number): Spot {
    const { file, document, pointer, line } = this.#sketches.terms
    return { file: file.at(term), document: document.at(term), pointer: pointer.at(term), line: line.at(term) }
  }

  #spotOfFact(fact: number): Spot {
    const { file, document, pointer, line } = this.#sketches.facts
    const spot = { file: file.at(fact), document: document.at(fact), pointer: pointer.at(fact), line: line.at(fact) }
    return this.#placed(spot)
  }

  #named(wanted: (typeof subjectForms)[number]): Named<NamedAgent>[] {
    const { subjects, texts } = this.#sketches
    const { form, name, version, flags } = subjects
    const named: Named<NamedAgent>[] = []
    for (let subject = 0; subject < form.length; subject += 1) {
      if (subjectForms[form.at(subject)] !== wanted) continue
      const file = texts.at(this.#subjects.files[subject] ?? none)
      const isImported = (flags.at(subject) & isForeign) !== 0
      named.push({
        name: texts.at(name.at(subject)),
        version: texts.at(version.at(subject)),
        file,
        isImported,
        subject,
      })
    }
    return named
  }
}

const thing = termForms.indexOf('thing')
const offers = codeOf('agent-capability', 'has-capability')
